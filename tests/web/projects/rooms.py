"""A project in some state, and who looks at it, for the tests of its pages."""

from datetime import date

from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.projects.models import PartyRole, Project
from gangmaker.projects.operations import (
    NewParty,
    propose_project,
)
from gangmaker.trail.models import Item
from tests.world import (
    NOON,
    make_new_item,
    make_team,
)

SOON = date(2026, 12, 1)


def visit(person: Actor | None) -> Client:
    client = Client()
    if person is not None and person.account is not None:
        client.force_login(person.account, backend="gangmaker.web.accounts.AccountBackend")
    return client


def a_project(
    lead: Actor, *parties: Actor, audience: str = "public", stage: str = "", **said: object
) -> Project:
    named = [NewParty(lead, PartyRole.LEAD)]
    named += [NewParty(party, PartyRole.PARTNER) for party in parties]
    new = make_new_item(by=make_team(), title="Lampen uit vlas", audience=audience)
    project = propose_project(new=new, parties=named, now=NOON, **said)  # type: ignore[arg-type]
    if stage:
        project.stage = stage
        project.save(update_fields=["stage"])
    return project


def door(name: str, project: Item, *more: object) -> str:
    return reverse(f"web:{name}", args=[project.slug, *more])


def page(project: Item, reader: Actor | None) -> str:
    return visit(reader).get(door("item", project)).content.decode()
