from django.db import migrations

from gangmaker.trail.triggers import append_only, refuse_row


class Migration(migrations.Migration):
    """What happened to a plan and a project is append-only, and a correction fits."""

    dependencies = [("projects", "0002_projects_and_results"), ("trail", "0003_kinds_and_parties")]
    operations = [
        append_only("projects_measurement"),
        append_only("projects_planchange"),
        append_only("projects_planversion"),
        append_only("projects_stagechange"),
        append_only("projects_showingconsent"),
        append_only("projects_cost"),
        refuse_row(
            "projects_cost",
            "correction_fits",
            event="INSERT",
            when_sql=(
                "NEW.corrects_id IS NOT NULL AND NOT EXISTS ("
                "SELECT 1 FROM projects_cost AS c WHERE c.id = NEW.corrects_id "
                "AND c.corrects_id IS NULL AND c.line_id = NEW.line_id)"
            ),
            message="a correction is about the same budget line",
        ),
        refuse_row(
            "projects_measurement",
            "correction_fits",
            event="INSERT",
            when_sql=(
                "NEW.corrects_id IS NOT NULL AND NOT EXISTS ("
                "SELECT 1 FROM projects_measurement AS m WHERE m.id = NEW.corrects_id "
                "AND m.indicator_id = NEW.indicator_id AND m.measured_on = NEW.measured_on)"
            ),
            message="a correction is about the same indicator and day",
        ),
    ]
