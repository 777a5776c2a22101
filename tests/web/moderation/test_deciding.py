"""Moderators decide with a statement of reasons; nothing that they typed is lost."""

import pytest
from django.urls import reverse

from gangmaker.actors.models import HouseRules, Measure, Suspension
from gangmaker.trail.models import (
    CommentHiding,
    FlagKind,
    FlagVerdict,
    ObjectionOutcome,
    ReportDecision,
)
from gangmaker.trail.moderation_mails import statement_token
from gangmaker.trail.operations.flags import raise_flag
from gangmaker.trail.operations.objections import object_as_reporter
from gangmaker.trail.operations.reports import NewReport, report
from gangmaker.web.moderation.shapes import moderation_url_of
from tests.security.counting import Counter
from tests.trail.moderation_world import (
    LATER,
    make_comment,
    make_decision,
    make_hidden,
    make_house_rules,
    make_moderator,
    make_objection,
    make_report,
    make_rule,
)
from tests.world import NOON, make_person, make_question, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    person = make_moderator()
    client.force_login(person.account)
    return person


def said(reports=(), **more: object) -> dict[str, object]:
    """What a moderator sends who hides a comment by house rule 2."""
    seen = ",".join(str(report.pk) for report in reports)
    form = {"measure": "hidden", "ground": "house", "rule": make_rule().pk, "facts": "Schelden."}
    return {**form, "seen": seen, **more}


class TestTheQueue:
    def test_shows_each_thing_once_the_oldest_first(self, client, moderator):
        first, second = make_comment(text="Eerste zin."), make_question(by=make_person())
        for thing in (first, first, second):
            make_report(thing)

        rows = client.get(reverse("web:moderation")).context["rows"]

        assert [(row.thing.title, row.times[:1]) for row in rows] == [
            ("Eerste zin.", "2"),
            (second.title, "1"),
        ]

    def test_costs_the_same_however_much_waits_and_at_most_eight_queries(self, client, moderator):
        item = make_question(by=make_person())
        costs = []
        for count in (1, 30):
            for _ in range(count):
                make_report(make_comment(item=item))
            make_report(item)
            with Counter() as asked:
                page = client.get(reverse("web:moderation"))
            assert page.status_code == 200
            costs.append(asked.queries)

        assert costs[0] == costs[1]
        assert costs[1] <= 8

    @pytest.mark.parametrize("heap", ["objections", "flags", "mine", "decided", "nonsense"])
    def test_has_heaps_that_each_can_be_opened(self, client, moderator, heap):
        make_objection()
        make_decision(make_comment(), by=moderator)
        raise_flag(
            kind=FlagKind.FLOOD, item=None, people=[moderator.pk], times=30, since=NOON, now=LATER
        )

        page = client.get(reverse("web:moderation"), {"show": heap})

        assert (page.status_code, len(page.context["rows"])) == (
            200,
            {"decided": 2, "nonsense": 0}.get(heap, 1),
        )

    @pytest.mark.parametrize("role", ["broker", "editor"])
    def test_is_for_who_moderates(self, client, role):
        client.force_login(make_team(role).account)

        assert client.get(reverse("web:moderation")).status_code == 403
        assert client.get(moderation_url_of(make_comment())).status_code == 404


