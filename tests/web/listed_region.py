"""A region in which there is always one more of everything that pages list."""

from gangmaker.actors.models import Actor, Direction, Exchange, MembershipRole, TeamRoleName
from gangmaker.actors.operations import invite
from gangmaker.actors.operations.profile import tag_named
from gangmaker.concepts.models import ActorConcept, ConceptLink, ItemConcept, MeaningState
from gangmaker.contributions.models import Form
from gangmaker.contributions.operations import Brought, answer_contribution, confirm_entry, support
from gangmaker.projects.operations import freeze_plan
from gangmaker.trail.models import (
    Act,
    AnswerTemplate,
    Item,
    LinkVerb,
    Message,
    Notice,
    NoticeKind,
    Outcome,
)
from gangmaker.trail.operations import Reply, link_items, owe_mail
from gangmaker.trail.operations.talk import comment_on, follow
from tests.web.listed_briefs import Briefs
from tests.web.listed_files import add_files
from tests.web.listed_fitting import Fitted
from tests.web.listed_introductions import Introduced
from tests.web.listed_moderation import Moderated
from tests.web.listed_talk import first_word, say_more
from tests.web.listed_work import Work
from tests.world import (
    NOON,
    make_area,
    make_concept,
    make_contribution,
    make_goal,
    make_guest,
    make_membership,
    make_need,
    make_organisation,
    make_person,
    make_question,
    make_team,
)


class Region:
    """A region in which there is always one more of everything that pages list."""

    def __init__(self) -> None:
        self.broker = make_team(name="Vlasmakelaar")
        self.admin = make_team(TeamRoleName.REGION_ADMIN, "Vlasbeheer")
        self.member = make_person("Vlasser", audience="public")
        self.organisation = make_organisation("Vlashuis", admin=self.member)
        self.goal = make_goal(by=self.broker, title="Vlas blijft")
        self.question = make_question(
            by=self.member, owner=self.broker, needs=[make_need(), make_need(form=Form.IDEA)]
        )
        self.said = first_word(self.question)
        self.moderated = Moderated(self.question, self.member)
        self.waiting = make_contribution(by=self.member, title="Een vlasidee dat wacht").item
        self.version = freeze_plan(name="Vlasplan", note="", by=self.broker, now=NOON)
        self.work = Work(
            broker=self.broker,
            admin=self.admin,
            member=self.member,
            organisation=self.organisation,
        )
        self.concept = make_concept("vlas")
        self.fitted = Fitted(member=self.member, broker=self.broker, concept=self.concept)
        self.introduced = Introduced(broker=self.broker, member=self.member)
        self.briefs = Briefs(broker=self.broker, member=self.member)

    def add(self, number: int) -> None:
        person = self._person(number)
        self._in_concepts(person, number)
        self._asked_and_brought(person, number)
        self._in_the_organisation(person, number)
        self._of_the_team(number)
        self._told(person, number)
        self.moderated.add(person, number)
        self.work.add(person, number)
        self.fitted.add(person)
        self.briefs.add(person, number)
        self.introduced.add(person, number)

    def _person(self, number: int) -> Actor:
        area = make_area(f"Vlasdorp {number}")
        area.longitude = 3 + number / 100  # on the map, a place of its own
        area.save()
        person = make_person(f"Vlasser {number}", audience="public", area=area)
        offered = Exchange.objects.create(actor=person, direction=Direction.OFFERS, text="Vlas")
        offered.tags.add(tag_named(f"vlas {number}"))
        return person

    def _in_concepts(self, person: Actor, number: int) -> None:
        """One more that hangs together with it, that offers it, and that is about it."""
        narrower = make_concept(f"vlas-{number}")
        ConceptLink.objects.create(concept=narrower, other=self.concept, kind="broader")
        decided = {
            "concept": self.concept,
            "state": MeaningState.CONFIRMED,
            "decided_by": person,
            "decided_at": NOON,
        }
        ActorConcept.objects.create(actor=person, direction=Direction.OFFERS, **decided)
        suggested = {"concept": narrower, "words": ["vlas"]}
        ItemConcept.objects.create(item_id=self.question.pk, **suggested)
        ActorConcept.objects.create(actor=self.member, direction=Direction.SEEKS, **suggested)
        question = make_question(owner=self.broker, title=f"Vlas weven {number}")
        ItemConcept.objects.create(item_id=question.pk, **decided)

    def _asked_and_brought(self, person: Actor, number: int) -> None:
        goal = make_goal(by=self.broker, title=f"Vlasdoel {number}")
        asked = make_question(
            by=self.member,
            owner=self.broker,
            title=f"Vlasvraag {number}",
            needs=[make_need(), make_need(form=Form.SPACE, quantity=2)],
        )
        for target in (goal, self.goal):
            link_items(
                source=asked, verb=LinkVerb.SERVES_GOAL, target=target, by=self.broker, now=NOON
            )
        support(item=self.question, actor=person, now=NOON)
        add_files(self.question, number)
        say_more(self.said, person)
        make_contribution(by=person, title=f"Vlasidee {number}", target=self.question)
        make_contribution(by=make_guest(), title=f"Vlas van een gast {number}")
        for confirmed in (True, False):
            given = self._given(person)
            self._accept(given)
            if confirmed:
                confirm_entry(entry=given.item.ledger_entries.get(), by=self.broker, now=NOON)

    def _given(self, person: Actor) -> Brought:
        need = self.question.needs.get(form=Form.TIME)
        return make_contribution(
            by=person, form=Form.TIME, target=self.question, need=need, quantity=60
        )

    def _accept(self, brought: Brought) -> None:
        reply = Reply(
            outcome=Outcome.ACCEPTED,
            reason="Graag.",
            language="nl",
            next_step="We bellen.",
            next_step_on=NOON.date(),
        )
        answer_contribution(promise=brought.promise, by=self.broker, reply=reply, now=NOON)

    def _in_the_organisation(self, person: Actor, number: int) -> None:
        make_membership(person, self.organisation, MembershipRole.MEMBER)
        make_question(
            by=self.member,
            owner=self.broker,
            on_behalf_of=self.organisation,
            title=f"Vlas van het huis {number}",
        )
        invite(
            organisation=self.organisation,
            email=f"vlas{number}@example.org",
            role="member",
            by=self.member,
            now=NOON,
        )
        make_membership(self.member, make_organisation(f"Vlasserij {number}"), "member")

    def _told(self, person: Actor, number: int) -> None:
        """The broker is told of something, the member follows it, and a mail was given up."""
        item = Item.objects.get(pk=make_question(owner=self.broker, title=f"Vlas {number}").pk)
        follow(item=item, actor=self.member, now=NOON)
        said = comment_on(item=item, by=person, text="Vlas.", language="nl", now=NOON)
        act = Act.objects.get(verb="comment.written", data__comment=said.pk)
        Notice.objects.create(
            person=self.broker, act=act, item=item, kind=NoticeKind.YOURS, at=NOON
        )
        owed = owe_mail(
            "answered", dedupe_key=f"vlas:{number}", address=person.email, language="nl", at=NOON
        )
        Message.objects.filter(pk=owed.pk if owed else 0).update(dead_at=NOON)

    def _of_the_team(self, number: int) -> None:
        make_team(TeamRoleName.EDITOR, f"Vlasredactie {number}")
        AnswerTemplate.objects.create(
            kind="idea", outcome=Outcome.DECLINED, name=f"Vlas {number}", text="Niet nu."
        )
        freeze_plan(name=f"Vlasplan {number}", note="", by=self.broker, now=NOON)
