"""Resolution 66 (I) of the first session is told from the first part of what session 66 adopted."""

from django.db import migrations

from votes.models.bulk import update_rows
from votes.models.record import symbol_key


def compare_anew(apps, schema_editor):
    texts = apps.get_model("votes", "Resolution").objects
    changed = []
    for text in texts.filter(symbol_key__startswith="A-RES-").exclude(symbol="").iterator():
        if (key := symbol_key(text.symbol)) != text.symbol_key:
            text.symbol_key = key
            changed.append(text)
    update_rows(changed, ["symbol_key"])


class Migration(migrations.Migration):
    dependencies = [("votes", "0012_rules_in_words")]
    operations = [migrations.RunPython(compare_anew, migrations.RunPython.noop)]
