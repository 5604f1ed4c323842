"""Who may bring files in at the import desk: reviewers and administrators."""

from django.apps.registry import Apps
from django.db import migrations

ROLES = ("Reviewers", "Administrators")


def permission_and_groups(apps: Apps):
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="votes", codename="add_importrun"
    )
    return permission, apps.get_model("auth", "Group").objects.filter(name__in=ROLES)


def grant(apps: Apps, schema_editor: object) -> None:
    permission, groups = permission_and_groups(apps)
    for group in groups:
        group.permissions.add(permission.pk)


def withdraw(apps: Apps, schema_editor: object) -> None:
    permission, groups = permission_and_groups(apps)
    for group in groups:
        group.permissions.remove(permission.pk)


class Migration(migrations.Migration):
    dependencies = [("votes", "0007_roles")]
    operations = [migrations.RunPython(grant, withdraw)]
