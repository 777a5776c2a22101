"""What the ledger keeps from people: a grant and its dossier, volunteers and their allowances."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F

from gangmaker.actors.models import Actor
from gangmaker.contributions import rules as contribution_rules
from gangmaker.contributions.models import (
    Allowance,
    InformationNote,
    Rate,
    ValuationMethod,
    VolunteerYear,
)
from gangmaker.contributions.operations import acknowledge_note, take_back_allowance
from gangmaker.projects import rules
from gangmaker.projects.models import AssignmentLetter, Award, Deadline, Grant, GrantLine
from gangmaker.projects.operations.grant_deadlines import remind_on
from gangmaker.projects.operations.grants import enter_line, set_deadline, withdraw_line
from gangmaker.projects.operations.letters import LetterText, correct_letter
from gangmaker.projects.operations.vat import enter_vat_regime
from gangmaker.trail.models import Item
from tests import world
from tests.contributions import ledger_world
from tests.projects import grants_world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

YEAR = world.NOON.year
State = tuple[str, Mapping[str, str]]


def add_ledger(w: "CanaryWorld") -> None:
    _add_grant(w)
    _add_volunteers(w)


def _add_grant(w: "CanaryWorld") -> None:
    """Organisation B funds a project of which it may not even know; one cost is claimed."""
    broker = w.viewer("broker")
    project = world.make_project(by=broker, audience="team")
    method = ledger_world.make_method(is_example=True)
    ledger_world.make_rate(method)
    grant = grants_world.make_grant(
        project, funder=w.actors["organisation B"], owner=broker, method=method
    )

    def reads(viewer: Actor | None) -> bool:
        return rules.sees_grant(viewer, grant)

    def reads_project(viewer: Actor | None) -> bool:
        seen = Item.objects.visible_to(viewer, at=world.NOON)
        return seen.filter(pk=project.pk).exists()

    def of_team(viewer: Actor | None) -> bool:
        return viewer is not None and viewer.is_team

    project.title = w.hide("granted_project", reads_project)
    project.save()
    grant.title = w.hide("grant_title", reads)
    grant.reference = w.hide("grant_reference", reads)
    grant.save()
    claimed = grants_world.make_cost(project, what=w.hide("claimed_cost", reads))
    grants_world.make_cost(project, what=w.hide("cost_not_claimed", of_team))
    ledger_world.make_entry(project, giver=w.actors["team person"])
    line = enter_line(grant=grant, what=claimed, use="claimed", by=broker, now=world.NOON)
    withdraw_line(line=line, by=broker, reason=w.hide("line_taken_out", of_team), now=world.NOON)
    enter_line(grant=grant, what=claimed, use="claimed", by=broker, now=world.NOON)
    letter = grants_world.make_letter(project, w.actors["team person"], by=broker)
    correct_letter(
        letter=letter,
        text=LetterText(
            percentage=50,
            starts_on=letter.starts_on,
            ends_on=letter.ends_on,
            function=w.hide("letter_function", of_team),
            signed_by=w.hide("letter_signed_by", of_team),
            signed_on=letter.signed_on,
        ),
        reason=w.hide("letter_reason", of_team),
        by=broker,
        now=world.NOON,
    )
    enter_vat_regime(
        party=w.actors["team person"],
        recovers=30,
        valid_from=letter.starts_on,
        source=w.hide("vat_source", rules.can_keep_grants),
        by=broker,
        now=world.NOON,
    )
    set_deadline(
        grant=grant,
        what=w.hide("deadline", reads),
        due_on=date(YEAR, 12, 1),
        by=broker,
        now=world.NOON,
    )
    assert remind_on(date(YEAR, 11, 24), now=world.NOON) == 1


def _add_volunteers(w: "CanaryWorld") -> None:
    """A volunteer of both organisations, and one whose name only the team knows."""
    ledger_world.make_caps(YEAR)
    organisation, admin = w.actors["organisation A"], w.viewer("org admin A")
    other, other_admin = w.actors["organisation B"], w.viewer("org admin B")
    volunteer = w.viewer("member B")
    note = ledger_world.make_note(
        organisation, by=admin, aim=w.hide("note", lambda viewer: viewer is not None)
    )
    acknowledge_note(note=note, by=volunteer, now=world.NOON)
    acknowledge_note(
        note=ledger_world.make_note(other, by=other_admin), by=volunteer, now=world.NOON
    )
    ledger_world.pay(other, volunteer, by=other_admin, cents=1234)
    paid = ledger_world.pay(organisation, volunteer, by=admin, cents=100)
    ledger_world.pay(organisation, w.actors["team person"], by=admin, cents=1000)
    take_back_allowance(
        allowance=paid,
        by=admin,
        reason=w.hide("taken_back", lambda viewer: False),
        now=world.NOON,
    )
    job = w.hide("listed_job", lambda viewer: viewer == volunteer)
    VolunteerYear.objects.filter(volunteer=volunteer).update(raised_for=job)
    assert contribution_rules.keeps_volunteers(admin, organisation)
    assert InformationNote.objects.count() == 2


def _grants(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"grant": str(Grant.objects.get().pk)}
    yield "nothing", {"grant": "999999"}


def _lines(w: "CanaryWorld") -> Iterator[State]:
    grant = str(Grant.objects.get().pk)
    yield "there", {"grant": grant, "line": str(GrantLine.objects.get(withdrawn_at=None).pk)}
    gone = GrantLine.objects.exclude(withdrawn_at=None).get()
    yield "taken out", {"grant": grant, "line": str(gone.pk)}


def _awards(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"grant": str(Grant.objects.get().pk), "award": str(Award.objects.get().pk)}


def _deadlines(w: "CanaryWorld") -> Iterator[State]:
    grant = str(Grant.objects.get().pk)
    yield "there", {"grant": grant, "deadline": str(Deadline.objects.get().pk)}


def _letters(w: "CanaryWorld") -> Iterator[State]:
    grant = str(Grant.objects.get().pk)
    first, second = AssignmentLetter.objects.order_by("pk")
    yield "there", {"grant": grant, "letter": str(second.pk)}
    yield "corrected", {"grant": grant, "letter": str(first.pk)}


def _methods(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"method": ValuationMethod.objects.get().key}
    yield "nothing", {"method": "nothing"}


def _rates(w: "CanaryWorld") -> Iterator[State]:
    method = ValuationMethod.objects.get().key
    yield "there", {"method": method, "rate": str(Rate.objects.get().pk)}
    yield "nothing", {"method": method, "rate": "999999"}


def _years(w: "CanaryWorld") -> Iterator[State]:
    yield "this year", {"year": str(YEAR)}
    yield "no year", {"year": "1"}


def _years_of(w: "CanaryWorld") -> Iterator[State]:
    for state in ("organisation A", "organisation B", "public person", "team person", "guest"):
        yield state, {"slug": w.actors[state].slug, "year": str(YEAR)}


def _allowances(w: "CanaryWorld") -> Iterator[State]:
    paid = Allowance.objects.filter(organisation=w.actors["organisation A"])
    allowance = paid.order_by(F("taken_back_at").asc(nulls_first=True), "pk")[0]
    number = str(allowance.pk)
    yield "there", {"slug": w.actors["organisation A"].slug, "allowance": number}
    yield "of another", {"slug": w.actors["organisation B"].slug, "allowance": number}


SLUG, GRANT = frozenset({"slug"}), frozenset({"grant"})
LEDGER_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("grants/", GRANT, _grants),
    ("grants/", GRANT | {"line"}, _lines),
    ("grants/", GRANT | {"award"}, _awards),
    ("grants/", GRANT | {"deadline"}, _deadlines),
    ("grants/", GRANT | {"letter"}, _letters),
    ("valuation/", frozenset({"method"}), _methods),
    ("valuation/", frozenset({"method", "rate"}), _rates),
    ("statement/", frozenset({"year"}), _years),
    ("actors/", SLUG | {"year"}, _years_of),
    ("actors/", SLUG | {"allowance"}, _allowances),
]
