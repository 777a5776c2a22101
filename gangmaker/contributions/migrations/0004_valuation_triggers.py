from django.db import migrations

from gangmaker.trail.triggers import append_only, refuse_row


class Migration(migrations.Migration):
    """Rates and notes are append-only; lump sums and real costs are not mixed in one year."""

    dependencies = [
        ("contributions", "0003_valuation_and_volunteers"),
        ("trail", "0002_triggers"),
    ]
    operations = [
        append_only("contributions_rate"),
        append_only("contributions_informationnote"),
        append_only("contributions_acknowledgement"),
        refuse_row(
            "contributions_allowance",
            "fits_its_year",
            event="INSERT",
            when_sql=(
                "NOT EXISTS (SELECT 1 FROM contributions_volunteeryear AS y "
                "WHERE y.id = NEW.in_year_id "
                "AND y.year = CAST(SUBSTR(CAST(NEW.day AS TEXT), 1, 4) AS INTEGER) "
                "AND (NEW.kind = y.scheme OR (NEW.kind = 'travel' AND y.scheme = 'lump_sum')))"
            ),
            message="an allowance is of the scheme and the year of its volunteer",
        ),
        refuse_row(
            "contributions_allowance",
            "is_not_rewritten",
            event="UPDATE",
            when_sql=(
                "(NEW.in_year_id <> OLD.in_year_id OR NEW.cents <> OLD.cents "
                "OR NEW.day <> OLD.day OR NEW.kind <> OLD.kind "
                "OR NEW.organisation_id <> OLD.organisation_id)"
            ),
            message="an allowance is taken back, never rewritten",
        ),
        refuse_row(
            "contributions_volunteeryear",
            "keeps_its_scheme",
            event="UPDATE",
            when_sql=(
                "NEW.scheme <> OLD.scheme AND EXISTS ("
                "SELECT 1 FROM contributions_allowance AS a "
                "WHERE a.in_year_id = NEW.id AND a.taken_back_at IS NULL)"
            ),
            message="one scheme for a volunteer in a year",
        ),
    ]
