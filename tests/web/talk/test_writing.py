"""Saying something, changing it, taking it back; at the doors, also of who may not."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gangmaker.trail.models import Comment
from gangmaker.web.limits import Limit
from gangmaker.web.talk import writing
from tests.web.items.conftest import signed_in
from tests.world import make_person

from .conversation import hide, make_conversation, read, say, send, to

pytestmark = pytest.mark.django_db


def texts(item):
    return list(Comment.objects.filter(item=item).order_by("pk").values_list("text", flat=True))


def test_a_member_says_something_and_finds_it_on_its_page():
    talk, member = make_conversation(), make_person()

    answer = send("comment-new", talk.item, member, text="Ik doe **mee**.")

    said = Comment.objects.get(by=member)
    assert (answer.status_code, said.text) == (302, "Ik doe **mee**.")
    assert answer.url.endswith(f"#c-{said.public_id}")


def test_what_is_not_fit_comes_back_with_what_was_typed():
    talk, member = make_conversation(), make_person()

    empty = send("comment-new", talk.item, member, text=" ")
    long = send("comment-new", talk.item, member, text="x" * 4001)

    assert [empty.status_code, long.status_code] == [422, 422]
    assert "x" * 4001 in long.content.decode()
    assert texts(talk.item) == [talk.first.text]


def test_a_form_sent_twice_says_it_once():
    talk, member, token = make_conversation(), make_person(), str(uuid4())

    for _again in range(2):
        answer = send("comment-new", talk.item, member, text="Eén keer", form_token=token)

    assert answer.status_code == 302
    assert texts(talk.item) == [talk.first.text, "Eén keer"]


def test_a_visitor_keeps_her_words_while_she_signs_in():
    talk, member = make_conversation(), make_person()
    visitor = Client()
    address = to("reply-new", talk.first)

    answer: Any = visitor.post(address, {"text": "Ik ken er nog een", "language": "fr"})
    assert member.account
    visitor.force_login(member.account, backend="gangmaker.web.accounts.AccountBackend")
    page = visitor.get(address)

    assert answer.url.startswith("/nl/sign-in/?next=")
    assert (page.context["form"]["text"].value(), page.context["kept"]) == (
        "Ik ken er nog een",
        True,
    )
    assert page.context["form"]["language"].value() == "fr"
    assert texts(talk.item) == [talk.first.text]
    visitor.post(address, {"text": "Ik ken er nog een", "language": "fr"})
    assert visitor.get(address).context["kept"] is False


def test_words_that_wait_are_for_the_form_in_which_they_were_typed():
    talk, visitor = make_conversation(), Client()
    visitor.post(to("reply-new", talk.first), {"text": "Ik ken er nog een", "language": "nl"})

    page: Any = visitor.get(to("comment-new", talk.item))

    assert not page.context["form"]["text"].value()


def test_replies_are_to_what_stands():
    talk, member = make_conversation(), make_person()
    reply = say(talk.item, reply_to=talk.first)

    assert send("reply-new", talk.first, member, text="Ja").status_code == 302
    assert send("reply-new", reply, member, text="Ja").status_code == 403
    hide(talk.first)
    assert send("reply-new", talk.first, member, text="Nee").status_code == 403
    assert read("reply-new", talk.first).status_code == 302  # to sign in: it may not even be read


def test_words_that_were_hidden_are_not_changed_any_more():
    talk = make_conversation()
    hide(talk.first)

    answer = send("comment-edit", talk.first, talk.author, text="Toch")

    assert answer.status_code == 403
    assert texts(talk.item) == [talk.first.text]


def test_words_are_changed_by_who_said_them_for_one_day():
    talk = make_conversation()
    old = say(talk.item, talk.author, at=timezone.now() - timedelta(hours=25))

    assert send("comment-edit", talk.first, make_person(), text="x").status_code == 403
    assert send("comment-edit", talk.first, talk.author, text="Beter").status_code == 302
    late = send("comment-edit", old, talk.author, text="Beter")

    assert (late.status_code, late.context["form"]["text"].value()) == (422, "Beter")
    assert texts(talk.item) == ["Beter", old.text]


def test_words_are_taken_back_by_who_said_them_after_being_asked():
    talk = make_conversation()

    assert send("comment-removal", talk.first, make_person()).status_code == 403
    assert read("comment-removal", talk.first, talk.author).status_code == 200
    assert texts(talk.item) == [talk.first.text]
    assert send("comment-removal", talk.first, talk.author).status_code == 302
    assert texts(talk.item) == [""]
    assert send("comment-removal", talk.first, talk.author).status_code == 404


def test_who_says_too_much_keeps_her_words(monkeypatch):
    cache.clear()
    monkeypatch.setattr(writing, "SAID", Limit("said-test", 1, 60))
    talk, member = make_conversation(), make_person()

    send("comment-new", talk.item, member, text="Eén")
    answer = send("comment-new", talk.item, member, text="Twee")

    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "Twee")
    assert texts(talk.item) == [talk.first.text, "Eén"]


def test_what_is_said_needs_the_token_of_its_form():
    talk, member = make_conversation(), make_person()
    client = signed_in(member)
    client.handler.enforce_csrf_checks = True

    for name, what in (("comment-new", talk.item), ("comment-thanks", talk.first)):
        assert client.post(to(name, what), {"text": "x", "language": "nl"}).status_code == 403
