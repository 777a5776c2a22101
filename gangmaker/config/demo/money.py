"""Grants, rates, volunteers and published figures of the demo region."""

from datetime import date, datetime, time, timedelta
from functools import partial

from django.utils import timezone

from gangmaker.config.demo.past import Past
from gangmaker.config.demo.people import FIRST_DAY
from gangmaker.config.demo.plan_rows import Allowances, Award, Deadline, Letter, Note, Published
from gangmaker.config.demo.plan_rows import Grant as GrantRow
from gangmaker.config.demo.plan_rows import GrantLine as LineRow
from gangmaker.config.demo.plan_rows import Method as MethodRow
from gangmaker.config.demo.plan_rows import VatRegime as VatRow
from gangmaker.config.demo.projects import project_of
from gangmaker.contributions.models import LedgerEntry, ValuationMethod, VolunteerCap
from gangmaker.contributions.operations import (
    Caps,
    NewAllowance,
    NewMethod,
    NewNote,
    NewRate,
    acknowledge_note,
    enter_method,
    enter_rate,
    pay_allowance,
    set_caps,
    write_note,
)
from gangmaker.insight.figures import Scope
from gangmaker.insight.models import Publication
from gangmaker.insight.operations import correct_publication, publish_figure
from gangmaker.insight.registry import indicator
from gangmaker.projects.models import Cost, Grant
from gangmaker.projects.operations.grants import (
    GrantTerms,
    award,
    enter_grant,
    enter_line,
    meet_deadline,
    set_deadline,
)
from gangmaker.projects.operations.letters import LetterText, end_letter, enter_letter
from gangmaker.projects.operations.vat import enter_vat_regime

SETTLED = 215
"""By then the team is there, and the organisations with it."""


def keep_books(past: Past) -> None:
    for method in past.content.methods:
        past.happen(past.days.ago(SETTLED, method.key), partial(_method, past, method))
    for regime in past.content.vat_regimes:
        name = f"VAT of {regime.party}"
        past.happen(past.days.ago(SETTLED, name), partial(_vat, past, regime))
    for grant in past.content.grants:
        _grant(past, grant)
    _volunteers(past)
    for published in past.content.published:
        _publish(past, published)


def _volunteers(past: Past) -> None:
    past.happen(past.days.ago(SETTLED, "caps"), partial(_caps, past))
    for note in past.content.notes:
        at = past.days.ago(note.days_ago, note.organisation)
        name = f"note of {note.organisation}"
        past.happen(at, partial(_note, past, note), name=name)
        for reader in note.read_by:
            after = past.latest([reader, name])
            read = past.days.ago(note.days_ago - 2, reader, after=after)
            past.happen(read, partial(_read, past, note, reader))
    for paid in past.content.allowances:
        for number in range(paid.times):
            days_ago = paid.first_days_ago + number * paid.every
            at = past.days.ago(days_ago, f"{paid.organisation} {paid.volunteer}")
            past.happen(at, partial(_pay, past, paid))


def _method(past: Past, row: MethodRow, now: datetime) -> None:
    by = past.actors["coordinator"]
    new = NewMethod(
        key=row.key,
        name=row.name.as_dict(),
        kind=row.kind,
        description=row.description.as_dict(),
        source=row.source,
        is_example=row.is_example,
    )
    method = enter_method(new=new, by=by, now=now)
    for rate in row.rates:
        price = NewRate(
            form=rate.form,
            profile=rate.profile,
            cents=rate.cents,
            valid_from=past.days.day(-rate.from_days_ago),
            source=rate.source,
            level=rate.level or "",
        )
        enter_rate(method=method, new=price, by=by, now=now)


def _vat(past: Past, row: VatRow, now: datetime) -> None:
    enter_vat_regime(
        party=past.actors[row.party],
        recovers=row.recovers,
        valid_from=past.days.day(-row.from_days_ago),
        source=row.source,
        by=past.actors[row.by],
        now=now,
    )


def _grant(past: Past, row: GrantRow) -> None:
    at = past.days.ago(row.days_ago, row.key)
    past.happen(at, partial(_enter_grant, past, row), name=row.key)
    for part in row.awards:
        when = past.days.ago(part.days_ago, part.project, after=past.latest([part.project], at))
        past.happen(when, partial(_award, past, row, part))
    for deadline in row.deadlines:
        past.happen(
            past.days.ago(row.days_ago - 1, deadline.what, after=at),
            partial(_deadline, past, row, deadline),
        )
        if deadline.met_days_ago is not None:
            met = past.days.ago(deadline.met_days_ago, deadline.what, after=at)
            past.happen(met, partial(_meet, past, row, deadline))
    for number, letter in enumerate(row.letters):
        name = f"{row.key} letter {number}"
        when = past.days.ago(letter.days_ago, name, after=past.latest([letter.project], at))
        past.happen(when, partial(_letter, past, row, letter, name), name=name)
        if letter.ended_in_days is not None:
            ended = past.days.ago(max(1, -letter.ended_in_days), name, after=when)
            past.happen(ended, partial(_end_letter, past, row, letter, name))
    for line in row.lines:
        when = past.days.ago(line.days_ago, row.key, after=at)
        past.happen(when, partial(_line, past, row, line))


