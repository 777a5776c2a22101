"""Thanks and following: one press, and the same press takes it back."""

import pytest
from django.core.cache import cache

from gangmaker.trail.models import Follow, Thanks
from gangmaker.web.limits import Limit
from gangmaker.web.talk import doing
from tests.web.items.conftest import signed_in
from tests.world import make_person

from .conversation import make_conversation, read, send, to

pytestmark = pytest.mark.django_db


def doings(item, viewer):
    return {
        one.url.rstrip("/").rsplit("/", 1)[-1]: one.wanted
        for one in read("item", item, viewer).context["doings"]
    }


def test_a_member_thanks_for_an_item_and_takes_it_back():
    talk, member = make_conversation(), make_person()
    assert doings(talk.item, member)["thanks"] == ""

    assert send("item-thanks", talk.item, member).status_code == 302
    assert doings(talk.item, member)["thanks"] == "back"
    assert read("item", talk.item).context["thanks"] == 1

    send("item-thanks", talk.item, member, wanted="back")
    assert Thanks.objects.count() == 0


def test_a_member_follows_and_stops():
    talk, member = make_conversation(), make_person()

    send("item-following", talk.item, member)
    assert doings(talk.item, member)["following"] == "back"
    send("item-following", talk.item, member, wanted="back")

    assert doings(talk.item, member)["following"] == ""
    assert list(Follow.objects.values_list("actor", flat=True)) == [talk.author.pk]


def test_with_htmx_only_the_button_of_a_comment_changes():
    talk, member = make_conversation(), make_person()
    address = to("comment-thanks", talk.first)

    answer = signed_in(member).post(address, headers={"HX-Request": "true"})
    plain = send("comment-thanks", talk.first, member, wanted="back")

    assert 'aria-pressed="true"' in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert plain.url.endswith(f"#c-{talk.first.public_id}")
    assert Thanks.objects.count() == 0


def test_nobody_thanks_herself_and_no_visitor_anybody():
    talk = make_conversation()
    maker = talk.item.by

    assert send("comment-thanks", talk.first, talk.author).status_code == 403
    assert send("item-thanks", talk.item, maker).status_code == 403
    assert "thanks" not in doings(talk.item, maker)
    for name, what in (
        ("comment-thanks", talk.first),
        ("item-thanks", talk.item),
        ("item-following", talk.item),
    ):
        assert send(name, what).status_code == 403
    assert Thanks.objects.count() == 0


@pytest.mark.parametrize("name", ["item-thanks", "item-following", "comment-thanks"])
def test_presses_are_counted(name, monkeypatch):
    cache.clear()
    monkeypatch.setattr(doing, "PRESSED", Limit("pressed-test", 1, 60))
    talk, member = make_conversation(), make_person()
    what = talk.first if name == "comment-thanks" else talk.item

    answers = [send(name, what, member).status_code for _time in range(2)]

    assert answers == [302, 429]