class TestDeciding:
    def test_hides_a_comment_with_its_statement(self, client, moderator):
        comment = make_comment()
        reports = [make_report(comment)]

        answer = client.post(moderation_url_of(comment), said(reports))

        assert answer.status_code == 302
        statement = CommentHiding.objects.get(comment=comment).statement
        assert (statement.by, statement.facts, statement.rule) == (
            moderator,
            "Schelden.",
            make_rule(),
        )

    @pytest.mark.parametrize(
        ("change", "wrong"),
        [
            ({"facts": ""}, "facts"),
            ({"rule": ""}, "rule"),
            ({"ground": "legal"}, "law"),
            ({"until": "2020-01-01"}, "until"),
            ({"measure": "withdrawn"}, "measure"),
        ],
    )
    def test_without_its_reasons_nothing_happens_and_nothing_is_lost(
        self, client, moderator, change, wrong
    ):
        comment = make_comment()

        answer = client.post(
            moderation_url_of(comment), said(**{"words": "Wat ik typte.", **change})
        )

        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
        assert CommentHiding.objects.count() == 0
        assert "Wat ik typte." in answer.content.decode()

    def test_says_that_another_report_came_in_and_keeps_what_was_typed(self, client, moderator):
        comment = make_comment()
        seen = [make_report(comment)]
        newer = make_report(comment, words="Nog iets.")

        refused = client.post(moderation_url_of(comment), said(seen))
        again = client.post(
            moderation_url_of(comment), said(seen, seen=refused.context["form"]["seen"].value())
        )

        page = refused.content.decode()
        assert refused.status_code == 422
        assert "Schelden." in page
        assert "Nog iets." in page
        assert (again.status_code, newer.decision_id) == (302, None)
        assert ReportDecision.objects.get().reports.count() == 2

    def test_shows_the_mail_first_and_sends_nothing(self, client, moderator):
        comment = make_comment()

        page = client.post(moderation_url_of(comment), said(preview="1"))

        assert page.status_code == 200
        assert "Schelden." in page.context["preview"].body
        assert CommentHiding.objects.count() == 0

    def test_what_no_report_has_as_number_is_no_fault(self, client, moderator):
        comment = make_comment()

        sent = client.post(moderation_url_of(comment), said(seen="9" * 5000))

        assert sent.status_code == 302

    def test_a_sentence_is_put_behind_what_was_typed(self, client, moderator):
        page = client.post(moderation_url_of(make_comment()), said(sentence="data"))

        facts = page.context["form"]["facts"].value()
        assert facts.startswith("Schelden.\n\n")
        assert ReportDecision.objects.count() == 0

    def test_an_objection_to_ones_own_never_says_who_reported(self, client, moderator):
        item = make_question(by=moderator)
        named = NewReport(reason="spam", words="Reclame.", language="nl", name="Melder M.")
        told = report(thing=item, new=named, now=NOON)
        make_decision(item, by=make_moderator("Another"), measure=None, seen=[told])
        told.refresh_from_db()
        object_as_reporter(report=told, words="Toch wel.", language="nl", now=LATER)

        page = reverse("web:moderation") + "?show=objections"
        own = client.get(page).content.decode()
        client.force_login(make_moderator("A third").account)
        theirs = client.get(page).content.decode()

        assert ("Melder M." in own, "Melder M." in theirs) == (False, True)

    def test_names_who_reported_only_to_who_may_decide(self, client, moderator):
        item = make_question(by=moderator)
        named = NewReport(reason="spam", words="Reclame.", language="nl", name="Melder M.")
        report(thing=item, new=named, now=NOON)

        own = client.get(moderation_url_of(item)).content.decode()
        client.force_login(make_moderator("Another").account)
        theirs = client.get(moderation_url_of(item)).content.decode()

        assert "Reclame." in own
        assert ("Melder M." in own, "Melder M." in theirs) == (False, True)

    @pytest.mark.parametrize("make", [lambda item: item, lambda item: make_comment(item=item)])
    def test_what_is_for_brokers_only_is_opened_when_somebody_reports_it(
        self, client, moderator, make
    ):
        thing = make(make_question(audience="brokers"))
        opened = [client.get(moderation_url_of(thing)).status_code]

        make_report(thing)
        opened.append(client.get(moderation_url_of(thing)).status_code)

        assert opened == [404, 200]

    def test_of_ones_own_has_no_form(self, client, moderator):
        comment = make_comment(by=moderator)

        page = client.get(moderation_url_of(comment))
        sent = client.post(moderation_url_of(comment), said())

        assert page.context["may_decide"] is False
        assert (sent.status_code, CommentHiding.objects.count()) == (422, 0)

    def test_shows_the_words_as_they_were_when_reported(self, client, moderator):
        comment = make_comment(text="Het eerste.")
        make_report(comment)
        type(comment).objects.filter(pk=comment.pk).update(text="Het tweede.")

        page = client.get(moderation_url_of(comment))

        assert (page.context["words_then"], page.context["words"]) == (
            "Het eerste.",
            "Het tweede.",
        )

    def test_suspends_until_a_day_and_the_suspended_are_out_at_once(self, client, moderator):
        person = make_person()
        theirs = type(client)()
        theirs.force_login(person.account)

        client.post(moderation_url_of(person), said(measure="suspended", until="2036-01-01"))

        assert Suspension.objects.get().statement.until is not None
        assert theirs.get(reverse("web:profile")).status_code == 302