def _enter_grant(past: Past, row: GrantRow, now: datetime) -> None:
    terms = GrantTerms(
        funder=past.actors[row.funder],
        title=row.title,
        reference=row.reference,
        amount=row.amount,
        starts_on=past.days.day(row.starts_in_days),
        ends_on=past.days.day(row.ends_in_days),
        forms=frozenset(row.forms),
        staff_method=row.staff_method,
        own_share=row.own_share,
        owner=past.actors[row.owner],
        deputy=past.actor(row.deputy),
        vat_rule=row.vat_rule,
        in_kind_counts=row.in_kind_counts,
        method=ValuationMethod.objects.filter(key=row.method or "").first(),
    )
    past.grants[row.key] = enter_grant(terms=terms, by=past.actors[row.by], now=now)


def _award(past: Past, row: GrantRow, part: Award, now: datetime) -> None:
    award(
        grant=past.grants[row.key],
        project=project_of(past, part.project),
        amount=part.amount,
        by=past.actors[row.by],
        now=now,
    )


def _deadline(past: Past, row: GrantRow, deadline: Deadline, now: datetime) -> None:
    set_deadline(
        grant=past.grants[row.key],
        what=deadline.what,
        due_on=past.days.day(deadline.due_in_days),
        by=past.actors[row.by],
        now=now,
    )


def _meet(past: Past, row: GrantRow, deadline: Deadline, now: datetime) -> None:
    found = past.grants[row.key].deadlines.get(what=deadline.what)
    meet_deadline(deadline=found, by=past.actors[row.owner], now=now)


def _letter(past: Past, row: GrantRow, letter: Letter, name: str, now: datetime) -> None:
    text = LetterText(
        percentage=letter.percentage,
        starts_on=past.days.day(letter.starts_in_days),
        ends_on=past.days.day(letter.ends_in_days),
        function=letter.function,
        signed_by=letter.signed_by,
        signed_on=past.days.day(-letter.signed_days_ago),
    )
    past.letters[name] = enter_letter(
        person=past.actors[letter.person],
        project=project_of(past, letter.project),
        text=text,
        by=past.actors[row.owner],
        now=now,
    )


def _end_letter(past: Past, row: GrantRow, letter: Letter, name: str, now: datetime) -> None:
    end_letter(
        letter=past.letters[name],
        last_day=past.days.day(letter.ended_in_days or 0),
        reason=letter.ended_reason,
        by=past.actors[row.owner],
        now=now,
    )


def _line(past: Past, row: GrantRow, line: LineRow, now: datetime) -> None:
    what: LedgerEntry | Cost = (
        Cost.objects.get(pk=past.costs[line.cost].pk)
        if line.cost
        else LedgerEntry.objects.get(pk=past.entries[line.entry or ""].pk)
    )
    grant = Grant.objects.get(pk=past.grants[row.key].pk)
    enter_line(grant=grant, what=what, use=line.use, by=past.actors[row.owner], now=now)


def _caps(past: Past, now: datetime) -> None:
    """A year that is not in the table gets the caps of the last one in it, to be verified."""
    last = VolunteerCap.objects.order_by("-year").first()
    if last is None:
        return
    for year in range(past.days.day(-FIRST_DAY).year, past.days.day(0).year + 1):
        if not VolunteerCap.objects.filter(year=year).exists():
            caps = Caps(
                year=year,
                day_cents=last.day_cents,
                year_cents=last.year_cents,
                raised_year_cents=last.raised_year_cents,
                provisional=True,
                source=f"Voorbeeld: het bedrag van {last.year}, nog na te kijken",
            )
            set_caps(caps=caps, by=past.actors["coordinator"], now=now)


def _note(past: Past, row: Note, now: datetime) -> None:
    new = NewNote(
        language=row.language,
        aim=row.aim,
        status=row.status,
        insurance=row.insurance,
        allowance=row.allowance,
        secrecy=row.secrecy,
    )
    past.notes[row.organisation] = write_note(
        organisation=past.actors[row.organisation], new=new, by=past.actors[row.by], now=now
    )


def _read(past: Past, row: Note, reader: str, now: datetime) -> None:
    acknowledge_note(note=past.notes[row.organisation], by=past.actors[reader], now=now)


def _pay(past: Past, row: Allowances, now: datetime) -> None:
    new = NewAllowance(
        volunteer=past.actors[row.volunteer],
        day=now.date(),
        kind=row.kind,
        cents=row.cents,
        kilometres=row.kilometres,
    )
    pay_allowance(
        organisation=past.actors[row.organisation], new=new, by=past.actors[row.by], now=now
    )


def _publish(past: Past, row: Published) -> None:
    """For the whole calendar month; nothing while that month is not over."""
    first = timezone.localdate(past.moments[row.month_of]).replace(day=1)
    until = (first + timedelta(days=32)).replace(day=1)
    at = timezone.make_aware(datetime.combine(until + timedelta(days=row.days_after), time(11)))
    if at >= past.days.now:
        return
    name = f"{row.figure} of {first}"
    past.happen(at, partial(_publish_figure, past, row, first, until))
    if row.corrected_days_ago is not None:
        later = past.days.ago(row.corrected_days_ago, name, after=at)
        past.happen(later, partial(_correct_figure, past, row, first))


def _publish_figure(past: Past, row: Published, since: date, until: date, now: datetime) -> None:
    figure = indicator(row.figure)
    if figure is not None:
        publish_figure(
            indicator=figure, scope=Scope(since, until, now), by=past.actors[row.by], now=now
        )


def _correct_figure(past: Past, row: Published, since: date, now: datetime) -> None:
    published = Publication.objects.get(indicator=row.figure, since=since, corrects=None)
    correct_publication(publication=published, reason=row.reason, by=past.actors[row.by], now=now)
