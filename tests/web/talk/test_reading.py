"""Reading what was said: in order, by pages, as far as the reader may know of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gangmaker.trail.operations.talk import change_comment, take_back_comment, thank
from tests.security.counting import Counter
from tests.world import make_area, make_organisation, make_person, make_team

from .conversation import hide, make_conversation, read, say, to

pytestmark = pytest.mark.django_db


def shown(answer):
    return [
        (thread.first.text, [reply.text for reply in thread.replies])
        for thread in answer.context["threads"]
    ]


def test_threads_stand_the_oldest_first_with_their_replies_below():
    talk = make_conversation()
    say(talk.item, text="Later", at=timezone.now() + timedelta(minutes=1))
    say(talk.item, text="Ja", reply_to=talk.first)

    page = read("comments", talk.item)

    assert shown(page) == [("Een *mooi* plan.", ["Ja"]), ("Later", [])]
    assert "<em>mooi</em>" in page.content.decode()
    assert "3 reacties" in page.content.decode() or "3 comments" in page.content.decode()


@pytest.mark.parametrize("name", ["comments", "comment", "comment-replies", "reply-new"])
@pytest.mark.parametrize("state", ["members", "parties", "team", "draft"])
def test_comments_of_what_is_hidden_are_not_there(name, state):
    """A14."""
    talk = make_conversation()
    talk.item.audience = state if state != "draft" else "public"
    talk.item.published_at = None if state == "draft" else talk.item.published_at
    talk.item.save()

    what = talk.item if name == "comments" else talk.first

    assert read(name, what).status_code == 404
    assert read(name, what, talk.item.owner).status_code in (200, 302, 403)


def test_a_comment_is_found_on_its_own_item_only():
    talk, other = make_conversation(), make_conversation()
    talk.first.item = other.item

    assert read("comment", talk.first).status_code == 404


def test_the_address_of_a_comment_leads_to_its_page():
    talk = make_conversation()
    later = [say(talk.item) for _number in range(20)]
    replies = [say(talk.item, reply_to=later[-1]) for _number in range(12)]

    assert (
        read("comment", talk.first).url == f"{to('comments', talk.item)}#c-{talk.first.public_id}"
    )
    assert read("comment", later[-1]).url == (
        f"{to('comments', talk.item)}?page=2#c-{later[-1].public_id}"
    )
    assert read("comment", replies[0]).url == (
        f"{to('comment-replies', later[-1])}#c-{replies[0].public_id}"
    )
    page = read("comments", talk.item, page=2)
    assert [len(thread.replies) for thread in page.context["threads"]] == [10]
    assert page.context["threads"][0].more == 2


def test_what_was_taken_back_keeps_its_place_where_somebody_replied():
    talk = make_conversation()
    say(talk.item, text="Ja", reply_to=talk.first)
    alone = say(talk.item, text="Weg")
    for gone in (talk.first, alone):
        take_back_comment(comment=gone, by=gone.by, now=timezone.now())

    page = read("comments", talk.item)

    (thread,) = page.context["threads"]
    assert (thread.first.text, thread.first.who, bool(thread.first.gone)) == ("", "", True)
    assert [reply.text for reply in thread.replies] == ["Ja"]
    assert read("comment", alone).status_code == 404


def test_what_a_moderator_hid_is_read_by_the_team_and_who_wrote_it():
    talk = make_conversation()
    hide(talk.first)

    def text(viewer):
        (thread,) = read("comments", talk.item, viewer).context["threads"]
        return thread.first.text

    assert [text(viewer) for viewer in (None, make_person())] == ["", ""]
    assert {text(viewer) for viewer in (talk.author, make_team())} == {"Een *mooi* plan."}
    assert read("item", talk.item).context["newest"].threads == ()


def test_people_are_named_as_the_reader_may_know_them():
    talk = make_conversation()
    member = make_person("Kaartster, Menen", area=make_area("Menen"))
    say(talk.item, member)
    organisation = make_organisation("Weverij", admin=member)
    say(talk.item, member, on_behalf_of=organisation)

    page = read("comments", talk.item)

    _first, second, third = [thread.first for thread in page.context["threads"]]
    assert "Kaartster" not in page.content.decode()
    assert ("Menen" in second.who, second.who_url) == (True, "")
    assert "Weverij" in third.notes[0]


def test_a_change_and_thanks_are_seen():
    talk = make_conversation()
    now = timezone.now()
    change_comment(comment=talk.first, by=talk.author, text="Beter", language="fr", now=now)
    thank(item=talk.item, comment=talk.first, by=make_person(), now=now)

    (thread,) = read("comments", talk.item).context["threads"]

    assert (thread.first.lang, len(thread.first.notes)) == ("fr", 1)
    assert thread.first.thanked.startswith("1 ")


def test_a_visitor_finds_no_form_of_ours_on_a_page_that_is_shared(shared_pages):
    talk = make_conversation()

    for name, what in (("comments", talk.item), ("comment-replies", talk.first)):
        assert "csrfmiddlewaretoken" not in read(name, what).content.decode()
    assert "csrfmiddlewaretoken" in read("comments", talk.item, talk.author).content.decode()


def test_two_hundred_comments_take_eight_queries(shared_pages):
    talk = make_conversation()
    people = [make_person(f"Iemand {number}") for number in range(10)]
    heads = [say(talk.item, people[number % 10]) for number in range(39)]
    for number in range(160):
        say(talk.item, people[number % 10], reply_to=heads[number % 39])
    read("comments", talk.item)

    with Counter() as asked:
        page = read("comments", talk.item, page=2)

    assert len(page.context["threads"]) == 20
    assert asked.queries <= 8


def test_the_page_of_an_item_shows_the_newest_and_how_many():
    talk = make_conversation()
    for number in range(4):
        at = timezone.now() + timedelta(minutes=number + 1)
        say(talk.item, text=f"Nummer {number}", at=at)
    say(talk.item, text="Antwoord", reply_to=talk.first)

    newest = read("item", talk.item).context["newest"]

    assert newest.count == 6
    assert [thread.said.text for thread in newest.threads] == ["Nummer 3", "Nummer 2", "Nummer 1"]


def test_the_page_of_an_item_neither_shows_nor_counts_what_was_hidden():
    talk = make_conversation()
    hide(say(talk.item, text="Lelijk."))
    hide(say(talk.item, text="Lelijk antwoord.", reply_to=talk.first))

    newest = read("item", talk.item).context["newest"]

    assert newest.count == 1
    assert [(one.said.text, one.replies) for one in newest.threads] == [(talk.first.text, 0)]
