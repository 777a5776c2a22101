"""A queue of reports for a moderator; made once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from gangmaker.actors.models import Account, Actor, Audience, TeamRole, TeamRoleName
from gangmaker.trail.models import Comment, Item, Report

REPORTS, ITEMS = 500, 250
"""So many wait, on so many items and as many comments: some things were reported twice."""
MODERATOR = "bench-moderator@example.org"
WORDS = "This is not how people speak to each other here."


def many_reports(now: datetime) -> Account:
    """The account of who reads them."""
    account, created = Account.objects.get_or_create(email=MODERATOR)
    if created:
        with transaction.atomic():
            _moderator(account, now)
            _reported(now)
    return account


def _moderator(account: Account, now: datetime) -> None:
    actor = Actor.objects.create(
        kind="person",
        slug="bench-moderator",
        name="Moderator",
        account=account,
        email=MODERATOR,
        email_confirmed_at=now,
        audience=Audience.PUBLIC,
        created_at=now,
    )
    TeamRole.objects.create(actor=actor, role=TeamRoleName.MODERATOR)


def _reported(now: datetime) -> None:
    items = list(Item.objects.visible_to(None, at=now).order_by("pk")[:ITEMS])
    comments = list(Comment.objects.standing().order_by("pk")[:ITEMS])
    things: list[Item | Comment] = [*items, *comments]
    reports = []
    for number in range(REPORTS):
        thing = things[number % len(things)]
        column: dict[str, Any] = {"item" if isinstance(thing, Item) else "comment": thing}
        reports.append(
            Report(
                **column,
                about_id=thing.by_id,
                seen="As it was.",
                reason="house_rules",
                words=WORDS,
                language="en",
                good_faith=True,
                at=now - timedelta(minutes=number),
            )
        )
    Report.objects.bulk_create(reports)
