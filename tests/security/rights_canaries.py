"""What only a minor and the team may see of her, and a link to one's own data."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gangmaker.actors.models import Actor, AgeGroup, WebLink
from gangmaker.trail.models import Message
from gangmaker.upkeep.rights.mails import LINK, link_token
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]


def add_rights(w: "CanaryWorld") -> None:
    """A pupil who opened everything to everybody: how to reach her is for the team all the same."""
    minor = world.make_person("Pupil", age_group=AgeGroup.MINOR, audience="members")

    def may(viewer: Actor | None) -> bool:
        return viewer is not None and (viewer.is_team or viewer == minor)

    minor.phone = w.hide("minorphone", may)
    minor.field_audiences = {"phone": "public", "links": "public", "email": "public"}
    minor.save()
    WebLink.objects.create(
        actor=minor, url=f"https://example.org/{w.hide('minorlink', may)}", label=""
    )
    w.actors["minor"] = minor
    Message.objects.create(
        kind=LINK,
        dedupe_key="canaries",
        address="nobody-here@example.org",
        language="nl",
        created_at=world.NOON,
        not_before=world.NOON,
        sent_at=world.NOON,
    )


def _links(w: "CanaryWorld") -> Iterator[State]:
    mail = Message.objects.get(kind=LINK, dedupe_key="canaries")
    yield "right", {"token": link_token(mail)}
    yield "wrong", {"token": "wrong"}


def _consents(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"purpose": "directory"}
    yield "nothing", {"purpose": "nothing"}


RIGHTS_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("my-data/", frozenset({"token"}), _links),
    ("profile/my-data/consents/", frozenset({"purpose"}), _consents),
]
