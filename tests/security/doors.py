"""Every door of the site with something to find behind it, from the URL resolver itself."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import URLPattern

from gangmaker.actors.models import Actor
from gangmaker.actors.tokens import CONFIRM_ADDRESS, INVITATION, token_for
from gangmaker.trail.models import AnswerTemplate
from gangmaker.web.checks import every_pattern
from gangmaker.web.guards import Guard
from gangmaker.web.joining.doors import receipt_token
from tests.security.brief_canaries import BRIEFS_FILLED
from tests.security.canaries import CanaryWorld
from tests.security.concept_canaries import CONCEPTS_FILLED
from tests.security.fitting_canaries import FITTING_FILLED
from tests.security.handing_canaries import HANDING_FILLED
from tests.security.introduction_canaries import INTRODUCTIONS_FILLED
from tests.security.ledger_canaries import LEDGER_FILLED
from tests.security.moderation_canaries import MODERATION_FILLED
from tests.security.notice_canaries import NOTICES_FILLED
from tests.security.plan_canaries import PLAN_FILLED
from tests.security.project_canaries import deliverable_of, task_of
from tests.security.record_canaries import RECORDS_FILLED
from tests.security.result_canaries import RESULTS_FILLED
from tests.security.rights_canaries import RIGHTS_FILLED
from tests.security.talk_canaries import TALK_FILLED

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
SEE_MOST = ("region admin", "org admin A", "org admin B", "member A", "member B", "anonymous")

State = tuple[str, Mapping[str, str]]


@dataclass(frozen=True)
class Door:
    """One address of a route: which object it names, in which state."""

    route: str
    url: str
    values: Mapping[str, str]
    state: str
    guard: Guard
    methods: tuple[str, ...]


def doors(w: CanaryWorld) -> Iterator[Door]:
    """Every route with every state of its object; of the states in which nobody at all finds
    anything behind a route, such as an item of another kind, only the first."""
    for route, pattern in every_pattern():  # in the language that is active now
        closed = False
        for state, values in _states(route, pattern, w):
            door = _door(route, pattern, state, values)
            if not _is_found(door.guard, values, w):
                if closed:
                    continue
                closed = True
            yield door


def _door(route: str, pattern: URLPattern, state: str, values: Mapping[str, str]) -> Door:
    view: Any = pattern.callback  # as ``guarded`` made it
    return Door(route, _fill(route, values), values, state, view.guard, view.methods)


_found: dict[tuple[object, ...], bool] = {}
"""Many routes lead to the same object, so what anybody finds of it is asked once in a world."""


def _is_found(guard: Guard, values: Mapping[str, str], w: CanaryWorld) -> bool:
    """Whether any visitor finds something; who sees most is asked first."""
    place = (id(w), guard.find, *sorted(values.items()))
    if place not in _found:
        _found[place] = any(_finds(guard, values, w.viewers[name]) for name in SEE_MOST)
    return _found[place]


def _finds(guard: Guard, values: Mapping[str, str], viewer: Actor | None) -> bool:
    request = HttpRequest()
    request.actor, request.acting = viewer, None  # type: ignore[attr-defined]
    try:
        guard.find(request, values)  # type: ignore[arg-type]
    except Http404:
        return False
    return True


def one_each(w: CanaryWorld) -> list[Door]:
    """For what holds whatever is behind a door: one door of each route."""
    return [
        _door(route, pattern, *next(iter(_states(route, pattern, w))))
        for route, pattern in every_pattern()
    ]


def _fill(route: str, values: Mapping[str, str]) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda match: values[match[1]], route)


def _states(route: str, pattern: URLPattern, w: CanaryWorld) -> Iterator[State]:
    """The states in which a route is tried. An address nobody knows how to fill fails loudly."""
    names = frozenset(re.findall(r"<(?:\w+:)?(\w+)>", route))
    if not names:
        yield "-", {}
        return
    start = re.sub(r"^\w\w/", "", route)
    for beginning, wanted, fill in FILLED:
        if start.startswith(beginning) and names == wanted:
            yield from fill(w)
            return
    raise AssertionError(f"The matrix needs something behind {route} {sorted(names)}")


def _items(w: CanaryWorld) -> Iterator[State]:
    for state, item in w.items.items():
        yield state, {"slug": item.slug}
    yield "nothing", {"slug": "nothing-here"}


def _actors(w: CanaryWorld) -> Iterator[State]:
    for state, actor in w.actors.items():
        yield state, {"slug": actor.slug}
    yield "nothing", {"slug": "nobody-here"}


def _entries(w: CanaryWorld) -> Iterator[State]:
    public = w.items["public"].slug
    yield "pledged", {"slug": public, "entry": str(w.entries["pledged"].pk)}
    yield "of another item", {"slug": w.items["goal"].slug, "entry": str(w.entries["pledged"].pk)}
    yield "of a draft", {"slug": w.items["draft"].slug, "entry": str(w.entries["pledged"].pk)}


def _promises(w: CanaryWorld) -> Iterator[State]:
    for state in ("public", "offer for parties", "waiting idea"):
        item = w.items[state]
        promise = item.promises.filter(kept_by=None).first()
        number = str(promise.pk) if promise else "0"
        yield state, {"slug": item.slug, "promise": number}


def _translations(w: CanaryWorld) -> Iterator[State]:
    for state, values in _items(w):
        yield state, {**values, "language": "fr"}


def _memberships(w: CanaryWorld) -> Iterator[State]:
    organisation = w.actors["organisation A"]
    for state, person in (
        ("member that shows", w.viewer("org admin A")),
        ("member for the team only", w.actors["team person"]),
        ("no member", w.viewer("member B")),
    ):
        yield state, {"slug": organisation.slug, "person": str(person.public_id)}


def _codes(w: CanaryWorld) -> Iterator[State]:
    for state, item in w.items.items():
        yield state, {"code": item.code}
    yield "nothing", {"code": "zzzzzzzz"}


def _receipts(w: CanaryWorld) -> Iterator[State]:
    yield "right", {"token": receipt_token(w.items["waiting idea"])}
    yield "wrong", {"token": "wrong"}


def _confirmations(w: CanaryWorld) -> Iterator[State]:
    assert w.confirmation
    yield "right", {"token": token_for(w.confirmation.nonce, purpose=CONFIRM_ADDRESS)}
    yield "other purpose", {"token": token_for(w.confirmation.nonce, purpose=INVITATION)}
    yield "wrong", {"token": "wrong"}


def _invitations(w: CanaryWorld) -> Iterator[State]:
    assert w.invitation
    yield "right", {"token": token_for(w.invitation.nonce, purpose=INVITATION)}
    yield "wrong", {"token": "wrong"}


def _about(w: CanaryWorld) -> Iterator[State]:
    yield "privacy", {"slug": "privacy"}
    yield "nothing", {"slug": "nothing"}


def _pictures(w: CanaryWorld) -> Iterator[State]:
    for state, actor in w.actors.items():
        yield state, {"slug": actor.slug, "size": "small"}


def _passkeys(w: CanaryWorld) -> Iterator[State]:
    yield "wrong", {"key": "wrong"}


def _templates(w: CanaryWorld) -> Iterator[State]:
    yield "there", {"template": str(AnswerTemplate.objects.get().pk)}
    yield "nothing", {"template": "999999"}


def _parts(w: CanaryWorld) -> Iterator[State]:
    yield "first", {"part": "1"}
    yield "beyond", {"part": "99"}


def _tasks(w: CanaryWorld) -> Iterator[State]:
    for state in ("project", "hidden project"):
        yield state, {"slug": w.items[state].slug, "task": task_of(w, state)}
    other = task_of(w, "hidden project")
    yield "of another project", {"slug": w.items["project"].slug, "task": other}


def _deliverables(w: CanaryWorld) -> Iterator[State]:
    for state in ("project", "hidden project"):
        yield state, {"slug": w.items[state].slug, "deliverable": deliverable_of(w, state)}
    yield "of no project", {"slug": w.items["public"].slug, "deliverable": "1"}


def _project_parties(w: CanaryWorld) -> Iterator[State]:
    parties = {
        "lead": w.viewer("member B"),
        "organisation": w.actors["organisation A"],
        "no party": w.viewer("member A"),
    }
    for name in ("project", "hidden project"):
        for state, actor in parties.items():
            yield (
                f"{name}: {state}",
                {"slug": w.items[name].slug, "party": str(actor.public_id)},
            )
    yield "nonsense", {"slug": w.items["project"].slug, "party": "nonsense"}


SLUG = frozenset({"slug"})
TOKEN = frozenset({"token"})
FILLED: list[tuple[str, frozenset[str], Callable[[CanaryWorld], Iterator[State]]]] = [
    *BRIEFS_FILLED,
    *HANDING_FILLED,
    *RESULTS_FILLED,
    *RIGHTS_FILLED,
    ("about/", SLUG, _about),
    ("items/", SLUG, _items),
    ("items/", SLUG | {"entry"}, _entries),
    ("items/", SLUG | {"promise"}, _promises),
    ("items/", SLUG | {"language"}, _translations),
    ("items/", SLUG | {"task"}, _tasks),
    ("items/", SLUG | {"deliverable"}, _deliverables),
    ("items/", SLUG | {"party"}, _project_parties),
    ("actors/", SLUG, _actors),
    ("actors/", SLUG | {"person"}, _memberships),
    ("media/", SLUG | {"size"}, _pictures),
    ("d/", frozenset({"code"}), _codes),
    ("join/received/", TOKEN, _receipts),
    ("confirm/", TOKEN, _confirmations),
    ("invitations/", TOKEN, _invitations),
    ("profile/security/passkeys/", frozenset({"key"}), _passkeys),
    ("region/answers/", frozenset({"template"}), _templates),
    ("sitemap-", frozenset({"part"}), _parts),
    *CONCEPTS_FILLED,
    *PLAN_FILLED,
    *RECORDS_FILLED,
    *LEDGER_FILLED,
    *TALK_FILLED,
    *MODERATION_FILLED,
    *NOTICES_FILLED,
    *FITTING_FILLED,
    *INTRODUCTIONS_FILLED,
]
"""The beginning of a route without its language, its parameters, and what to put there."""
