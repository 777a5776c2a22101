"""Results: from a project, with evidence that can be taken back, and credits in order."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gangmaker.actors.rules import NotYours
from gangmaker.projects.files import Kept
from gangmaker.projects.models import Attachment, Evidence, Project, Result, Stage
from gangmaker.projects.operations.results import (
    AlreadyRemoved,
    NewCredit,
    NewEvidence,
    WiderThanProject,
    add_evidence,
    edit_result,
    publish_result,
    remove_evidence,
    set_credits,
)
from gangmaker.trail.models import Act, Item, Link, LinkVerb, Party
from tests.world import (
    NOON,
    make_new_item,
    make_organisation,
    make_person,
    make_project,
    make_result,
    make_team,
)

pytestmark = [pytest.mark.django_db]

TODAY = NOON.date()
QUOTE = NewEvidence(
    kind="quote",
    seen_on=TODAY,
    text="Onze klas leest nu bij deze lamp.",
    said_by="Leerkracht, Kortrijk",
    consent_on=date(2026, 11, 2),
)
PICTURE = Kept(kind="picture", file="a" * 40, name="lamp.webp", media_type="image/webp", size=9)


def publish(project: Project, **said: Any) -> Result:
    by = said.pop("by", project.owner)
    new = make_new_item(by=by, title="Een lamp", audience=said.pop("audience", "public"))
    facts = {"type": "product", "for_whom": "Scholen", "made_on": TODAY, **said}
    return publish_result(project=project, new=new, now=NOON, **facts)


def verbs(item: Item) -> list[str]:
    return list(Act.objects.filter(item=item).order_by("pk").values_list("verb", flat=True))


class TestPublishing:
    def test_it_is_an_item_that_the_project_produced(self):
        project = make_project(by=make_team())
        Project.objects.update(news_on=date(2026, 1, 1))

        result = publish(project, where="Budafabriek", url="https://example.org/lamp")

        assert (result.kind, result.from_project, result.where) == (
            "result",
            project,
            "Budafabriek",
        )
        assert list(Link.objects.values_list("source", "verb", "target")) == [
            (project.pk, LinkVerb.PRODUCED, result.pk)
        ]
        assert verbs(result) == ["result.published"]
        assert Project.objects.get().news_on == TODAY

    def test_the_parties_of_the_project_see_it_when_it_is_for_them(self):
        project = make_project(by=make_team(), audience="parties")
        designer, other = make_person(), make_person()
        Party.objects.create(item=project, actor=designer, role="designer", position=1)

        result = publish(project, audience="parties")

        seen = [
            Item.objects.visible_to(viewer, at=NOON).filter(pk=result.pk).exists()
            for viewer in (designer, other, None)
        ]
        assert seen == [True, False, False]

    def test_it_is_never_shown_to_more_people_than_the_project(self):
        project = make_project(by=make_team(), audience="parties")

        for audience in ("public", "members"):
            with pytest.raises(WiderThanProject):
                publish(project, audience=audience)

        assert not Result.objects.exists()

    def test_who_leads_may_and_who_only_takes_part_may_not(self):
        project = make_project(by=make_team())
        lead, designer, member = make_person(), make_person(), make_person()
        company = make_organisation(admin=make_person())
        boss = company.members.get().person
        Party.objects.create(item=project, actor=lead, role="lead")
        Party.objects.create(item=project, actor=designer, role="designer")

        assert publish(project, by=lead).by == lead
        for stranger in (designer, member, boss):
            with pytest.raises(NotYours):
                publish(project, by=stranger)
        Party.objects.create(item=project, actor=company, role="lead")
        assert publish(project, by=boss).by == boss

    def test_its_facts_can_be_changed(self):
        broker = make_team()
        result = publish(make_project(by=broker))

        edit_result(
            result=result,
            type="service",
            for_whom="Iedereen",
            where="",
            url="",
            made_on=TODAY,
            by=broker,
            now=NOON,
        )

        assert Result.objects.values_list("type", "for_whom").get() == ("service", "Iedereen")
        assert verbs(result) == ["result.published", "result.edited"]


class TestCredits:
    def test_they_are_named_in_the_order_that_was_given(self):
        broker, maker = make_team(), make_person()
        result = publish(make_project(by=broker), credits=[NewCredit("vorm", actor=maker)])

        set_credits(
            result=result,
            credits=[NewCredit("garen", name="Wever, Menen"), NewCredit("vorm", actor=maker)],
            by=broker,
            now=NOON,
        )

        rows = result.credits.order_by("position").values_list("actor", "name", "role")
        assert list(rows) == [(None, "Wever, Menen", "garen"), (maker.pk, "", "vorm")]
        assert verbs(result)[-1] == "result.credited"

    def test_somebody_has_to_be_named(self):
        result = publish(make_project(by=make_team()))

        with pytest.raises(IntegrityError), transaction.atomic():
            set_credits(result=result, credits=[NewCredit("vorm")], by=result.owner, now=NOON)

    def test_who_does_not_manage_it_does_not_change_them(self):
        result = publish(make_project(by=make_team()))

        with pytest.raises(NotYours):
            set_credits(result=result, credits=[], by=make_person(), now=NOON)


class TestEvidence:
    def test_those_involved_show_it(self):
        broker, designer = make_team(), make_person()
        project = make_project(by=broker)
        Party.objects.create(item=project, actor=designer, role="designer")
        result = make_result(project)
        Project.objects.update(news_on=date(2026, 1, 1))

        shown = add_evidence(
            result=result,
            evidence=NewEvidence(kind="photo", seen_on=TODAY, kept=PICTURE, alt="Een lamp"),
            by=designer,
            now=NOON,
        )

        assert Project.objects.get().news_on == TODAY
        assert shown.attachment == Attachment.objects.get(item=result, alt="Een lamp")
        assert verbs(result)[-2:] == ["item.attached", "result.evidence_added"]

    def test_others_do_not(self):
        result = make_result(make_project(by=make_team()))

        with pytest.raises(NotYours):
            add_evidence(result=result, evidence=QUOTE, by=make_person(), now=NOON)

    @pytest.mark.parametrize(
        "unfit",
        [
            {"kind": "quote", "text": "Mooi.", "said_by": "Leerkracht"},
            {"kind": "quote", "text": "Mooi.", "consent_on": TODAY},
            {"kind": "count", "count": 40, "unit": "klassen"},
            {"kind": "link"},
            {"kind": "photo"},
            {"kind": "file"},
        ],
    )
    def test_the_database_refuses_half_of_it(self, unfit):
        broker = make_team()
        result = make_result(make_project(by=broker))

        with pytest.raises(IntegrityError), transaction.atomic():
            add_evidence(
                result=result, evidence=NewEvidence(seen_on=TODAY, **unfit), by=broker, now=NOON
            )

    def test_of_a_quote_that_is_taken_back_no_word_stays(self):
        broker = make_team()
        result = make_result(make_project(by=broker))
        quote = add_evidence(result=result, evidence=QUOTE, by=broker, now=NOON)

        remove_evidence(evidence=quote, by=broker, now=NOON)

        kept = Evidence.objects.values("text", "said_by", "removed_on", "kind").get()
        assert kept == {"text": "–", "said_by": "–", "removed_on": TODAY, "kind": "quote"}
        assert not any("lamp." in str(act.data) for act in Act.objects.all())

    def test_it_is_taken_back_once_by_who_may(self):
        broker, designer = make_team(), make_person()
        project = make_project(by=broker)
        Party.objects.create(item=project, actor=designer, role="designer")
        result = make_result(project)
        quote = add_evidence(result=result, evidence=QUOTE, by=designer, now=NOON)

        with pytest.raises(NotYours):
            remove_evidence(evidence=quote, by=make_person(), now=NOON)
        remove_evidence(evidence=quote, by=designer, now=NOON)
        with pytest.raises(AlreadyRemoved):
            remove_evidence(evidence=quote, by=broker, now=NOON)

        assert verbs(result).count("result.evidence_removed") == 1


def test_realised_is_finished_with_evidence_that_is_still_there():
    from gangmaker.projects.queries.projects import realised

    broker = make_team()
    running = make_project(by=broker)
    finished = make_project(by=broker, stage=Stage.FINISHED, ended_on=TODAY)
    bare = make_project(by=broker, stage=Stage.FINISHED, ended_on=TODAY)
    make_result(bare)
    for project in (running, finished):
        add_evidence(result=make_result(project), evidence=QUOTE, by=broker, now=NOON)

    before = list(realised(at=NOON))
    remove_evidence(
        evidence=Evidence.objects.get(result__from_project=finished), by=broker, now=NOON
    )

    assert (before, list(realised(at=NOON))) == ([finished], [])
