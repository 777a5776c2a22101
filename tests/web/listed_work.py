"""A project, a grant and an organisation's volunteers, of which there is always one more row."""

from datetime import date, timedelta

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Unit
from gangmaker.contributions.operations import acknowledge_note
from gangmaker.insight import operations as insight
from gangmaker.insight.figures import Scope
from gangmaker.insight.models import Publication
from gangmaker.insight.registry import INDICATORS
from gangmaker.projects.models import (
    Attachment,
    AttachmentKind,
    Credit,
    PartyRole,
    Phase,
    Stage,
)
from gangmaker.projects.operations import NewParty, add_deliverable, add_task, propose_project
from gangmaker.projects.operations.grants import award, set_deadline
from gangmaker.projects.operations.papers import post_update
from gangmaker.trail.models import Party
from tests.contributions.ledger_world import (
    make_caps,
    make_entry,
    make_method,
    make_note,
    make_rate,
    pay,
)
from tests.projects.grants_world import make_cost, make_grant, make_letter, make_regime
from tests.world import NOON, make_need, make_new_item, make_project, make_question, make_result

MOST_PHASES, MOST_NEEDS = 14, 9
"""So many can be typed on one page."""


class Work:
    """What ``member`` leads, what ``broker`` keeps, what ``organisation`` pays back."""

    def __init__(self, *, broker: Actor, admin: Actor, member: Actor, organisation: Actor) -> None:
        self.broker, self.admin = broker, admin
        self.member, self.organisation = member, organisation
        self.project = propose_project(
            new=make_new_item(by=broker, title="Vlaswerk"),
            parties=[NewParty(member, PartyRole.LEAD)],
            now=NOON,
        )
        self.project.stage = Stage.RUNNING
        self.project.save()
        self.result = make_result(self.project)
        self.asked = make_question(owner=broker, title="Vlas gevraagd")
        self.method = make_method()
        make_rate(self.method)
        self.grant = make_grant(amount=10_000_000, owner=broker, method=self.method)
        award(grant=self.grant, project=self.project, amount=1_000, by=broker, now=NOON)
        self.note = make_note(organisation, by=member)
        make_caps()
        self.publication = self._published(0)

    def add(self, person: Actor, number: int) -> None:
        self._planned(person, number)
        self._told(person, number)
        self._paid(person, number)
        self._volunteered(person, number)
        self._published(number)

    def _planned(self, person: Actor, number: int) -> None:
        project, by = self.project, self.member
        Party.objects.create(item=project, actor=person, role=PartyRole.PARTNER, position=number)
        due_on = NOON.date() + timedelta(days=number)
        add_task(
            project=project, title=f"Taak {number}", owner=person, due_on=due_on, by=by, now=NOON
        )
        add_deliverable(project=project, title=f"Lap {number}", due_on=due_on, by=by, now=NOON)
        if number < MOST_PHASES:
            Phase.objects.create(project=project, name=f"Fase {number}", position=number + 10)
        if number < MOST_NEEDS:
            need = make_need(label=f"handen {number}")
            need.item, need.unit, need.position = project, Unit.MINUTES, number
            need.save()

    def _told(self, person: Actor, number: int) -> None:
        post_update(
            project=self.project, text=f"Nieuws {number}", language="nl", by=person, now=NOON
        )
        for item in (self.project, self.result):
            Attachment.objects.create(
                item=item,
                kind=AttachmentKind.DOCUMENT,
                file=f"vlas-{number}.pdf",
                name=f"Verslag {number}",
                media_type="application/pdf",
                size=1_000,
                by=person,
                at=NOON,
            )
        Credit.objects.create(result=self.result, actor=person, role="wever", position=number)

    def _paid(self, person: Actor, number: int) -> None:
        make_cost(self.project, amount=1_000, paid_by=person)
        make_entry(self.project, giver=person)
        make_entry(self.asked, giver=self.member, on_behalf_of=self.organisation)
        since, until = date(1990 + number, 1, 1), date(1991 + number, 1, 1)
        make_rate(self.method, cents=2_000, valid_from=since, valid_until=until)
        make_letter(self.project, person, by=self.broker)
        make_regime(person, number, by=self.broker)
        make_grant(owner=self.broker)
        other = make_project(by=self.broker, title=f"Vlaswerk {number}")
        Party.objects.create(item=other, actor=self.member, role=PartyRole.LEAD)
        award(grant=self.grant, project=other, amount=1_000, by=self.broker, now=NOON)
        make_project(by=self.broker, title=f"Vlas zonder geld {number}")
        set_deadline(
            grant=self.grant,
            what=f"Verslag {number}",
            due_on=NOON.date() + timedelta(days=number),
            by=self.broker,
            now=NOON,
        )

    def _volunteered(self, person: Actor, number: int) -> None:
        acknowledge_note(note=self.note, by=person, now=NOON)
        day = NOON.date() - timedelta(days=number)
        for volunteer in (person, self.member):
            pay(self.organisation, volunteer, by=self.member, cents=100, day=day)
        make_caps(2026 - number)

    def _published(self, number: int) -> Publication:
        scope = Scope(date(2025, 1, 1), date(2025, 12, 1) + timedelta(days=number), NOON)
        return insight.publish_figure(indicator=INDICATORS[0], scope=scope, by=self.admin, now=NOON)
