"""The rows of a grant's dossier: entries and costs, what of them counts, and every reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import is_team
from gangmaker.contributions.models import LedgerEntry, Rate
from gangmaker.contributions.queries import as_counted, rates_of
from gangmaker.core import eligibility, valuation, vat
from gangmaker.core.eligibility import Because, Candidate, Pay, Rules
from gangmaker.core.vat import Counted, regime_on
from gangmaker.projects.models import (
    AssignmentLetter,
    Cost,
    Grant,
    GrantForm,
    GrantLine,
    Payer,
    Use,
    VatRegime,
)
from gangmaker.trail.models import Item

from .grant_words import LetterNote, Reason, VatNote
from .letters import as_letter
from .vat import by_party


@dataclass(frozen=True)
class DossierRow:
    """An entry or a cost of a project that the grant pays for.

    ``said`` is what it says now, in ``unit``, and ``cents`` what of it counts; a ``line`` says
    what was reported or claimed. ``vat`` is what of a cost is VAT; ``notes`` say why that much
    counts. ``staff`` is whose pay it is, for ``work``, the first and the last day.
    """

    key: str
    what: str
    who: str
    slug: str
    title: str
    language: str
    form: str
    unit: str
    on: date
    said: int
    cents: int | None
    rate_id: int | None
    payer: str
    reasons: tuple[Reason, ...]
    line: GrantLine | None = None
    vat: int = 0
    staff: str = ""
    work: tuple[date, date] | None = None
    notes: tuple[VatNote | LetterNote, ...] = ()

    @property
    def difference(self) -> int:
        """What changed since it was reported or claimed, in its unit.

        Of a cost also what counts of it: its VAT was told otherwise, or its party recovers more.
        """
        if self.line is None:
            return 0
        changed = self.said - self.line.said
        if changed or self.form:
            return changed
        return (self.cents or 0) - (self.line.cents or 0)

    @property
    def doubts(self) -> tuple[Reason, ...]:
        """Why what is claimed would not count any more, after a correction or a change of rules."""
        told = (Because.CLAIMED_HERE, Because.OVER_AMOUNT)
        return tuple(reason for reason in self.reasons if reason.code not in told)

    @property
    def may_be_claimed(self) -> bool:
        return not self.reasons

    @property
    def may_be_reported(self) -> bool:
        return self.line is None and not any(
            reason.code in eligibility.REFUSES_REPORT for reason in self.reasons
        )


def with_corrections(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    return (
        entries.filter(corrects=None)
        .select_related("item", "giver__area", "on_behalf_of__area", "confirmation")
        .annotate(corrected=Coalesce(Sum("corrections__quantity"), 0))
        .order_by("pk")
    )


def costs_of(costs: QuerySet[Cost]) -> QuerySet[Cost]:
    return (
        costs.filter(corrects=None)
        .select_related(
            "line__project__on_behalf_of__area",
            "line__project__by__area",
            "line__paid_by__area",
            "borne_by__area",
            "staff__area",
        )
        .annotate(
            corrected=Coalesce(Sum("corrections__amount"), 0),
            vat_corrected=Sum("corrections__vat"),
        )
        .order_by("pk")
    )


def lines_alive() -> QuerySet[GrantLine]:
    """What was reported to grants or claimed from them, with all that rows ask of it."""
    lines = GrantLine.objects.filter(withdrawn_at=None)
    return lines.select_related("grant", "rate", "cost__line")


class Told(TypedDict):
    """The item that a row belongs to."""

    slug: str
    title: str
    language: str


def bearer(cost: Cost) -> Actor:
    """In whose name the bill is; nobody named: who leads the project."""
    project = cost.line.project
    return cost.borne_by or project.on_behalf_of or project.by


class Rows:
    """Makes the rows of one grant, from all lines that could matter to them.

    Forms and rates are looked up where they are not given. ``letters`` are those for its projects,
    ``regimes`` what was said of the parties in whose name bills are.
    """

    def __init__(
        self,
        grant: Grant,
        *,
        projects: Sequence[int],
        lines: Iterable[GrantLine],
        viewer: Actor | None = None,
        known: frozenset[int] = frozenset(),
        forms: Iterable[GrantForm] | None = None,
        rates: Iterable[Rate] | None = None,
        regimes: Iterable[VatRegime] = (),
        letters: Iterable[AssignmentLetter] = (),
    ) -> None:
        self.grant, self.viewer, self.known = grant, viewer, known
        self.projects = frozenset(projects)
        self.forms = frozenset(one.form for one in (grant.forms.all() if forms is None else forms))
        if rates is None:
            rates = rates_of(grant.method) if grant.method else ()
        self.rates = as_counted(rates)
        self.lines: dict[str, list[GrantLine]] = {}
        for line in lines:
            key = f"entry-{line.entry_id}" if line.entry_id else f"cost-{line.cost_id}"
            self.lines.setdefault(key, []).append(line)
        self.rules = self._rules(self.lines)
        self.regimes = by_party(regimes)
        self.letters: dict[tuple[int, int], list[AssignmentLetter]] = {}
        for letter in letters:
            self.letters.setdefault((letter.person_id, letter.project_id), []).append(letter)

    def _rules(self, lines: Mapping[str, list[GrantLine]]) -> Rules:
        here = [line for some in lines.values() for line in some if line.grant_id == self.grant.pk]
        claimed = sum(
            line.cents or 0
            for line in here
            if line.use == Use.CLAIMED and line.cost and line.cost.line.payer == Payer.GRANT
        )
        return Rules(
            starts_on=self.grant.starts_on,
            ends_on=self.grant.ends_on,
            forms=self.forms,
            staff=self.grant.staff_method,
            in_kind_counts=self.grant.in_kind_counts,
            left=self.grant.amount - claimed,
        )

    def of_entry(self, entry: LedgerEntry) -> DossierRow:
        said = entry.quantity + int(getattr(entry, "corrected", 0))
        found = self._valued(entry, said)
        giver = entry.on_behalf_of or entry.giver
        candidate = Candidate(
            form=entry.form,
            on=entry.given_on,
            said=said,
            cents=found.cents if found else None,
            in_project=entry.item_id in self.projects,
            confirmed=hasattr(entry, "confirmation"),
            for_organisation=entry.on_behalf_of_id is not None,
            from_funder=self.grant.funder_id in (entry.giver_id, entry.on_behalf_of_id),
            claimed_here=self._claimed(f"entry-{entry.pk}", here=True),
            claimed_elsewhere=self._claimed(f"entry-{entry.pk}", here=False),
        )
        return DossierRow(
            key=f"entry-{entry.pk}",
            what="",
            who=name_for(giver, self.viewer),
            **self._told(entry.item),
            form=entry.form,
            unit=entry.unit,
            on=entry.given_on,
            said=said,
            cents=candidate.cents,
            rate_id=found.rate if found else None,
            payer="",
            reasons=self._reasons(f"entry-{entry.pk}", candidate),
            line=self._line(f"entry-{entry.pk}"),
        )

    def _valued(self, entry: LedgerEntry, said: int) -> valuation.Valued | None:
        what = valuation.Entry(entry.pk, entry.form, entry.level, said, entry.given_on)
        valued = valuation.value([what], self.rates).valued
        return valued[0] if valued else None

    def of_cost(self, cost: Cost) -> DossierRow:
        said = cost.amount + int(getattr(cost, "corrected", 0))
        project = cost.line.project
        key = f"cost-{cost.pk}"
        counted, pay = self._counted(cost, said), self._pay(cost)
        party = name_for(bearer(cost), self.viewer)
        candidate = Candidate(
            form="",
            on=cost.spent_on,
            said=said,
            cents=counted.eligible,
            in_project=project.pk in self.projects,
            confirmed=True,
            payer=self._payer(cost),
            pay=pay,
            vat=counted.because,
            claimed_here=self._claimed(key, here=True),
            claimed_elsewhere=self._claimed(key, here=False),
        )
        return DossierRow(
            key=key,
            what=cost.what,
            who=name_for(cost.line.paid_by, self.viewer) if cost.line.paid_by else "",
            **self._told(project),
            form="",
            unit="cents",
            on=cost.spent_on,
            said=said,
            cents=counted.eligible,
            rate_id=None,
            payer=candidate.payer,
            reasons=self._reasons(key, candidate, party=party),
            line=self._line(key),
            vat=counted.vat,
            staff=name_for(cost.staff, self.viewer) if cost.staff else "",
            work=(pay.since, pay.until) if pay else None,
            notes=self._notes(cost, counted, pay, party=party),
        )

    def _counted(self, cost: Cost, said: int) -> Counted:
        later = getattr(cost, "vat_corrected", None)
        told = None if cost.vat is None and later is None else (cost.vat or 0) + (later or 0)
        regime = regime_on(self.regimes.get(bearer(cost).pk, ()), cost.spent_on)
        return vat.count(amount=said, vat=told, rule=self.grant.vat_rule, regime=regime)

    def _pay(self, cost: Cost) -> Pay | None:
        if cost.work_from is None or cost.work_until is None:
            return None
        letters = self.letters.get((cost.staff_id or 0, cost.line.project_id), ())
        return Pay(
            since=cost.work_from,
            until=cost.work_until,
            whole=cost.whole_pay or 0,
            letters=tuple(map(as_letter, letters)),
        )

    def _notes(
        self, cost: Cost, counted: Counted, pay: Pay | None, *, party: str
    ) -> tuple[VatNote | LetterNote, ...]:
        notes: list[VatNote | LetterNote] = []
        if counted.vat and counted.is_known:
            notes.append(VatNote(counted, party))
        covering = pay.letter if pay else None
        letters = self.letters.get((cost.staff_id or 0, cost.line.project_id), ())
        notes += [
            LetterNote(letter.percentage, letter.signed_on)
            for letter in letters
            if covering is not None and letter.pk == covering.id
        ]
        return tuple(notes)

    def _told(self, item: Item) -> Told:
        """Where it belongs, as far as the reader may know that item."""
        if item.pk not in self.known:
            return {"slug": "", "title": "", "language": ""}
        return {"slug": item.slug, "title": item.title, "language": item.language}

    def _payer(self, cost: Cost) -> str:
        """A line that a grant pays is this one's unless it names another funder."""
        if cost.line.payer != Payer.GRANT:
            return cost.line.payer
        mine = cost.line.paid_by_id in (None, self.grant.funder_id)
        return "this_grant" if mine else "other_grant"

    def _claimed(self, key: str, *, here: bool) -> bool:
        """Whether it is claimed from this grant (``here``), or from another one."""
        return any(
            line.use == Use.CLAIMED and (line.grant_id == self.grant.pk) == here
            for line in self.lines.get(key, ())
        )

    def _line(self, key: str) -> GrantLine | None:
        mine = [line for line in self.lines.get(key, ()) if line.grant_id == self.grant.pk]
        return mine[0] if mine else None

    def _reasons(self, key: str, candidate: Candidate, *, party: str = "") -> tuple[Reason, ...]:
        """In words for the reader: what other funders give is for the team."""
        tells = self.viewer is None or is_team(self.viewer)
        other = next(
            (
                line.grant.title
                for line in self.lines.get(key, ())
                if line.use == Use.CLAIMED and line.grant_id != self.grant.pk
            ),
            "",
        )
        return tuple(
            Reason(code, other if tells and code == Because.CLAIMED_ELSEWHERE else "", party)
            for code in eligibility.why_not(self.rules, candidate)
        )
