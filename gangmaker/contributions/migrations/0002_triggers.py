from django.db import migrations

from gangmaker.trail.triggers import append_only, refuse_row


class Migration(migrations.Migration):
    """The ledger is append-only, and nobody confirms what she gave herself."""

    dependencies = [("contributions", "0001_initial"), ("trail", "0002_triggers")]
    operations = [
        append_only("contributions_ledgerentry"),
        append_only("contributions_confirmation"),
        refuse_row(
            "contributions_confirmation",
            "not_by_the_giver",
            event="INSERT",
            when_sql=(
                "NEW.by_id = (SELECT giver_id FROM contributions_ledgerentry "
                "WHERE id = NEW.entry_id)"
            ),
            message="a contribution is confirmed by its receiver, never by its giver",
        ),
        refuse_row(
            "contributions_ledgerentry",
            "correction_fits",
            event="INSERT",
            when_sql=(
                "NEW.corrects_id IS NOT NULL AND NOT EXISTS ("
                "SELECT 1 FROM contributions_ledgerentry AS e WHERE e.id = NEW.corrects_id "
                "AND e.corrects_id IS NULL AND e.item_id = NEW.item_id "
                "AND e.giver_id = NEW.giver_id AND e.form = NEW.form AND e.unit = NEW.unit)"
            ),
            message="a correction is about the same giver, item, form and unit",
        ),
    ]
