"""What is reported, decided and objected to in the canary world, and what fills its addresses.

Who has the code of a report or the link to a statement reads it whole: those that stand behind such
addresses here hold no canaries. Of the others only who moderates may read a word.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from gangmaker.actors import rules
from gangmaker.actors.models import Measure, Statement
from gangmaker.actors.operations import Reasons
from gangmaker.actors.operations.house_rules import Rule, set_house_rules
from gangmaker.trail.models import Comment, Flag, FlagKind, Objection, Report
from gangmaker.trail.moderation_mails import statement_token
from gangmaker.trail.operations.deciding import Verdict, decide
from gangmaker.trail.operations.flags import raise_flag
from gangmaker.trail.operations.objections import object_to_statement
from gangmaker.trail.operations.reports import NewReport, report
from gangmaker.trail.operations.talk import comment_on
from gangmaker.trail.things import Thing
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]
CONTENT = "Wat er stond."
FOLLOWED = "a report with a code"
"""The words of the report that stands behind the address of a receipt."""


def add_moderation(w: "CanaryWorld") -> None:
    """Reports on each kind of thing; a comment that was hidden, with an objection; a flag."""
    things: list[Thing] = [w.items["public"], w.actors["public person"], _comment(w)]
    for place, thing in enumerate(things):
        _report(w, thing, number=place)
    plain = NewReport(reason="spam", words=FOLLOWED, language="nl")
    report(thing=w.items["goal"], new=plain, now=world.NOON)
    rules_ = [Rule(title={"nl": "Wees jezelf."}, text={"nl": "Altijd."})]
    version = set_house_rules(
        rules=rules_, change={"nl": "Eerste."}, by=None, in_force_from=world.NOON, now=world.NOON
    )
    _hidden(w, Reasons(facts="Een feit.", language="nl", rule=version.rules.get()))
    raise_flag(
        kind=FlagKind.SAME_NETWORK,
        item=w.items["public"].pk,
        people=[w.viewer("member A").pk, w.actors["guest"].pk],
        times=9,
        since=world.NOON,
        now=world.NOON + timedelta(minutes=5),
    )


def _report(w: "CanaryWorld", thing: Thing, *, number: int) -> None:
    """By somebody who gave her name, or by a member; who wrote it never learns who or what."""
    moderates = rules.can_moderate
    by_name = number != 1
    new = NewReport(
        reason="house_rules",
        words=w.hide(f"report_words_{number}", moderates),
        place=w.hide(f"report_place_{number}", moderates),
        language="nl",
        by=None if by_name else w.viewer("member B"),
        name=w.hide(f"reporter_name_{number}", moderates) if by_name else "",
        email=f"{w.hide(f'reporter_mail_{number}', moderates).lower()}@example.org"
        if by_name
        else "",
    )
    made = report(thing=thing, new=new, now=world.NOON)
    made.seen = w.hide(f"seen_{number}", moderates)
    made.save(update_fields=["seen"])


def _comment(w: "CanaryWorld") -> Comment:
    return comment_on(
        item=w.items["public"],
        by=w.viewer("member A"),
        text="Ik ken nog een spinnerij.",
        language="nl",
        now=world.NOON,
    )


def _hidden(w: "CanaryWorld", reasons: Reasons) -> None:
    """What the moderator told the reporters, and the objection, are not for the public."""
    hidden = comment_on(
        item=w.items["goal"],
        by=w.viewer("member A"),
        text=w.hide("hidden_comment", _moderates_or_wrote_it(w)),
        language="nl",
        now=world.NOON,
    )
    decision = decide(
        thing=hidden,
        by=w.viewer("moderator"),
        verdict=Verdict(
            measure=Measure.HIDDEN,
            reasons=reasons,
            words=w.hide("told_reporters", rules.can_moderate),
        ),
        seen=(),
        now=world.NOON,
    )
    assert decision.statement
    Statement.objects.filter(pk=decision.statement.pk).update(content=CONTENT)
    object_to_statement(
        statement=decision.statement, words="Een bezwaar.", language="nl", now=world.NOON
    )


def _moderates_or_wrote_it(w: "CanaryWorld") -> Callable[..., bool]:
    """And of the team whoever reads the pages of what is hidden."""
    author = w.viewer("member A").pk
    return lambda viewer: viewer is not None and (viewer.is_team or viewer.pk == author)


def _receipts(w: "CanaryWorld") -> Iterator[State]:
    yield "right", {"code": Report.objects.get(item=w.items["goal"].pk).code}
    yield "wrong", {"code": "bcdfghjkmnpqrstv"}


def _statements(w: "CanaryWorld") -> Iterator[State]:
    statement = Objection.objects.get().statement
    assert statement
    yield "right", {"token": statement_token(statement)}
    yield "wrong", {"token": "wrong"}


def _comments_to_moderate(w: "CanaryWorld") -> Iterator[State]:
    for state, comment in _comments().items():
        yield state, {"comment": str(comment.public_id)}
    yield "nothing", {"comment": "00000000-0000-4000-8000-000000000000"}


def _comments() -> dict[str, Comment]:
    every = Comment.objects.select_related("item")
    return {
        "reported": every.get(reports__isnull=False),
        "hidden": every.get(hiding__isnull=False, item__kind="goal"),
    }


def _items_to_moderate(w: "CanaryWorld") -> Iterator[State]:
    for state in ("public", "withdrawn", "draft"):
        yield state, {"slug": w.items[state].slug}
    yield "nothing", {"slug": "nothing-here"}


def _actors_to_moderate(w: "CanaryWorld") -> Iterator[State]:
    for state in ("public person", "team person", "guest"):
        yield state, {"slug": w.actors[state].slug}
    yield "suspended", {"slug": w.viewer("suspended").slug}
    yield "nothing", {"slug": "nobody-here"}


def _objections(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"objection": str(Objection.objects.get().public_id)}
    yield "nothing", {"objection": "00000000-0000-4000-8000-000000000000"}


def _flags(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"flag": str(Flag.objects.get().pk)}
    yield "nothing", {"flag": "999999"}


def _versions(w: "CanaryWorld") -> Iterator[State]:
    yield "there", {"version": "1"}
    yield "nothing", {"version": "99"}


def _years(w: "CanaryWorld") -> Iterator[State]:
    yield "this", {"year": str(world.NOON.year)}
    yield "nothing", {"year": "1999"}


SLUG, TOKEN = frozenset({"slug"}), frozenset({"token"})
MODERATION_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("reports/", frozenset({"code"}), _receipts),
    ("statements/", TOKEN, _statements),
    ("moderation/items/", SLUG, _items_to_moderate),
    ("moderation/comments/", frozenset({"comment"}), _comments_to_moderate),
    ("moderation/actors/", SLUG, _actors_to_moderate),
    ("moderation/objections/", frozenset({"objection"}), _objections),
    ("moderation/flags/", frozenset({"flag"}), _flags),
    ("about/house-rules/", frozenset({"version"}), _versions),
    ("about/transparency/", frozenset({"year"}), _years),
]
