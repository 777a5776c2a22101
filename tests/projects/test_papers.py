"""Updates, pictures and documents: who posts, who is told, who may see."""

import pytest

from gangmaker.actors.models import MembershipRole
from gangmaker.actors.rules import NotYours
from gangmaker.projects import paper_rules
from gangmaker.projects.files import Kept
from gangmaker.projects.models import Attachment, BudgetLine, Cost, Project, Update
from gangmaker.projects.operations.papers import (
    AltMissing,
    NewPicture,
    StillNeeded,
    TooManyPictures,
    attach,
    detach,
    edit_update,
    post_update,
    remove_update,
)
from gangmaker.projects.operations.results import NewEvidence, add_evidence, remove_evidence
from gangmaker.trail import mails
from gangmaker.trail.models import Act, Message, Party
from gangmaker.trail.operations import withdraw
from tests.world import (
    NOON,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_project,
    make_result,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]

PICTURE = Kept(kind="picture", file="a" * 40, name="lamp.webp", media_type="image/webp", size=9)
DOCUMENT = Kept(kind="document", file="b" * 64, name="a.pdf", media_type="application/pdf", size=9)


def party_of(project, *, role="designer"):
    person = make_person("Ontwerper, Kortrijk")
    Party.objects.create(item=project, actor=person, role=role)
    return person


def post(project, by, text="De eerste lamp brandt.", **said):
    return post_update(project=project, text=text, language="nl", by=by, now=NOON, **said)


class TestUpdates:
    def test_parties_post_and_it_is_news(self):
        project = make_project(by=make_team())
        Project.objects.update(news_on="2026-01-01")
        designer = party_of(project)

        update = post(project, designer, pictures=[NewPicture(PICTURE, "Een lamp")])

        assert list(update.attachments.values_list("alt", "parties_only")) == [("Een lamp", False)]
        assert Project.objects.get().news_on == NOON.date()
        assert Act.objects.get().verb == "project.update_posted"

    def test_others_do_not_post(self):
        project = make_project(by=make_team())

        with pytest.raises(NotYours):
            post(project, make_person())

    def test_six_pictures_and_each_says_what_it_shows(self):
        broker = make_team()
        project = make_project(by=broker)

        with pytest.raises(TooManyPictures):
            post(project, broker, pictures=[NewPicture(PICTURE, "Een lamp")] * 7)
        with pytest.raises(AltMissing):
            post(project, broker, pictures=[NewPicture(PICTURE, "  ")])

        assert not Update.objects.exists()

    def test_everybody_involved_is_told_once_and_nobody_else(self):
        broker = make_team()
        project = make_project(by=broker)
        designer, boss, plain = party_of(project), make_person(), make_person()
        gone = party_of(project)
        suspend(gone, by=broker)
        company = make_organisation(admin=boss)
        make_membership(plain, company, MembershipRole.MEMBER)
        Party.objects.create(item=project, actor=company, role="funder")
        Party.objects.create(item=project, actor=boss, role="mentor")
        make_person()

        post(project, designer)

        told = Message.objects.filter(kind="project_update").values_list("to", flat=True)
        assert sorted(told) == sorted([broker.pk, boss.pk])

    def test_the_mail_is_in_the_language_of_its_reader_and_quotes(self):
        broker = make_team()
        broker.reads = "fr"
        broker.save()
        project = make_project(by=broker)
        designer = party_of(project)

        post(project, designer, text="Zie https://kwaad.example\nvoor meer.")

        message = Message.objects.get()
        mail = mails.render(message)
        assert mail is not None
        assert message.language == "fr"
        assert "> Lampen uit vlas" in mail.body
        assert "https://kwaad.example" not in mail.body
        assert f"/fr/items/{project.slug}/" in mail.body

    def test_who_left_meanwhile_is_not_told(self):
        broker = make_team()
        project = make_project(by=broker)
        designer = party_of(project)
        post(project, broker)
        message = Message.objects.get(to=designer)

        Party.objects.filter(actor=designer).delete()
        left = mails.render(message)

        assert left is None

    def test_nothing_is_mailed_of_a_project_that_was_taken_down(self):
        broker = make_team()
        project = make_project(by=broker)
        designer = party_of(project)
        post(project, broker)

        withdraw(item=project, by=broker, reason="", now=NOON)

        assert mails.render(Message.objects.get(to=designer)) is None

    def test_an_address_that_nobody_proved_gets_nothing(self):
        broker = make_team()
        project = make_project(by=broker)
        guest = make_guest("Koop nu", email="guest@example.org")
        Party.objects.create(item=project, actor=guest, role="volunteer")

        post(project, broker)

        assert not Message.objects.filter(kind="project_update").exists()

    def test_only_its_author_changes_it_and_readers_see_that(self):
        broker = make_team()
        project = make_project(by=broker)
        designer = party_of(project)
        update = post(project, designer, pictures=[NewPicture(PICTURE, "Een lamp")])

        with pytest.raises(NotYours):
            edit_update(
                update=update, text="x", language="nl", parties_only=False, by=broker, now=NOON
            )
        edit_update(
            update=update, text="Beter.", language="nl", parties_only=True, by=designer, now=NOON
        )

        assert Update.objects.values_list("text", "changed_at").get() == ("Beter.", NOON)
        assert Attachment.objects.get().parties_only
        assert Message.objects.count() == 1

    def test_it_is_removed_with_its_pictures_and_leaves_a_trace(self):
        broker = make_team()
        project = make_project(by=broker)
        designer = party_of(project)
        update = post(project, designer, pictures=[NewPicture(PICTURE, "Een lamp")])

        with pytest.raises(NotYours):
            remove_update(update=update, by=party_of(project), now=NOON)
        remove_update(update=update, by=broker, now=NOON)

        assert (Update.objects.count(), Attachment.objects.count()) == (0, 0)
        assert Act.objects.latest("pk").verb == "project.update_removed"


