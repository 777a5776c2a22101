"""What mails with notices and reminders say, and to whom they may still be said when they go."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.core import mail

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.trail import notice_mails, notices, outbox, reminders
from gangmaker.trail.models import (
    HowOften,
    Item,
    ItemAudience,
    Message,
    Promise,
    ReaderPlace,
    Withdrawal,
)
from gangmaker.trail.operations import Reply, answer, see_notices, set_rhythm
from gangmaker.trail.operations.talk import comment_on, follow, take_back_comment, unfollow
from gangmaker.web.notices import mails as notice_texts
from tests.web.talk.conversation import hide
from tests.world import (
    NOON,
    make_contribution,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]

LATER = NOON + timedelta(minutes=1)
SENT_AT = NOON + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _begin() -> Iterator[None]:
    ReaderPlace.objects.create(reader=notices.READER, act=0, at=NOON)
    with time_machine.travel(SENT_AT, tick=False):
        yield


class News:
    """Somebody follows an item, and wants to know at once that somebody said something."""

    def __init__(self) -> None:
        self.reader = make_person("Illustrator, Kortrijk")
        self.speaker = make_person("Wever, Menen", audience="public")
        self.item = Item.objects.get(pk=make_question(title="Wie heeft www.vlas.be?").pk)
        set_rhythm(person=self.reader, how=HowOften.AT_ONCE, now=NOON)
        follow(item=self.item, actor=self.reader, now=NOON)
        self.comment = comment_on(
            item=self.item,
            by=self.speaker,
            text="Kijk op http://evil.example",
            language="nl",
            now=LATER,
        )
        notices.write_notices(now=LATER)
        notice_mails.owe_notice_mails(now=LATER)


def sent() -> list[mail.EmailMessage]:
    mail.outbox.clear()
    outbox.deliver_due(now=SENT_AT)
    return mail.outbox


def to_reader(news: News) -> list[mail.EmailMessage]:
    return [one for one in sent() if one.to == [news.reader.email]]


def test_a_mail_says_what_happened_with_what_and_how_to_get_no_more():
    news = News()
    Actor.objects.filter(pk=news.reader.pk).update(reads="en")
    Message.objects.update(language="en")

    [one] = to_reader(news)

    assert one.subject == "News about “Wie heeft www.\u2060vlas.\u2060be?”"
    assert "- 18 November, 13:01: Wever, Menen said something about this." in one.body
    assert "> Kijk op http:\u2060//evil.\u2060example" in one.body
    assert f"http://127.0.0.1:8000/en/items/{news.item.slug}/\n" in one.body
    stop = one.extra_headers["List-Unsubscribe"]
    assert stop.startswith("<http://127.0.0.1:8000/en/notices/mails/")
    assert stop.strip("<>") in one.body
    assert one.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_header_is_whole_when_it_leaves():
    [one] = to_reader(News())

    read = message_from_bytes(one.message().as_bytes())

    said = "".join(str(read["List-Unsubscribe"]).split())
    assert said == one.extra_headers["List-Unsubscribe"]


def hidden_item(news: News) -> None:
    Item.objects.filter(pk=news.item.pk).update(audience=ItemAudience.TEAM)


def taken_back(news: News) -> None:
    take_back_comment(comment=news.comment, by=news.speaker, now=SENT_AT)


def hidden_words(news: News) -> None:
    hide(news.comment)


def follows_no_more(news: News) -> None:
    unfollow(item=news.item, actor=news.reader, now=SENT_AT)


def seen_on_the_site(news: News) -> None:
    see_notices(person=news.reader, up_to=10**9, now=SENT_AT)


def suspended(news: News) -> None:
    suspend(news.reader, by=make_team())


def another_address(news: News) -> None:
    Actor.objects.filter(pk=news.reader.pk).update(email="other@example.org")


def account_closed(news: News) -> None:
    news.reader.account.is_active = False  # type: ignore[union-attr]
    news.reader.account.save()  # type: ignore[union-attr]


def wants_none(news: News) -> None:
    Message.objects.update(attempts=1)  # tried before, so it was not taken back
    set_rhythm(person=news.reader, how=HowOften.NONE, now=SENT_AT)


@pytest.mark.parametrize(
    "meanwhile",
    [
        hidden_item,
        taken_back,
        hidden_words,
        follows_no_more,
        seen_on_the_site,
        suspended,
        another_address,
        account_closed,
        wants_none,
    ],
)
def test_what_may_not_be_said_any_more_is_not_said(meanwhile):
    news = News()
    meanwhile(news)

    assert to_reader(news) == []
    message = Message.objects.get(kind="notices", to=news.reader)
    assert (message.sent_at, message.dropped_because) == (None, outbox.NOTHING_TO_SAY)


def test_to_what_not_everybody_sees_the_way_is_by_signing_in():
    news = News()
    Item.objects.filter(pk=news.item.pk).update(audience=ItemAudience.MEMBERS)
    Message.objects.update(language="en")

    [one] = to_reader(news)

    assert f"/en/sign-in/?next=/en/items/{news.item.slug}/\n" in one.body


def test_a_digest_is_grouped_by_item_and_says_how_many(settings):
    news = News()
    set_rhythm(person=news.reader, how=HowOften.DAILY, now=LATER)
    other = Item.objects.get(pk=make_question(title="Een zaal voor dertig").pk)
    follow(item=other, actor=news.reader, now=NOON)
    for item in (other, news.item):
        comment_on(item=item, by=news.speaker, text="Ja.", language="nl", now=LATER)
    notices.write_notices(now=LATER)
    morning = NOON + timedelta(hours=20)
    Message.objects.update(language="en")

    with time_machine.travel(morning, tick=False):
        notice_mails.owe_notice_mails(now=morning)
        Message.objects.filter(kind="digest").update(language="en")
        mail.outbox.clear()
        outbox.deliver_due(now=morning)

    [one] = [one for one in mail.outbox if one.to == [news.reader.email]]
    assert one.subject == "Gangmaker: news about 2 things"
    assert one.body.count("> Een zaal voor dertig") == 1
    assert one.body.count("said something about this") == 3


def test_a_mail_stays_short_however_much_was_said(monkeypatch):
    news = News()
    Message.objects.update(language="en")
    for number in range(6):
        text = f"Zin {number}."
        comment_on(item=news.item, by=news.speaker, text=text, language="nl", now=LATER)
    other = Item.objects.get(pk=make_question(title="Een zaal voor dertig").pk)
    follow(item=other, actor=news.reader, now=NOON)
    comment_on(item=other, by=news.speaker, text="Ja.", language="nl", now=LATER)
    notices.write_notices(now=LATER)
    notice_mails.owe_notice_mails(now=LATER)
    monkeypatch.setattr(notice_texts, "MOST_ITEMS", 1)

    [one] = to_reader(news)

    said = [line for line in one.body.splitlines() if line.startswith("> Zin")]
    assert said == [f"> Zin {number}." for number in range(1, 6)]
    assert one.body.count("And 2 more.") == 1
    assert "And 1 more.\nhttp://127.0.0.1:8000/en/sign-in/?next=/en/notices/\n" in one.body
    assert "Een zaal voor dertig" not in one.body


# --- Reminders --------------------------------------------------------------------------------


class Owed:
    """A promise of an answer, its owner with a deputy, and who administers the region."""

    def __init__(self) -> None:
        self.owner = make_team(name="Makelaar")
        self.admin = make_team(TeamRoleName.REGION_ADMIN, "Beheer")
        self.deputy = make_person("Vervanger")
        self.promise = self._promise("Een lamp uit vlas")

    def _promise(self, title: str) -> Promise:
        promise = make_contribution(by=make_person(), title=title).promise
        Item.objects.filter(pk=promise.item_id).update(owner=self.owner, deputy=self.deputy)
        Promise.objects.filter(pk=promise.pk).update(owner=self.owner)
        promise.refresh_from_db()
        return promise


def reminded(*days: int, of: Promise) -> list[list[str]]:
    """Who gets a reminder on each day, counted from the day of the promise."""
    noon = NOON.replace(year=of.due_on.year, month=of.due_on.month, day=of.due_on.day)
    return [_reminded_at(noon + timedelta(days=days_after)) for days_after in days]


def _reminded_at(moment: datetime) -> list[str]:
    with time_machine.travel(moment, tick=False):
        reminders.remind_of_promises(now=moment)
        Message.objects.update(language="en")
        mail.outbox.clear()
        outbox.deliver_due(now=moment + reminders.GATHERED_FOR)
    sent = Message.objects.filter(kind="reminders", sent_at=moment)
    return sorted(sent.values_list("to__name", flat=True))


def test_the_owner_then_the_deputy_then_the_region_is_reminded_each_once():
    owed = Owed()
    assert owed.promise.due_on.strftime("%A") == "Wednesday"

    found = reminded(-5, -2, -1, 0, 1, 2, 6, 7, 8, 20, of=owed.promise)

    assert found == [
        [],
        ["Makelaar"],
        [],
        [],
        ["Makelaar", "Vervanger"],
        [],
        [],
        ["Beheer", "Makelaar", "Vervanger"],
        [],
        [],
    ]


def test_what_was_missed_for_weeks_is_said_once():
    owed = Owed()

    found = reminded(20, 21, of=owed.promise)

    assert found == [["Beheer", "Makelaar", "Vervanger"], []]


def test_all_of_a_day_is_one_mail_and_says_what_is_late():
    owed = Owed()
    owed._promise("Een stoel van karton")
    reminded(1, of=owed.promise)

    mails = [one for one in mail.outbox if one.to == [owed.owner.email]]

    assert [one.subject for one in mails] == ["2 people wait longer than we promised"]
    assert "> Een lamp uit vlas" in mails[0].body
    assert "> Een stoel van karton" in mails[0].body


def test_who_was_answered_in_the_meantime_is_in_no_reminder():
    owed = Owed()
    moment = NOON.replace(month=12, day=3)
    with time_machine.travel(moment, tick=False):
        reminders.remind_of_promises(now=moment)
        reply = Reply(outcome="declined", reason="Nee, want.", language="nl")
        answer(promise=owed.promise, by=owed.owner, reply=reply, now=moment)
        outbox.deliver_due(now=moment + reminders.GATHERED_FOR)

    assert Message.objects.filter(kind="reminders", sent_at__isnull=False).count() == 0
    assert Message.objects.filter(kind="reminders", dropped_at__isnull=False).count() == 2


def handed_over(owed: Owed) -> None:
    Item.objects.filter(pk=owed.promise.item_id).update(owner=owed.admin)


def withdrawn(owed: Owed) -> None:
    item = owed.promise.item
    Withdrawal.objects.create(item=item, by=item.by, reason="Het hoeft niet meer.", at=NOON)


def owner_gone(owed: Owed) -> None:
    owed.owner.account.is_active = False  # type: ignore[union-attr]
    owed.owner.account.save()  # type: ignore[union-attr]


def owner_suspended(owed: Owed) -> None:
    suspend(owed.owner, by=owed.admin)


@pytest.mark.parametrize("meanwhile", [handed_over, withdrawn, owner_gone, owner_suspended])
def test_what_is_not_hers_any_more_is_in_no_reminder(meanwhile):
    owed = Owed()
    moment = NOON.replace(month=12, day=3)
    with time_machine.travel(moment, tick=False):
        reminders.remind_of_promises(now=moment)
        meanwhile(owed)
        outbox.deliver_due(now=moment + reminders.GATHERED_FOR)

    message = Message.objects.get(kind="reminders", to=owed.owner)
    assert (message.sent_at, message.dropped_because) == (None, outbox.NOTHING_TO_SAY)


@pytest.mark.parametrize("state", ["suspended", "night", "made today"])
def test_nobody_is_reminded(state):
    owed = Owed()
    moment = NOON.replace(month=12, day=3)
    if state == "suspended":
        suspend(owed.owner, by=owed.admin)
    elif state == "night":
        moment = moment.replace(hour=6)
    else:
        day = moment.date()
        Promise.objects.filter(pk=owed.promise.pk).update(made_on=day, due_on=day)

    with time_machine.travel(moment, tick=False):
        reminders.remind_of_promises(now=moment)

    assert Message.objects.filter(kind="reminders", to=owed.owner).count() == 0
