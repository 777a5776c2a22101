from django.db import migrations


def give_statements(apps, schema_editor):
    """Whoever was suspended before there were statements of reasons gets one, with that reason."""
    suspensions = apps.get_model("actors", "Suspension").objects.filter(statement=None)
    statements = apps.get_model("actors", "Statement").objects
    for suspension in suspensions.select_related("actor"):
        suspension.statement = statements.create(
            to=suspension.actor,
            measure="suspended",
            ground="earlier",
            facts=suspension.reason or "—",
            language=suspension.actor.reads,
            by_id=suspension.by_id,
            at=suspension.at,
        )
        suspension.save(update_fields=["statement"])


class Migration(migrations.Migration):
    dependencies = [("actors", "0003_statements")]
    operations = [migrations.RunPython(give_statements, migrations.RunPython.noop)]
