"""The roles of the desk: who may look, who may enter, who may publish, who keeps accounts."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models import Q

# What only the system writes, whoever is signed in.
READ_ONLY = ("revision", "change", "dataversion", "importrun", "importissue")
ROLES = ("Readers", "Editors", "Reviewers", "Administrators")


def add_roles(apps: Apps, schema_editor: object) -> None:
    for label in ("votes", "auth"):
        # Permissions are otherwise made only after the last migration.
        config = apps.get_app_config(label)
        module, config.models_module = getattr(config, "models_module", None), True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = module
    Permission = apps.get_model("auth", "Permission")
    mine = Permission.objects.filter(content_type__app_label="votes")
    view = mine.filter(codename__startswith="view_")
    special = Q(codename__in=["publish_rollcall", "undo_others"])
    enter = mine.exclude(special).exclude(
        ~Q(codename__startswith="view_") & Q(content_type__model__in=READ_ONLY)
    )
    accounts = Permission.objects.filter(
        content_type__app_label="auth", content_type__model__in=["user", "group"]
    )
    granted = {
        "Readers": [view],
        "Editors": [enter],
        "Reviewers": [enter, mine.filter(special)],
        "Administrators": [enter, mine.filter(special), accounts],
    }
    for name in ROLES:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set({each.pk for rows in granted[name] for each in rows})


def remove_roles(apps: Apps, schema_editor: object) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("votes", "0006_date_known_to"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.AlterModelOptions(
            name="revision",
            options={
                "ordering": ["-id"],
                "permissions": [("undo_others", "Can undo what others changed")],
            },
        ),
        migrations.AlterModelOptions(
            name="rollcall",
            options={
                "ordering": ["-date", "-id"],
                "permissions": [("publish_rollcall", "Can publish a roll call")],
            },
        ),
        migrations.RunPython(add_roles, remove_roles),
    ]
