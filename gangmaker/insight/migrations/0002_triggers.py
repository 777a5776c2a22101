from django.db import migrations

from gangmaker.trail.triggers import append_only, refuse_row


class Migration(migrations.Migration):
    """What was published stays; a correction is about the same figure, period and area."""

    dependencies = [("insight", "0001_initial"), ("trail", "0003_kinds_and_parties")]
    operations = [
        append_only("insight_publication"),
        refuse_row(
            "insight_publication",
            "correction_fits",
            event="INSERT",
            when_sql=(
                "NEW.corrects_id IS NOT NULL AND NOT EXISTS ("
                "SELECT 1 FROM insight_publication AS p WHERE p.id = NEW.corrects_id "
                "AND p.indicator = NEW.indicator AND p.since = NEW.since "
                "AND p.until = NEW.until AND p.area = NEW.area)"
            ),
            message="a correction is about the same figure, period and area",
        ),
    ]
