"""What happened to one item, and what is owed about it."""

from collections.abc import Collection, Sequence

from gangmaker.trail.models import Act, Item, Promise, PromiseKind

MOST_ACTS = 40


def acts_of(item: Item, *, verbs: Collection[str], limit: int = MOST_ACTS) -> list[Act]:
    """The latest acts with one of ``verbs``, newest first, with who did them. One query."""
    acts = item.acts.filter(verb__in=verbs).select_related(
        "by__area", "on_behalf_of__area", "subject__area"
    )
    return list(acts.order_by("-at", "-pk")[:limit])


def promises_of(item: Item) -> list[Promise]:
    """What was promised about an item, with who owes it and the answer. One query."""
    whole = item.promises.select_related(
        "owner",
        "to",
        "kept_by__on_behalf_of__area",
        "answer__by__area",
        "answer__redirected_to__area",
    )
    return list(whole.order_by("made_on", "pk"))


def open_promise(promises: Sequence[Promise]) -> Promise | None:
    """What is owed now: the answer before the next step; else what was kept last."""
    waiting = [promise for promise in promises if promise.kept_on is None]
    answers = [promise for promise in waiting if promise.kind == PromiseKind.ANSWER]
    return next(iter(answers or waiting or promises[::-1]), None)


def notes_on(item: Item) -> dict[int, str]:
    """What came of each step that was kept, by the act that kept it. One query."""
    noted = item.promises.exclude(kept_note="").filter(kept_by__isnull=False)
    return {promise.kept_by_id or 0: promise.kept_note for promise in noted}
