"""The canary world: every field that is not for everybody holds a token of its own.

``Canary.allowed`` says, from the rules, who may read the token; the crawl asks every page,
mail and log line whether anybody else did.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from gangmaker.actors import rules as actor_rules
from gangmaker.actors.models import (
    Actor,
    Area,
    Audience,
    Direction,
    EmailConfirmation,
    Exchange,
    Invitation,
    Membership,
    MembershipRole,
    TeamRoleName,
)
from gangmaker.contributions.models import Form, LedgerEntry, Need
from gangmaker.contributions.operations import answer_contribution
from gangmaker.projects.models import Goal
from gangmaker.trail.models import (
    Answer,
    AnswerTemplate,
    Item,
    ItemAudience,
    ItemTranslation,
    Outcome,
    Promise,
)
from gangmaker.trail.operations import Reply
from tests import world
from tests.security.ledger_canaries import add_ledger

Allowed = Callable[[Actor | None], bool]
VIEWERS = (
    "anonymous",
    "member A",
    "member B",
    "org admin A",
    "org admin B",
    "broker",
    "moderator",
    "editor",
    "region admin",
    "suspended",
)
HIDDEN_STATES = ("members", "parties", "team", "draft", "embargoed", "withdrawn")


@dataclass(frozen=True)
class Canary:
    token: str
    allowed: Allowed


@dataclass
class CanaryWorld:
    """Who visits (``None`` is nobody), and what there is to see."""

    viewers: dict[str, Actor | None] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    entries: dict[str, LedgerEntry] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    confirmation: EmailConfirmation | None = None
    invitation: Invitation | None = None

    def hide(self, name: str, allowed: Allowed) -> str:
        token = f"CANARY{len(self.canaries):03d}{name.replace('_', '').upper()}"
        self.canaries.append(Canary(token, allowed))
        return token

    def viewer(self, name: str) -> Actor:
        viewer = self.viewers[name]
        assert viewer is not None
        return viewer


def build() -> CanaryWorld:
    from tests.security.brief_canaries import add_briefs  # late: it fills this world
    from tests.security.concept_canaries import add_concepts  # late: it fills this world
    from tests.security.fitting_canaries import add_fitting  # late: it fills this world
    from tests.security.handing_canaries import add_handing  # late: it fills this world
    from tests.security.introduction_canaries import add_introductions  # late: as well
    from tests.security.longlist_canaries import add_longlist  # late: it fills this world
    from tests.security.moderation_canaries import add_moderation  # late: it fills this world
    from tests.security.notice_canaries import add_notices  # late: it fills this world
    from tests.security.plan_canaries import add_plan  # late: it fills this world
    from tests.security.project_canaries import add_projects  # late: it fills this world
    from tests.security.record_canaries import add_records  # late: it fills this world
    from tests.security.result_canaries import add_results  # late: it fills this world
    from tests.security.rights_canaries import add_rights  # late: it fills this world
    from tests.security.talk_canaries import add_talk  # late: it fills this world
    from tests.security.upload_canaries import add_uploads  # late: it fills this world

    canary_world = CanaryWorld()
    _add_viewers(canary_world)
    _add_profiles(canary_world)
    _add_items(canary_world)
    _add_contributions(canary_world)
    _add_open_doors(canary_world)
    add_projects(canary_world)
    add_results(canary_world)
    add_uploads(canary_world)
    add_talk(canary_world)
    add_moderation(canary_world)
    add_notices(canary_world)
    add_ledger(canary_world)
    add_plan(canary_world)
    add_records(canary_world)
    add_handing(canary_world)
    add_rights(canary_world)
    add_briefs(canary_world)
    add_introductions(canary_world)
    add_concepts(canary_world)
    add_fitting(canary_world)
    add_longlist(canary_world)
    return canary_world


def _add_viewers(w: CanaryWorld) -> None:
    w.viewers = {
        "anonymous": None,
        "member A": world.make_person("Member A"),
        "member B": world.make_person("Member B"),
        "org admin A": world.make_person("Organisation administrator A"),
        "org admin B": world.make_person("Organisation administrator B"),
        "broker": world.make_team(TeamRoleName.BROKER, "Broker"),
        "moderator": world.make_team(TeamRoleName.MODERATOR, "Moderator"),
        "editor": world.make_team(TeamRoleName.EDITOR, "Editor"),
        "region admin": world.make_team(TeamRoleName.REGION_ADMIN, "Region administrator"),
        "suspended": world.make_person("Suspended member"),
    }
    assert tuple(w.viewers) == VIEWERS
    w.actors["organisation A"] = world.make_organisation(
        "Organisation A", admin=w.viewers["org admin A"]
    )
    w.actors["organisation B"] = world.make_organisation(
        "Organisation B", admin=w.viewers["org admin B"]
    )
    suspension = world.suspend(w.viewer("suspended"), by=w.viewer("region admin"))
    suspension.statement.facts = w.hide("suspension_facts", actor_rules.can_moderate)
    suspension.statement.save()


def _add_profiles(w: CanaryWorld) -> None:
    for audience in Audience:
        person = world.make_person("A person", audience=audience)
        reader = _sees(person, audience)
        person.name = person.name if audience == Audience.PUBLIC else w.hide("name", reader)
        _fill_profile(w, person, reader)
        w.actors[f"{audience} person"] = person


def _sees(actor: Actor, audience: str) -> Allowed:
    """As the rules say; and who administers an organisation reads who belongs to it."""
    return lambda viewer: (
        actor_rules.sees(viewer, actor, audience)
        or any(actor_rules.can_administer(viewer, each.organisation) for each in _of(actor))
    )


def _of(actor: Actor) -> list[Membership]:
    return list(Membership.objects.filter(person=actor).select_related("organisation"))


def _fill_profile(w: CanaryWorld, person: Actor, reader: Allowed) -> None:
    def both(audience: str) -> Allowed:
        narrow = _sees(person, audience)
        return lambda viewer: reader(viewer) and narrow(viewer)

    person.about = w.hide("about", both(Audience.MEMBERS))
    person.phone = w.hide("phone", both(Audience.TEAM))
    person.email = w.hide("mail", both(Audience.TEAM)).lower() + "@example.org"
    person.source = w.hide("source", both(Audience.TEAM))
    person.field_audiences = {"about": "members", "offers": "members", "area": "members"}
    person.area = Area.objects.create(
        key=f"area-{person.pk}",
        kind="municipality",
        name=w.hide("area", lambda viewer: True),  # areas are public: every filter lists them
        latitude=50.7 + person.pk / 100,
        longitude=3.2,
    )
    person.save()
    Exchange.objects.create(
        actor=person,
        direction=Direction.OFFERS,
        text=w.hide("offers", both(Audience.MEMBERS)),
        audience=Audience.MEMBERS,
    )


def _item_reader(item: Item) -> Allowed:
    def reads(viewer: Actor | None) -> bool:
        return Item.objects.visible_to(viewer, at=world.NOON).filter(pk=item.pk).exists()

    return reads


def _add_items(w: CanaryWorld) -> None:
    broker, asker = w.viewer("broker"), w.viewer("member A")
    w.items["public"] = world.make_question(
        by=asker,
        owner=broker,
        needs=[world.make_need(), world.make_need(form=Form.SPACE, quantity=2)],
    )
    w.items["goal"] = Goal.objects.get(pk=world.make_goal(by=broker).pk)
    for state in HIDDEN_STATES:
        w.items[state] = _hidden_item(w, state)


def _hidden_item(w: CanaryWorld, state: str) -> Item:
    item = world.make_question(
        by=w.viewer("member A"),
        owner=w.viewer("broker"),
        on_behalf_of=None,
        audience=state if state in ItemAudience.values else ItemAudience.PUBLIC,
        needs=[world.make_need(label=f"label of {state}")],
    )
    reads = _item_reader(item)
    item.title = w.hide(f"{state}_title", reads)
    item.summary = w.hide(f"{state}_summary", reads)
    item.source = w.hide(f"{state}_heard", actor_rules.is_team)
    item.published_at = {
        "draft": None,
        "embargoed": world.NOON + timedelta(days=9_000),
    }.get(state, world.NOON)
    item.save()
    Need.objects.filter(item=item).update(label=w.hide(f"{state}_need", reads))
    ItemTranslation.objects.create(
        item=item,
        language="en",
        title=w.hide(f"{state}_english", reads),
        by=w.viewer("broker"),
    )
    if state == "withdrawn":
        reads_why = _told_why(item)
        world.take_down(item, by=w.viewer("moderator"), facts=w.hide("withdrawal_facts", reads_why))
    return item


def _told_why(item: Item) -> Allowed:
    """Whoever moderates, and whose item it was."""
    return lambda viewer: (
        actor_rules.can_moderate(viewer) or (viewer is not None and viewer.pk == item.by_id)
    )


def _add_contributions(w: CanaryWorld) -> None:
    """An accepted offer for the public question, by a guest whose name is nobody's business."""
    question = w.items["public"]
    guest = world.make_guest("guest")
    guest.name = w.hide("guest_name", _sees(guest, Audience.TEAM))
    guest.phone = w.hide("guest_phone", _sees(guest, Audience.TEAM))
    guest.email_confirmed_at = world.NOON
    guest.save()
    w.actors["guest"] = guest
    brought = world.make_contribution(
        by=guest,
        form=Form.TIME,
        target=question,
        need=question.needs.get(form=Form.TIME),
        quantity=120,
    )
    offer = brought.item
    reads = _item_reader(offer)
    offer.title = w.hide("offer_title", reads)
    offer.summary = w.hide("offer_summary", reads)
    offer.save()
    w.items["offer for parties"] = offer
    answer_contribution(
        promise=brought.promise,
        by=w.viewer("broker"),
        reply=Reply(
            outcome=Outcome.ACCEPTED,
            reason=w.hide("answer_reason", reads),
            language="nl",
            next_step=w.hide("next_step", reads),
            next_step_on=(world.NOON + timedelta(days=5)).date(),
        ),
        now=world.NOON,
    )
    w.entries["pledged"] = LedgerEntry.objects.get(contribution=offer)
    waiting = world.make_contribution(by=w.viewer("member B"), title="Een idee dat wacht")
    w.items["waiting idea"] = waiting.item
    assert Promise.objects.filter(kept_by=None).exists()
    assert Answer.objects.exists()


def _add_open_doors(w: CanaryWorld) -> None:
    AnswerTemplate.objects.create(
        kind="idea",
        outcome=Outcome.DECLINED,
        name="A text",
        text=w.hide("template", actor_rules.is_team),
    )
    newcomer = world.make_guest("newcomer", email="newcomer@example.org")
    newcomer.name = w.hide("newcomer_name", _sees(newcomer, Audience.TEAM))
    newcomer.save()
    w.actors["newcomer"] = newcomer
    w.confirmation = EmailConfirmation.objects.create(
        actor=newcomer, email=newcomer.email, expires_at=world.NOON + timedelta(days=9_000)
    )
    organisation = w.actors["organisation A"]

    def administers(viewer: Actor | None) -> bool:
        return actor_rules.can_administer(viewer, organisation)

    w.invitation = Invitation.objects.create(
        organisation=organisation,
        email=w.hide("invited", administers).lower() + "@example.org",
        role=MembershipRole.EDITOR,
        invited_by=w.viewer("org admin A"),
        expires_at=world.NOON + timedelta(days=9_000),
    )
    secret_member = w.actors["team person"]
    Membership.objects.create(
        person=secret_member, organisation=organisation, role=MembershipRole.MEMBER
    )
