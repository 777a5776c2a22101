"""What the pages that are looked at need and the demo does not say: long names, every state.

Made in the demo's own database, through the operations of the product, by a program of its own;
it prints what was made, by the name that ``pages`` knows it by.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.db import transaction
from django.utils import timezone, translation

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import UNIT_OF_FORM, Form, Level, Need, Unit
from gangmaker.insight.figures import Scope
from gangmaker.insight.operations import publish_figure
from gangmaker.insight.registry import INDICATORS
from gangmaker.projects.files import keep_document, keep_item_picture
from gangmaker.projects.models import Goal, Indicator, PartyRole, Payer, Project, Result, Stage
from gangmaker.projects.operations import (
    IndicatorTerms,
    NewParty,
    PhaseLine,
    add_action,
    add_deliverable,
    add_indicator,
    add_task,
    agree_to_show,
    change_goal,
    change_stage,
    finish_action,
    finish_task,
    measure,
    propose_project,
    save_phases,
    set_goal,
)
from gangmaker.projects.operations.budget import NewLine, correct_cost, enter_cost, plan_budget
from gangmaker.projects.operations.goals import GoalTerms
from gangmaker.projects.operations.papers import NewPicture, attach, post_update
from gangmaker.projects.operations.results import (
    NewCredit,
    NewEvidence,
    add_evidence,
    publish_result,
)
from gangmaker.projects.operations.versions import freeze_plan
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.operations import NewItem
from gangmaker.web.demo_signin import address_of
from tests.projects.uploads import PDF, drawn

LONG = "Restvezelverwerkingsmogelijkheden van de kunststofverwerkingsnijverheid in onze streek"
SITE = "https://example.org/een/heel/lang/adres/dat-niet-op-een-regel-van-een-telefoon-past/lamp"


@dataclass
class Room:
    """Who is there, at which moment, and what was made so far."""

    now: datetime
    broker: Actor
    lead: Actor
    keeper: Actor
    house: Actor
    made: dict[str, str] = field(default_factory=dict)

    def new(self, title: str, *, by: Actor | None = None, audience: str = "public") -> NewItem:
        words = "We maken er tien, en wie kijkt, ziet waar het vlas groeide."
        return NewItem(
            title,
            words,
            "nl",
            by or self.broker,
            self.broker,
            audience=audience,
            published_at=self.now,
        )


def main() -> None:
    from tests.browser.furnishing_briefs import furnish_briefs  # it needs what is above
    from tests.browser.furnishing_ledger import furnish_ledger
    from tests.browser.furnishing_records import furnish_records
    from tests.browser.furnishing_uploads import furnish_uploads

    with transaction.atomic(), translation.override("nl"):
        keeper = _who("organisation-admin")
        house = keeper.memberships.get(organisation__slug__startswith="textielbedrijf").organisation
        room = Room(timezone.now(), _who("broker"), _who("member"), keeper, house)
        goal = furnish_plan(room)
        project = furnish_projects(room, goal)
        furnish_figures(room)
        furnish_records(room, LONG)
        furnish_ledger(room, project)
        furnish_uploads(room)
        furnish_briefs(room, LONG)
    print(json.dumps(room.made))  # noqa: T201 (what the caller reads)


def _who(mark: str) -> Actor:
    return Actor.objects.select_related("account", "area").get(account__email=address_of(mark))


# --- The plan -----------------------------------------------------------------------------------


def furnish_plan(room: Room) -> Goal:
    """A goal with an indicator that was measured and corrected, actions, and two versions."""
    by, now, today = room.broker, room.now, timezone.localdate(room.now)
    goal = set_goal(new=room.new(LONG), year=2030, now=now)
    indicator = _indicator(room, goal)
    for days, value, note in ((400, "12", ""), (30, "21.5", "Geteld op de beurs.")):
        day = today - timedelta(days=days)
        measure(
            indicator=indicator, value=Decimal(value), measured_on=day, note=note, by=by, now=now
        )
    late = add_action(
        goal=goal,
        new=room.new("Een vezelbank openen waar iedereen restvezel brengt en haalt"),
        starts_on=today - timedelta(days=60),
        due_on=today - timedelta(days=3),
        reason="Beslist in de raad.",
        now=now,
    )
    done = add_action(
        goal=goal,
        new=room.new("Alle spinnerijen bezoeken"),
        starts_on=None,
        due_on=today,
        reason="Beslist in de raad.",
        now=now,
    )
    first = freeze_plan(name="Plan van het voorjaar", note="Goedgekeurd.", by=by, now=now)
    finish_action(action=done, what_came_of_it="Elf van de twaalf bezocht.", by=by, now=now)
    terms = GoalTerms(LONG, "Een ander doel.", 2032, None, by, None)
    change_goal(goal=goal, terms=terms, reason="De oogst mislukte.", by=by, now=now)
    second = freeze_plan(name="Plan van het najaar", note="", by=by, now=now)
    room.made |= {
        "goal": goal.slug,
        "indicator": str(indicator.pk),
        "action": late.slug,
        "ended action": done.slug,
        "version": str(first.pk),
        "newest version": str(second.pk),
    }
    return goal


def _indicator(room: Room, goal: Goal) -> Indicator:
    today = timezone.localdate(room.now)
    terms = IndicatorTerms(
        name={"nl": "Toepassingen van korte vezels"},
        definition={"nl": "Producten van korte vezels die iemand kan kopen of zien."},
        unit={"nl": "producten"},
        source="Designregio Kortrijk",
        how_often="yearly",
        baseline=Decimal(4),
        baseline_on=today - timedelta(days=800),
        target=Decimal(50),
        target_on=today + timedelta(days=1500),
    )
    return add_indicator(
        goal=goal, terms=terms, reason="Zo meten we het.", by=room.broker, now=room.now
    )


# --- Projects -----------------------------------------------------------------------------------


def furnish_projects(room: Room, goal: Goal) -> Project:
    """One that runs and has everything, one of each other stage, and one among its parties."""
    running = _project(room, LONG, goal=goal)
    _move(room, running, Stage.ACCEPTED, Stage.RUNNING)
    _plan_work(room, running)
    _tell(room, running)
    _spend(room, running)
    finished = _project(room, "Tien lampen van korte vlasvezels")
    _move(room, finished, Stage.ACCEPTED, Stage.RUNNING)
    _show(room, finished)
    _move(room, finished, Stage.FINISHED)
    bare = _project(room, "Een bank van resthout")
    _move(room, bare, Stage.STOPPED)
    hidden = _project(room, "Een garen dat nog niemand kent", audience="parties")
    agree_to_show(project=hidden, party=room.lead, agrees=True, by=room.lead, now=room.now)
    empty = propose_project(new=room.new("Net voorgesteld", by=room.lead), now=room.now)
    idea = Item.objects.filter(kind=ItemKind.IDEA, withdrawal=None).order_by("pk").first()
    room.made |= {
        "project": running.slug,
        "project code": running.code,
        "finished": finished.slug,
        "stopped": bare.slug,
        "hidden": hidden.slug,
        "empty": empty.slug,
        "idea": idea.slug if idea else "",
        "idea code": idea.code if idea else "",
    }
    return running


def _project(
    room: Room, title: str, *, goal: Goal | None = None, audience: str = "public"
) -> Project:
    today = timezone.localdate(room.now)
    needs = [
        Need(form=Form.TIME, level=Level.OPERATIONAL, unit=Unit.MINUTES, quantity=1200, position=0),
        Need(
            form=Form.SPACE,
            level=Level.STRATEGIC,
            unit=UNIT_OF_FORM.get(Form.SPACE, Unit.ITEMS),
            quantity=3,
            label="Een atelier met daglicht en een weefgetouw",
            position=1,
        ),
    ]
    others = Actor.objects.filter(account=None, kind="person").order_by("pk")[:3]
    parties = [NewParty(room.lead, PartyRole.LEAD), NewParty(room.house, PartyRole.PARTNER)]
    parties += [NewParty(one, PartyRole.VOLUNTEER) for one in others]
    idea = Item.objects.filter(kind=ItemKind.IDEA, withdrawal=None).order_by("pk")[:1]
    return propose_project(
        new=room.new(title, audience=audience),
        came_from=list(idea) if goal else [],
        goals=[goal] if goal else [],
        parties=parties,
        needs=needs,
        starts_on=today - timedelta(days=40),
        ends_on=today + timedelta(days=80),
        now=room.now,
    )


def _move(room: Room, project: Project, *stages: str) -> None:
    why: Mapping[str, str] = {}
    for stage in stages:
        if stage == Stage.STOPPED:
            why = {"reason": "Het hout raakte op.", "learnt": "Vraag eerst hoeveel er is."}
        change_stage(
            project=project, stage=stage, by=room.broker, language="nl", now=room.now, **why
        )


def _plan_work(room: Room, project: Project) -> None:
    """Phases that overlap, a task that is late and one that is done, something to deliver."""
    today = timezone.localdate(room.now)
    days = ((-40, -20), (-25, -5), (-10, 15), (5, 40), (30, 60), (60, 80))
    phases = [
        PhaseLine(phase, "", today + timedelta(starts), today + timedelta(ends), ends < 0)
        for phase, (starts, ends) in zip(project.phases.order_by("position"), days, strict=True)
    ]
    phases.append(PhaseLine(None, "Nazorg"))
    save_phases(project=project, phases=phases, by=room.broker, now=room.now)
    second = project.phases.order_by("position")[1]
    for title, due, owner in (
        (
            "Een hele rol garen ophalen bij de spinnerij aan de andere kant van de Leie",
            -4,
            room.lead,
        ),
        ("De eerste lamp vlechten", -1, room.house),
        ("Foto's maken", 12, room.lead),
    ):
        task = add_task(
            project=project,
            title=title,
            owner=owner,
            due_on=today + timedelta(due),
            phase=second,
            by=room.broker,
            now=room.now,
        )
    finish_task(task=task, by=room.broker, now=room.now)
    add_deliverable(
        project=project,
        title="Tien lampen, klaar om op te hangen",
        due_on=today + timedelta(20),
        by=room.broker,
        now=room.now,
    )
    room.made["task"] = str(task.pk)


def _tell(room: Room, project: Project) -> None:
    picture = drawn()
    kept = keep_item_picture(BytesIO(picture), size=len(picture), name="lamp.jpg")
    paper = keep_document(BytesIO(PDF), size=len(PDF), name=f"{LONG[:60]}, verslag.pdf")
    told = post_update(
        project=project,
        text=f"De eerste lamp hangt.\n\nWie komt kijken? {SITE}",
        language="nl",
        pictures=[NewPicture(kept, "Een lamp van gevlochten vlas boven een werktafel")],
        by=room.lead,
        now=room.now,
    )
    post_update(
        project=project,
        text="Alleen voor ons: de offerte van het garen is te hoog.",
        language="nl",
        parties_only=True,
        by=room.broker,
        now=room.now,
    )
    attached = attach(item=project, kept=paper, by=room.lead, parties_only=True, now=room.now)
    room.made |= {"update": str(told.pk), "paper": str(attached.pk)}


def _spend(room: Room, project: Project) -> None:
    today = timezone.localdate(room.now)
    lines = [
        NewLine("Garen, hout en alles wat we verder nodig hebben", 1_250_000, Payer.GRANT),
        NewLine("Een atelier", 240_000, Payer.IN_KIND, room.house),
        NewLine("Drukwerk", 20_000, Payer.OWN),
    ]
    plan_budget(project=project, lines=lines, by=room.broker, now=room.now)
    first, second, third = project.budget_lines.order_by("position", "pk")
    for line, amount in ((first, 410_050), (second, 240_000), (third, 31_000)):
        cost = enter_cost(
            line=line,
            amount=amount,
            spent_on=today - timedelta(days=2),
            what=f"Rekening {line.label.lower()}",
            by=room.broker,
            now=room.now,
        )
    correct_cost(
        cost=cost,
        amount=29_000,
        seen=31_000,
        reason="De rekening was lager.",
        by=room.broker,
        now=room.now,
    )
    room.made["cost"] = str(cost.pk)


def _show(room: Room, project: Project) -> Result:
    """A result with every kind of evidence, and one without."""
    today = timezone.localdate(room.now)
    result = publish_result(
        project=project,
        new=room.new("De lamp die vertelt waar het vlas groeide"),
        type="product",
        for_whom="Scholen en buurthuizen in de hele streek",
        where="Buda Fabriek, Kortrijk",
        url=SITE,
        made_on=today,
        credits=[
            NewCredit("ontwerp", actor=room.lead),
            NewCredit("vlechtwerk en alles wat daarbij hoort", name=LONG[:120]),
        ],
        now=room.now,
    )
    photo = drawn()
    kept = keep_item_picture(BytesIO(photo), size=len(photo), name="lamp.jpg")
    paper = keep_document(BytesIO(PDF), size=len(PDF), name="verslag.pdf")
    for evidence in (
        NewEvidence("photo", today, kept=kept, alt="Een lamp boven een schoolbank"),
        NewEvidence("file", today, kept=paper),
        NewEvidence("link", today, url=SITE),
        NewEvidence(
            "quote",
            today,
            text="Mijn klas kijkt nu elke dag naar boven.",
            said_by="Leerkracht, Wevelgem",
            consent_on=today,
        ),
        NewEvidence("count", today, count=240, unit="bezoekers", method="geteld aan de deur"),
    ):
        shown = add_evidence(result=result, evidence=evidence, by=room.broker, now=room.now)
    plain = publish_result(
        project=project,
        new=room.new("Een handleiding"),
        type="knowledge",
        for_whom="Iedereen",
        made_on=today,
        now=room.now,
    )
    room.made |= {"result": result.slug, "bare result": plain.slug, "evidence": str(shown.pk)}
    return result


# --- Figures ------------------------------------------------------------------------------------


def furnish_figures(room: Room) -> None:
    """One that is published."""
    by, today = _who("region-admin"), timezone.localdate(room.now)
    scope = Scope(today - timedelta(days=365), today - timedelta(days=20), room.now)
    published = publish_figure(indicator=INDICATORS[0], scope=scope, by=by, now=room.now)
    room.made |= {"figure": INDICATORS[0].key, "publication": str(published.pk)}
