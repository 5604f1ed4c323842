"""Titles and statements as a search compares them: no accents, case or punctuation."""

from django.db import migrations, models

from votes.models.bulk import update_rows
from votes.models.record import name_key

AT_ONCE = 5000


def fold(apps, schema_editor):
    for text in rows(apps.get_model("votes", "Resolution"), "title_key"):
        text.title_key = name_key(text.title)
    for said in rows(apps.get_model("votes", "Statement"), "text_key"):
        texts = (said.summary, said.quote, said.reasons, said.speaker, said.venue)
        said.text_key = " ".join(key for key in map(name_key, texts) if key)


def rows(model, name):
    """Every row, written a batch at a time once its key is set."""
    waiting = list(model.objects.order_by("pk").values_list("pk", flat=True))
    while waiting:
        now, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        batch = list(model.objects.filter(pk__gte=now[0], pk__lte=now[-1]))
        yield from batch
        update_rows(batch, [name])


class Migration(migrations.Migration):
    dependencies = [("votes", "0008_import_permission")]
    operations = [
        migrations.AddField("resolution", "title_key", models.TextField(blank=True, editable=False, default=""), preserve_default=False),
        migrations.AddField("statement", "text_key", models.TextField(blank=True, editable=False, default=""), preserve_default=False),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
