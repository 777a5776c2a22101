"""Drafts, and briefs that are for brokers only, were shown to the whole team before."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q


def show_to(audience: str, apps: StateApps) -> None:
    briefs = apps.get_model("brokerage", "Brief").objects
    briefs.filter(Q(approved_at=None) | Q(confidentiality="broker")).update(audience=audience)


def show_to_brokers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    show_to("brokers", apps)


def show_to_the_team(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    show_to("team", apps)


class Migration(migrations.Migration):
    dependencies = [
        ("brokerage", "0001_briefs_and_introductions"),
        ("trail", "0012_brokers_only"),
    ]
    operations = [
        migrations.AlterField(
            model_name="brief",
            name="confidentiality",
            field=models.CharField(
                choices=[
                    ("public", "everybody"),
                    ("members", "members"),
                    ("named", "candidates by name, once they promise secrecy"),
                    ("broker", "brokers only"),
                ],
                default="named",
                max_length=8,
                verbose_name="how confidential",
            ),
        ),
        migrations.RunPython(show_to_brokers, show_to_the_team),
    ]
