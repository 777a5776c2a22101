"""What pages look up about assignment letters: which hold, and whether they are too much."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.core.letters import Letter, TooMuch, too_much
from gangmaker.projects.models import AssignmentLetter, Grant
from gangmaker.trail.models import Party


def as_letter(letter: AssignmentLetter) -> Letter:
    """A letter as it is counted with, until the day on which it ends in fact."""
    return Letter(letter.pk, letter.percentage, letter.starts_on, runs_until(letter))


def runs_until(letter: AssignmentLetter) -> date:
    """Its last day: as it says, or earlier when it was ended. Read ``with_end``."""
    ended: date | None = letter.ended_on  # type: ignore[attr-defined]  # annotated
    return ended or letter.ends_on


def letters_for(projects: Iterable[int]) -> QuerySet[AssignmentLetter]:
    """The letters that pay for these projects is counted by."""
    standing = AssignmentLetter.objects.standing().filter(project__in=projects)
    return standing.order_by("starts_on", "pk")


def staff_of(projects: Iterable[int]) -> QuerySet[Actor]:
    """Whose work a letter or pay can be about: people who take part, or belong to who does."""
    parties = list(Party.objects.filter(item__in=projects).values_list("actor", flat=True))
    people = Actor.objects.filter(Q(pk__in=parties) | Q(memberships__organisation__in=parties))
    there = people.filter(kind=ActorKind.PERSON, claimed_by=None)
    return there.select_related("area").distinct().order_by("name", "pk")


@dataclass(frozen=True)
class LettersOf:
    """The letters of one person for the projects of a grant, also those that were corrected.

    ``too_much`` holds the months in which all letters of that person, for whichever project, come
    to more than all the work there is.
    """

    person: Actor
    letters: tuple[AssignmentLetter, ...]
    too_much: tuple[TooMuch, ...]


def letters_of(grant: Grant) -> list[LettersOf]:
    """By person, by name; one query beside the projects of the grant."""
    projects = [award.project_id for award in grant.awards.all()]
    people = AssignmentLetter.objects.filter(project__in=projects).values("person")
    rows = (
        AssignmentLetter.objects.with_end()
        .filter(person__in=people)
        .select_related("person__area", "project", "end", "corrected_by", "document")
        .order_by("person__name", "person", "starts_on", "pk")
    )
    every: dict[int, list[AssignmentLetter]] = {}
    for letter in rows:
        every.setdefault(letter.person_id, []).append(letter)
    return [_of(letters, projects) for letters in every.values()]


def _of(letters: Sequence[AssignmentLetter], projects: Sequence[int]) -> LettersOf:
    return LettersOf(
        person=letters[0].person,
        letters=tuple(one for one in letters if one.project_id in projects),
        too_much=tuple(too_much(as_letter(one) for one in letters if _stands(one))),
    )


def too_much_of(person: Actor) -> list[TooMuch]:
    """The months in which the letters of one person come to more than all the work; one query."""
    rows = AssignmentLetter.objects.standing().filter(person=person)
    return too_much(map(as_letter, rows))


def _stands(letter: AssignmentLetter) -> bool:
    return not hasattr(letter, "corrected_by")
