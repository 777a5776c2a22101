"""Readers who know more and less, and one item in each state."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Question
from gangmaker.trail.models import Item, ItemAudience
from gangmaker.trail.operations import withdraw
from tests.world import make_person, make_question, make_team


def signed_in(actor: Actor | None) -> Client:
    client = Client()
    if actor is not None and actor.account is not None:
        client.force_login(actor.account, backend="gangmaker.web.accounts.AccountBackend")
    return client


def close(question: Question, *, on: date) -> None:
    question.closes_on = on
    question.save()


@dataclass
class Readers:
    """Each with what they may see: state to reader."""

    broker: Actor
    team: Actor
    member: Actor
    party: Actor
    items: dict[str, Item]

    def all(self) -> list[tuple[Actor | None, set[str]]]:
        public, members = {"public"}, {"public", "members"}
        party = {"public", "members", "parties", "draft", "embargoed"}
        return [
            (None, public),
            (self.member, members),
            (self.party, party),
            (self.team, set(self.items) - {"brokers"}),
            (self.broker, set(self.items)),
        ]


@pytest.fixture
def readers(db: None) -> Readers:
    """A word of its own in each item: ``geheimdraft`` is read only where the draft is."""
    owner, party = make_team(), make_person("Ontwerper, Menen")
    now = timezone.now()
    items: dict[str, Item] = {}
    for audience in ItemAudience.values:
        items[audience] = make_question(
            owner=owner, title=f"Vlas geheim{audience}", audience=audience, published_at=now
        )
    for state, published_at in (("draft", None), ("embargoed", now + timedelta(days=9))):
        items[state] = make_question(
            owner=owner, title=f"Vlas geheim{state}", published_at=published_at
        )
    items["withdrawn"] = make_question(owner=owner, title="Vlas geheimwithdrawn", published_at=now)
    withdraw(item=items["withdrawn"], by=owner, reason="Test", now=now)
    for item in items.values():
        item.parties.create(actor=party)
    return Readers(make_team("broker"), make_team("editor"), make_person(), party, items)
