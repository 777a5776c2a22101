import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.operations.special import RunPython

from gangmaker.trail.triggers import append_only, refuse_row

COST_TRIGGERS = (
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
        "projects_grantline",
        "names_no_correction",
        event="INSERT",
        when_sql=(
            "(EXISTS (SELECT 1 FROM contributions_ledgerentry AS e "
            "WHERE e.id = NEW.entry_id AND e.corrects_id IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM projects_cost AS c "
            "WHERE c.id = NEW.cost_id AND c.corrects_id IS NOT NULL))"
        ),
        message="a correction counts with the entry that it corrects",
    ),
)
"""As 0003 and 0004 made them. SQLite makes a table anew when its constraints change, which takes
its triggers away and stops at one that names it; so they go before and come back after."""

SUM = "(SELECT COALESCE(SUM({0}), 0) FROM projects_cost AS c WHERE c.id = NEW.corrects_id OR c.corrects_id = NEW.corrects_id)"


def lifted(trigger: RunPython) -> RunPython:
    """The same, the other way round."""
    assert trigger.reverse_code is not None
    return RunPython(trigger.reverse_code, trigger.code)


class Migration(migrations.Migration):
    """Letters for staff, VAT beside costs, a deputy for grants."""

    dependencies = [
        ('actors', '0001_initial'),
        ('projects', '0004_grants'),
    ]

    operations = [
        *map(lifted, COST_TRIGGERS),
        migrations.CreateModel(
            name='AssignmentLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('percentage', models.PositiveSmallIntegerField(verbose_name='percentage of the work')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('function', models.CharField(max_length=120, verbose_name='function in the project')),
                ('signed_by', models.CharField(max_length=120, verbose_name='signed by')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='LetterEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='VatRegime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recovers', models.PositiveSmallIntegerField(verbose_name='recovers, in percent')),
                ('valid_from', models.DateField(verbose_name='from')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='cost',
            name='cost_only_a_correction_is_negative',
        ),
        migrations.AddField(
            model_name='cost',
            name='borne_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='costs_borne', to='actors.actor'),
        ),
        migrations.AddField(
            model_name='cost',
            name='staff',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pay_costs', to='actors.actor'),
        ),
        migrations.AddField(
            model_name='cost',
            name='vat',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='of which VAT, in cents'),
        ),
        migrations.AddField(
            model_name='cost',
            name='whole_pay',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='pay in all, in cents'),
        ),
        migrations.AddField(
            model_name='cost',
            name='work_from',
            field=models.DateField(blank=True, null=True, verbose_name='work from'),
        ),
        migrations.AddField(
            model_name='cost',
            name='work_until',
            field=models.DateField(blank=True, null=True, verbose_name='work until'),
        ),
        migrations.AddField(
            model_name='deadline',
            name='set_on',
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='grant',
            name='deputy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.actor'),
        ),
        migrations.AddField(
            model_name='grant',
            name='vat_rule',
            field=models.CharField(choices=[('never', 'VAT never counts'), ('not_recovered', 'VAT counts as far as the party cannot recover it'), ('always', 'VAT counts, also what the party recovers')], default='never', max_length=13, verbose_name='how VAT is counted'),
        ),
        migrations.AddConstraint(
            model_name='cost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('corrects', None)), models.Q(('corrects__isnull', False), models.Q(models.Q(('amount', 0), _negated=True), ('vat__isnull', False), _connector='OR'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='cost_only_a_correction_is_negative'),
        ),
        migrations.AddConstraint(
            model_name='cost',
            constraint=models.CheckConstraint(condition=models.Q(('vat', None), ('corrects__isnull', False), models.Q(('vat__gte', 0), ('vat__lt', models.F('amount'))), _connector='OR'), name='cost_is_more_than_its_vat'),
        ),
        migrations.AddConstraint(
            model_name='cost',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('staff', None), ('whole_pay', None), ('work_from', None), ('work_until', None)), models.Q(('corrects', None), ('staff__isnull', False), ('whole_pay__gte', models.F('amount')), ('work_from__isnull', False), ('work_until__gte', models.F('work_from'))), _connector='OR'), name='cost_of_staff_is_a_part_of_pay'),
        ),
        migrations.AddField(
            model_name='assignmentletter',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.actor'),
        ),
        migrations.AddField(
            model_name='assignmentletter',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='projects.assignmentletter'),
        ),
        migrations.AddField(
            model_name='assignmentletter',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignment_letters', to='projects.attachment'),
        ),
        migrations.AddField(
            model_name='assignmentletter',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignment_letters', to='actors.actor'),
        ),
        migrations.AddField(
            model_name='assignmentletter',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignment_letters', to='projects.project'),
        ),
        migrations.AddField(
            model_name='letterend',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.actor'),
        ),
        migrations.AddField(
            model_name='letterend',
            name='letter',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='end', to='projects.assignmentletter'),
        ),
        migrations.AddField(
            model_name='vatregime',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actors.actor'),
        ),
        migrations.AddField(
            model_name='vatregime',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vat_regimes', to='actors.actor'),
        ),
        migrations.AddConstraint(
            model_name='assignmentletter',
            constraint=models.CheckConstraint(condition=models.Q(('percentage__gte', 1), ('percentage__lte', 100)), name='letter_for_a_part_of_work'),
        ),
        migrations.AddConstraint(
            model_name='assignmentletter',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='letter_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='assignmentletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('function', ''), _negated=True), models.Q(('signed_by', ''), _negated=True)), name='letter_says_what_and_who_signed'),
        ),
        migrations.AddConstraint(
            model_name='assignmentletter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), ('reason', '')), models.Q(('corrects__isnull', False), models.Q(('corrects', models.F('pk')), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='letter_corrected_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='letterend',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='letter_ended_with_a_reason'),
        ),
        migrations.AddIndex(
            model_name='vatregime',
            index=models.Index(fields=['party', 'valid_from'], name='vat_regime_of_party'),
        ),
        migrations.AddConstraint(
            model_name='vatregime',
            constraint=models.CheckConstraint(condition=models.Q(('recovers__lte', 100)), name='vat_regime_recovers_a_part'),
        ),
        migrations.AddConstraint(
            model_name='vatregime',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='vat_regime_has_a_source'),
        ),
        *COST_TRIGGERS,
        migrations.RunSQL(
            "UPDATE projects_grant SET vat_rule = 'not_recovered' WHERE vat_counts",
            "UPDATE projects_grant SET vat_counts = (vat_rule <> 'never')",
        ),
        migrations.RemoveField(model_name="grant", name="vat_counts"),
        append_only("projects_assignmentletter"),
        append_only("projects_letterend"),
        append_only("projects_vatregime"),
        refuse_row(
            "projects_assignmentletter",
            "correction_fits",
            event="INSERT",
            when_sql=(
                "NEW.corrects_id IS NOT NULL AND NOT EXISTS ("
                "SELECT 1 FROM projects_assignmentletter AS a WHERE a.id = NEW.corrects_id "
                "AND a.project_id = NEW.project_id AND a.person_id = NEW.person_id)"
            ),
            message="a correction is about the same person and project",
        ),
        refuse_row(
            "projects_letterend",
            "is_early",
            event="INSERT",
            when_sql=(
                "NOT EXISTS (SELECT 1 FROM projects_assignmentletter AS a "
                "WHERE a.id = NEW.letter_id AND NEW.last_day >= a.starts_on "
                "AND NEW.last_day < a.ends_on)"
            ),
            message="a letter ends on one of its days",
        ),
        refuse_row(
            "projects_cost",
            "keeps_more_than_its_vat",
            event="INSERT",
            when_sql=(
                "NEW.corrects_id IS NOT NULL AND ("
                f"{SUM.format('vat')} + COALESCE(NEW.vat, 0) < 0 OR ("
                f"{SUM.format('vat')} + COALESCE(NEW.vat, 0) > 0 AND "
                f"{SUM.format('vat')} + COALESCE(NEW.vat, 0) >= "
                f"{SUM.format('amount')} + NEW.amount))"
            ),
            message="VAT is a part of a cost",
        ),
    ]