class TestPapers:
    def test_parties_attach_and_others_do_not(self):
        project = make_project(by=make_team())

        attach(item=project, kept=DOCUMENT, by=party_of(project), now=NOON)
        with pytest.raises(NotYours):
            attach(item=project, kept=DOCUMENT, by=make_person(), now=NOON)

        assert Attachment.objects.count() == 1

    def test_who_attached_it_and_who_manages_take_it_away(self):
        broker = make_team()
        project = make_project(by=broker)
        designer = party_of(project)
        papers = [attach(item=project, kept=DOCUMENT, by=designer, now=NOON) for _n in range(2)]

        with pytest.raises(NotYours):
            detach(attachment=papers[0], by=party_of(project), now=NOON)
        detach(attachment=papers[0], by=designer, now=NOON)
        detach(attachment=papers[1], by=broker, now=NOON)

        assert not Attachment.objects.exists()

    def test_what_is_evidence_or_belongs_to_a_cost_stays(self):
        broker = make_team()
        project = make_project(by=broker)
        result = make_result(project)
        evidence = NewEvidence(kind="photo", seen_on=NOON.date(), kept=PICTURE, alt="Een lamp")
        photo = add_evidence(result=result, evidence=evidence, by=broker, now=NOON).attachment
        bill = attach(item=project, kept=DOCUMENT, by=broker, now=NOON)
        line = BudgetLine.objects.create(project=project, label="Hout", planned=1, payer="own")
        Cost.objects.create(
            line=line,
            amount=1,
            spent_on=NOON.date(),
            what="x",
            document=bill,
            by=broker,
            at=NOON,
        )

        assert photo is not None
        for needed in (photo, bill):
            with pytest.raises(StillNeeded):
                detach(attachment=needed, by=broker, now=NOON)


class TestSeeing:
    def seen(self, attachment, *viewers):
        return [paper_rules.can_see_attachment(viewer, attachment) for viewer in viewers]

    def test_what_is_for_the_parties_is_for_them_and_the_team(self):
        broker = make_team()
        project = make_project(by=broker)
        result = make_result(project)
        designer = party_of(project)
        viewers = (None, make_person(), designer, make_team("moderator"))
        inside = [
            attach(item=item, kept=DOCUMENT, parties_only=True, by=broker, now=NOON)
            for item in (project, result)
        ]
        update = post(
            project, broker, pictures=[NewPicture(PICTURE, "Een lamp")], parties_only=True
        )
        open_to_all = attach(item=project, kept=DOCUMENT, by=broker, now=NOON)

        for paper in (*inside, update.attachments.get()):
            assert self.seen(paper, *viewers) == [False, False, True, True]
        assert self.seen(open_to_all, *viewers) == [True] * 4

    def test_evidence_that_was_taken_back_is_for_the_team(self):
        broker = make_team()
        project = make_project(by=broker)
        designer = party_of(project)
        result = make_result(project)
        evidence = NewEvidence(kind="photo", seen_on=NOON.date(), kept=PICTURE, alt="Een lamp")
        shown = add_evidence(result=result, evidence=evidence, by=broker, now=NOON)
        photo = shown.attachment
        before = self.seen(photo, None, designer, broker)

        remove_evidence(evidence=shown, by=broker, now=NOON)

        assert before == [True, True, True]
        assert self.seen(photo, None, designer, broker) == [False, False, True]

    @pytest.mark.parametrize(
        ("audience", "sees"),
        [
            ("public", [True, True, True, True]),
            ("members", [False, True, True, True]),
            ("team", [False, False, True, True]),
        ],
    )
    def test_the_budget_is_for_whom_the_project_says(self, audience, sees):
        project = make_project(by=make_team())
        designer = party_of(project)
        Project.objects.update(budget_audience=audience)
        project.refresh_from_db()
        viewers = (None, make_person(), designer, make_team("moderator"))

        assert [paper_rules.can_see_budget(viewer, project) for viewer in viewers] == sees