class TestObjecting:
    def test_the_author_reads_why_and_objects_without_signing_in(self, client):
        statement = make_hidden()
        token = statement_token(statement)

        page = client.get(reverse("web:statement-of-reasons", args=[token]))
        sent = client.post(
            reverse("web:statement-objection", args=[token]), {"words": "Het was een citaat."}
        )
        after = client.get(reverse("web:statement-of-reasons", args=[token]))

        assert "Je schold iemand uit." in page.content.decode()
        assert (sent.status_code, page.context["may_object"]) == (302, True)
        assert (after.context["may_object"], statement.objection.words) == (
            False,
            "Het was een citaat.",
        )

    def test_decisions_about_oneself_are_on_a_page_of_ones_own(self, client):
        statement = make_hidden()
        make_hidden()
        client.force_login(statement.to.account)

        rows = client.get(reverse("web:statements-of-reasons")).context["rows"]

        assert [row["token"] for row in rows] == [statement_token(statement)]

    def test_who_decided_first_has_no_form_and_is_refused(self, client):
        objection = make_objection()
        client.force_login(objection.first_by.account)
        url = reverse("web:moderation-objection", args=[objection.public_id])

        page = client.get(url)
        sent = client.post(url, {"outcome": "rejected", "reason": "Nee."})

        objection.refresh_from_db()
        assert page.context["may_decide"] is False
        assert (sent.status_code, objection.decided_at) == (422, None)

    def test_another_moderator_decides_with_a_reason(self, client, moderator):
        objection = make_objection()
        url = reverse("web:moderation-objection", args=[objection.public_id])

        without = client.post(url, {"outcome": "upheld", "reason": ""})
        sent = client.post(url, {"outcome": "upheld", "reason": "Het was een citaat."})

        objection.refresh_from_db()
        assert (without.status_code, sent.status_code) == (422, 302)
        assert (objection.outcome, objection.decided_by) == (ObjectionOutcome.UPHELD, moderator)
        assert CommentHiding.objects.count() == 0

    def test_a_moderator_ends_a_restriction_and_others_do_not(self, client, moderator):
        statement = make_hidden()
        url = reverse("web:statement-lifting", args=[statement_token(statement)])

        by_others = type(client)().post(url)
        client.post(url)

        assert by_others.status_code == 403
        assert CommentHiding.objects.count() == 0


def test_a_flag_is_looked_at_once(client, moderator):
    flag = raise_flag(kind=FlagKind.FLOOD, item=None, people=[], times=30, since=NOON, now=LATER)
    url = reverse("web:moderation-flag", args=[flag.pk])

    for verdict in ("acted", "fine"):
        client.post(url, {"verdict": verdict})

    flag.refresh_from_db()
    assert (flag.verdict, flag.looked_by) == (FlagVerdict.ACTED, moderator)


class TestHouseRules:
    def test_are_read_by_everybody_in_the_version_that_holds(self, client):
        make_house_rules("Wees jezelf.")

        page = client.get(reverse("web:house-rules"))

        assert [rule.title for rule in page.context["shown"]] == ["Wees jezelf."]

    def test_are_written_anew_by_a_region_administrator(self, client):
        make_house_rules("Wees jezelf.", "Wees beleefd.")
        client.force_login(make_team("region_admin").account)
        sent = {
            "change_nl": "Regel 2 is duidelijker.",
            "title_1_nl": "Wees jezelf.",
            "text_1_nl": "Wees jezelf. Altijd.",
            "title_2_nl": "Wees vriendelijk.",
            "title_2_fr": "Soyez aimable.",
            "text_2_nl": "Wees vriendelijk. Altijd.",
        }

        missing = client.post(reverse("web:house-rules-new"), {**sent, "text_2_nl": ""})
        answer = client.post(reverse("web:house-rules-new"), sent)
        changes = client.get(reverse("web:house-rules-version", args=[2])).context["changes"]

        assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["text_2_nl"])
        assert answer.status_code == 302
        assert HouseRules.objects.count() == 2
        assert [(change.number, change.kind) for change in changes] == [(2, "changed")]
        assert [part.text for part in changes[0].title if part.kind != "same"] == [
            "beleefd",
            "vriendelijk",
        ]

    def test_are_not_written_by_others(self, client, moderator):
        assert client.get(reverse("web:house-rules-new")).status_code == 403


def test_the_yearly_account_is_public_as_a_page_and_as_a_table(client):
    comment = make_comment()
    make_decision(comment, measure=Measure.HIDDEN, seen=[make_report(comment)])

    page = client.get(reverse("web:transparency-year", args=[2026]))
    table = client.get(reverse("web:transparency-csv", args=[2026]))

    assert (page.status_code, page.context["account"].reports) == (200, 1)
    assert table["Content-Type"].startswith("text/csv")
    assert ",1\r\n" in table.content.decode()
    assert client.get(reverse("web:transparency-year", args=[1999])).status_code == 404


def test_a_hidden_comment_leads_its_author_to_the_reasons_and_moderators_to_deciding(client):
    comment = make_comment()
    make_decision(comment)
    pages = {}
    for name, viewer in (("author", comment.by), ("moderator", make_moderator()), ("team", None)):
        client.force_login((viewer or make_team()).account)
        page = client.get(reverse("web:comments", args=[comment.item.slug])).content.decode()
        links = (reverse("web:statements-of-reasons"), moderation_url_of(comment))
        pages[name] = [f'href="{link}"' in page for link in links]

    assert pages == {"author": [True, False], "moderator": [False, True], "team": [False, False]}
