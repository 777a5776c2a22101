"""What somebody is told on the site, how often by mail, and no more of it without signing in."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.actors.tokens import CONFIRM_ADDRESS, token_for
from gangmaker.trail import mails, notices
from gangmaker.trail.models import (
    Act,
    Follow,
    Item,
    ItemAudience,
    Message,
    Notice,
    ReaderPlace,
    Withdrawal,
)
from gangmaker.trail.operations import how_often
from gangmaker.trail.operations.talk import comment_on, follow
from gangmaker.web.notices.given_up import KINDS
from gangmaker.web.notices.stopping import STOP_NOTICES
from tests.world import NOON, make_person, make_question, make_team

pytestmark = [pytest.mark.django_db]

LATER = NOON + timedelta(minutes=1)
ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _begin() -> Iterator[None]:
    ReaderPlace.objects.create(reader=notices.READER, act=0, at=NOON)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


def make_news(reader: Actor, *, title: str = "Wie heeft vlas?") -> Item:
    item = Item.objects.get(pk=make_question(title=title).pk)
    follow(item=item, actor=reader, now=NOON)
    comment_on(item=item, by=make_person(), text="Ik.", language="nl", now=LATER)
    notices.write_notices(now=LATER)
    return item


def signed_in(person: Actor) -> Client:
    client = Client()
    assert person.account
    client.force_login(person.account)
    return client


def test_the_head_says_how_many_are_new_and_the_page_which():
    reader = make_person()
    item = make_news(reader)
    client = signed_in(reader)

    page = client.get(reverse("web:notices"))

    [row] = page.context["rows"]
    assert (row.title, row.unseen, row.excerpt) == ("Wie heeft vlas?", True, "Ik.")
    assert row.url.startswith(reverse("web:item", args=[item.slug]))
    assert page.context["unread_notices"] == 1


def test_the_number_in_the_head_costs_no_query(django_assert_num_queries):
    reader = make_person()
    client = signed_in(reader)
    with django_assert_num_queries(5) as without:
        client.get(reverse("web:page", args=["privacy"]))
    make_news(reader)

    with django_assert_num_queries(len(without)):
        client.get(reverse("web:page", args=["privacy"]))


def test_looking_changes_nothing_and_pressing_marks_what_was_there():
    reader = make_person()
    make_news(reader)
    client = signed_in(reader)
    page = client.get(reverse("web:notices"))
    make_news(reader, title="Later gevraagd")

    unseen = Notice.objects.unseen().filter(person=reader)
    before = unseen.count()
    client.post(reverse("web:notices-seen"), {"up_to": page.context["up_to"]})

    assert (before, unseen.count()) == (2, 1)


def test_what_she_may_not_see_any_more_is_not_shown():
    reader = make_person()
    item = make_news(reader, title="Geheim")
    Item.objects.filter(pk=item.pk).update(audience=ItemAudience.TEAM)

    page = signed_in(reader).get(reverse("web:notices"))

    assert "Geheim" not in page.content.decode()


def test_what_was_withdrawn_is_not_counted_in_the_head():
    reader = make_person()
    item = make_news(reader)
    Withdrawal.objects.create(item=item, by=item.by, reason="Het hoeft niet meer.", at=LATER)

    page = signed_in(reader).get(reverse("web:notices"))

    assert page.context["unread_notices"] == 0


def test_the_number_in_the_head_ends_also_for_what_she_may_not_see_any_more():
    reader = make_person()
    item = make_news(reader)
    Item.objects.filter(pk=item.pk).update(audience=ItemAudience.TEAM)
    client = signed_in(reader)
    page = client.get(reverse("web:notices"))

    client.post(reverse("web:notices-seen"), {"up_to": page.context["up_to"]})

    assert page.context["unread_notices"] == 1
    assert client.get(reverse("web:notices")).context["unread_notices"] == 0


def test_somebody_chooses_how_often():
    reader = make_person()

    answer = signed_in(reader).post(reverse("web:notice-settings"), {"how": "weekly"})

    assert (answer.status_code, how_often(reader)) == (302, "weekly")
    assert Act.objects.latest("pk").data == {"how": "weekly"}


def test_another_word_for_how_often_is_refused():
    reader = make_person()

    answer = signed_in(reader).post(reverse("web:notice-settings"), {"how": "hourly"})

    assert (answer.status_code, how_often(reader)) == (422, "daily")


def test_somebody_stops_following_what_she_follows_and_only_her_own():
    reader, other = make_person(), make_person()
    item = make_news(reader)
    url = reverse("web:follow-end", args=[item.public_id])

    refused = signed_in(other).post(url)
    done = signed_in(reader).post(url)

    assert (refused.status_code, done.status_code) == (404, 302)
    assert Follow.objects.filter(actor=reader).count() == 0


# --- From a link in a mail --------------------------------------------------------------------


def stop_url(person: Actor, *, purpose: str = STOP_NOTICES) -> str:
    return reverse("web:stop-notices", args=[token_for(str(person.public_id), purpose=purpose)])


def test_opening_the_link_changes_nothing():
    reader = make_person()
    acts = Act.objects.count()

    pages = [Client().get(stop_url(reader)) for _time in range(2)]

    assert [page.status_code for page in pages] == [200, 200]
    assert (how_often(reader), Act.objects.count()) == ("daily", acts)


def test_one_press_stops_the_mails_and_another_brings_them_back():
    reader = make_person()
    client = Client(enforce_csrf_checks=True)

    stopped = client.post(stop_url(reader))
    how = how_often(reader)
    client.post(stop_url(reader), {"again": stopped.context["again"]})

    assert (stopped.status_code, how, how_often(reader)) == (200, "none", "daily")


def test_a_mail_program_stops_them_with_one_request_without_a_cookie():
    reader = make_person()
    client = Client(enforce_csrf_checks=True)

    answers = [
        client.post(stop_url(reader), ONE_CLICK, FORM, headers={"origin": "https://mail.example"})
        for _time in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert how_often(reader) == "none"
    assert client.cookies.get("csrf") is None
    assert Act.objects.filter(verb="notices.rhythm_set").count() == 1


def test_a_link_for_something_else_or_that_was_changed_stops_nothing():
    reader = make_person()
    links = [stop_url(reader, purpose=CONFIRM_ADDRESS), stop_url(reader)[:-2] + "x/"]

    answers = [Client().post(link) for link in links]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert how_often(reader) == "daily"


def test_of_who_is_no_longer_here_the_link_leads_nowhere():
    reader = make_person()
    url = stop_url(reader)
    reader.account.delete()  # type: ignore[union-attr]

    assert Client().get(url).status_code == 404


# --- Mails that were given up -----------------------------------------------------------------


def make_dead() -> Message:
    return Message.objects.create(
        kind="answered",
        dedupe_key=f"dead:{Message.objects.count()}",
        address="wever@example.org",
        language="nl",
        created_at=NOON,
        not_before=NOON,
        attempts=24,
        dead_at=NOON,
        last_error="SMTPRecipientsRefused 550",
    )


def test_who_administers_the_region_sees_what_was_given_up_and_why():
    admin, broker = make_team(TeamRoleName.REGION_ADMIN), make_team()
    make_dead()

    page = signed_in(admin).get("/en/region/mails/")

    assert "nobody has this address" in page.content.decode()
    assert signed_in(broker).get("/en/region/mails/").status_code == 403


def test_every_kind_of_mail_has_a_name_there():
    assert KINDS.keys() == mails._renderers.keys()


def test_she_sends_one_again_or_all_of_them():
    client = signed_in(make_team(TeamRoleName.REGION_ADMIN))
    first, *_others = [make_dead() for _number in range(3)]

    client.post(reverse("web:given-up-mail-again", args=[first.pk]))
    after_one = Message.objects.dead().count()
    client.post(reverse("web:given-up-again"))

    assert (after_one, Message.objects.dead().count()) == (2, 0)


def test_she_drops_one_with_a_reason():
    client = signed_in(make_team(TeamRoleName.REGION_ADMIN))
    url = reverse("web:given-up-mail-dropping", args=[make_dead().pk])

    without = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Zij belde."})

    assert without.status_code == 422
    assert Message.objects.get().dropped_because == "Zij belde."


def test_the_state_of_the_platform_leads_to_what_was_given_up(settings):
    settings.EMAIL_BACKEND = "gangmaker.config.smtp.EmailBackend"
    make_dead()

    page = signed_in(make_team(TeamRoleName.REGION_ADMIN)).get("/en/region/platform/")

    assert "1 was given up." in page.content.decode()
    assert 'href="/en/region/mails/"' in page.content.decode()
