"""Of the texts that share a draft symbol one at most is tabled."""

from django.db import migrations, models


def refuse_doubles(apps, schema_editor):
    """Name what has to be settled first, where two tabled texts have one draft symbol."""
    texts = apps.get_model("votes", "Resolution").objects.filter(status="tabled")
    shared = texts.values("draft_key").annotate(times=models.Count("id")).filter(times__gt=1)
    named = texts.filter(draft_key__in=shared.values("draft_key")).order_by("draft_key", "id")
    if doubles := [f"{draft} (id-{pk})" for pk, draft in named.values_list("id", "draft_symbol")]:
        raise ValueError(
            "Tabled texts share a draft symbol; give each of them its outcome or delete one, then "
            f"migrate again: {', '.join(doubles)}."
        )


class Migration(migrations.Migration):
    dependencies = [("votes", "0013_symbols_of_sessions")]
    operations = [
        migrations.RunPython(refuse_doubles, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "tabled")),
                fields=("draft_key",),
                name="draft_symbol_of_one_tabled_text",
                violation_error_message="Another tabled text has this draft symbol.",
            ),
        ),
    ]
