"""What happened to one item, and what is owed about it, as parts of what its page asks at once."""

from collections.abc import Collection
from dataclasses import dataclass

from gangmaker.actors.together import Found, Lists, first
from gangmaker.trail.models import Act, Answer, Item, Promise, PromiseKind

MOST_ACTS = 40


@dataclass(frozen=True)
class Journal:
    """``promises`` and ``answers`` from old to new, ``acts`` the newest first."""

    promises: list[Promise]
    answers: list[Answer]
    acts: list[Act]

    @property
    def open_promise(self) -> Promise | None:
        """What is owed now: the answer before the next step; else what was kept last."""
        waiting = [promise for promise in self.promises if promise.kept_on is None]
        answers = [promise for promise in waiting if promise.kind == PromiseKind.ANSWER]
        return next(iter(answers or waiting or self.promises[::-1]), None)

    @property
    def waits_for_answer(self) -> bool:
        owed = self.open_promise
        return owed is not None and owed.kept_on is None and owed.kind == PromiseKind.ANSWER

    @property
    def notes(self) -> dict[int, str]:
        """What came of each step that was kept, by the act that kept it."""
        kept = [promise for promise in self.promises if promise.kept_by_id and promise.kept_note]
        return {promise.kept_by_id or 0: promise.kept_note for promise in kept}


def journal_lists(item: Item, *, verbs: Collection[str]) -> Lists:
    """What a journal is made of; the acts are the latest with one of ``verbs``."""
    acts = Act.objects.filter(item=item, verb__in=verbs).order_by("-at", "-pk")
    return {
        "promises": Promise.objects.filter(item=item).order_by("made_on", "pk"),
        "answers": Answer.objects.filter(item=item).order_by("at", "pk"),
        "acts": first(acts, MOST_ACTS),
        "acts that kept": Act.objects.filter(promise_kept__item=item),
    }


def journal_of(rows: Found) -> Journal:
    """A journal of what ``journal_lists`` found."""
    kept = {act.pk: act for act in rows["acts that kept"]}
    promises = {promise.pk: promise for promise in rows["promises"]}
    for promise in promises.values():
        promise.kept_by = kept.get(promise.kept_by_id)
    for answer in rows["answers"]:
        answer.promise = promises[answer.promise_id]
    return Journal(rows["promises"], rows["answers"], rows["acts"])


def waits_for_answer(item: Item) -> bool:
    """Whether somebody was promised an answer about it and has none yet; one query."""
    return Promise.objects.filter(item=item, kind=PromiseKind.ANSWER, kept_on=None).exists()
