from django.db import migrations
from django.db.models import F


def give_statements(apps, schema_editor):
    """What others than who made it withdrew before there were statements gets one."""
    withdrawals = apps.get_model("trail", "Withdrawal").objects.filter(kind="own")
    statements = apps.get_model("actors", "Statement").objects
    by_others = withdrawals.filter(item__on_behalf_of=None).exclude(by=F("item__by"))
    for withdrawal in by_others.select_related("item__by"):
        author = withdrawal.item.by
        withdrawal.kind = "moderation"
        withdrawal.statement_id = statements.create(
            to_id=author.pk,
            measure="withdrawn",
            ground="earlier",
            facts=withdrawal.reason or "—",
            content=withdrawal.item.title,
            language=author.reads,
            by_id=withdrawal.by_id,
            at=withdrawal.at,
        ).pk
        withdrawal.reason = ""
        withdrawal.save(update_fields=["kind", "statement", "reason"])


class Migration(migrations.Migration):
    dependencies = [("trail", "0008_alive_since_the_last_act")]
    operations = [migrations.RunPython(give_statements, migrations.RunPython.noop)]
