"""Pay counts by percentage for days that a signed letter covers; letters are never rewritten."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from gangmaker.actors.rules import NotYours
from gangmaker.core.eligibility import Because
from gangmaker.core.letters import TooMuch
from gangmaker.projects import paper_rules
from gangmaker.projects.files import Kept
from gangmaker.projects.models import (
    AssignmentLetter,
    Attachment,
    Cost,
    Grant,
    LetterEnd,
    StaffMethod,
)
from gangmaker.projects.operations.grants import NotEligible, enter_line
from gangmaker.projects.operations.letters import (
    LetterOutOfForce,
    LetterText,
    NotADayOfTheLetter,
    correct_letter,
    end_letter,
)
from gangmaker.projects.queries.grants import dossier_of, why_not
from gangmaker.projects.queries.letters import letters_of, staff_of, too_much_of
from gangmaker.projects.queries.papers import documents_of
from gangmaker.trail.models import Act, Party
from tests.projects.grants_world import make_grant, make_letter, make_pay
from tests.trail.violations import constraints_of, refused_change, refused_copy
from tests.world import (
    NOON,
    make_membership,
    make_organisation,
    make_person,
    make_project,
    make_team,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MARCH = date(2026, 3, 1)


def codes(grant: Grant, cost: Cost) -> list[Because]:
    return [reason.code for reason in why_not(grant, cost)]


def by_percentage(project) -> Grant:
    return make_grant(project, staff_method=StaffMethod.PERCENTAGE)


def text_of(letter: AssignmentLetter, **changed: object) -> LetterText:
    said = {name: getattr(letter, name) for name in LetterText.__dataclass_fields__}
    return LetterText(**(said | changed))


def test_pay_counts_for_days_that_a_letter_covers_and_the_row_says_by_which():
    project, person = make_project(), make_person()
    grant, cost = by_percentage(project), make_pay(project, person)
    assert codes(grant, cost) == [Because.NO_LETTER]
    make_letter(project, person)

    line = enter_line(grant=grant, what=cost, use="claimed", by=grant.owner, now=NOON)

    [row] = dossier_of(grant, viewer=grant.owner, at=NOON).claimed
    assert (line.cents, row.staff, row.doubts) == (120_000, person.name, ())
    with translation.override("en"):
        assert [str(note) for note in row.notes] == [
            "By the assignment letter of 20 December 2025: at most 40 % of the pay."
        ]


def test_without_a_letter_it_says_why_and_what_to_do():
    project = make_project()
    grant, cost = by_percentage(project), make_pay(project, make_person())

    with pytest.raises(NotEligible) as refused:
        enter_line(grant=grant, what=cost, use="claimed", by=grant.owner, now=NOON)

    with translation.override("en"):
        assert str(refused.value) == (
            "Staff counts here as a percentage, and no assignment letter covers all of these "
            "days. Enter the signed letter, or a cost for the days of each letter."
        )


@pytest.mark.parametrize(
    ("since", "until"),
    [(date(2026, 2, 28), date(2026, 3, 31)), (date(2026, 6, 1), date(2026, 7, 1))],
)
def test_a_letter_for_a_part_of_the_days_is_not_enough(since, until):
    project, person = make_project(), make_person()
    make_letter(project, person, starts_on=MARCH)

    cost = make_pay(project, person, since=since, until=until)

    assert codes(by_percentage(project), cost) == [Because.NO_LETTER]


def test_a_letter_of_somebody_else_or_for_another_project_covers_nothing():
    project, other, person = make_project(), make_project(), make_person()
    make_letter(project, make_person())
    make_letter(other, person)
    grant = make_grant(project, other, staff_method=StaffMethod.PERCENTAGE)

    assert codes(grant, make_pay(project, person)) == [Because.NO_LETTER]


def test_more_than_the_part_of_the_pay_does_not_count():
    project, person = make_project(), make_person()
    grant = by_percentage(project)
    make_letter(project, person)

    assert codes(grant, make_pay(project, person, amount=120_001)) == [Because.OVER_LETTER]
    assert codes(grant, make_pay(project, person, amount=120_000)) == []


def test_other_methods_say_how_they_count_staff():
    project, person = make_project(), make_person()
    make_letter(project, person)
    cost = make_pay(project, person)

    hourly = make_grant(project, staff_method=StaffMethod.HOURLY)
    none = make_grant(project, staff_method=StaffMethod.NONE)

    assert codes(hourly, cost) == [Because.STAFF_BY_HOUR]
    assert codes(none, cost) == [Because.STAFF_NOT_COUNTED]


def test_work_from_before_the_grant_does_not_count_though_it_was_paid_in_it():
    project, person = make_project(), make_person()
    grant = make_grant(project, staff_method=StaffMethod.PERCENTAGE, starts_on=date(2026, 3, 2))
    make_letter(project, person)

    assert codes(grant, make_pay(project, person)) == [Because.OUTSIDE_PERIOD]


def test_what_was_claimed_says_so_when_its_letter_ended_before_it():
    project, person = make_project(), make_person()
    grant, letter = by_percentage(project), make_letter(project, person)
    cost = make_pay(project, person)
    enter_line(grant=grant, what=cost, use="claimed", by=grant.owner, now=NOON)

    end_letter(letter=letter, last_day=MARCH, reason="Andere job.", by=grant.owner, now=NOON)

    [row] = dossier_of(grant, viewer=grant.owner, at=NOON).claimed
    assert [reason.code for reason in row.doubts] == [Because.NO_LETTER]


def test_a_correction_counts_instead_and_the_first_stays_on_record():
    project, person, broker = make_project(), make_person(), make_team()
    grant, letter = by_percentage(project), make_letter(project, person)
    cost = make_pay(project, person, amount=150_000)

    new = correct_letter(
        letter=letter,
        text=text_of(letter, percentage=50),
        reason="De brief zegt 50.",
        by=broker,
        now=NOON,
    )

    assert codes(grant, cost) == []
    assert [one.corrects for one in AssignmentLetter.objects.order_by("pk")] == [None, letter]
    with pytest.raises(LetterOutOfForce):
        correct_letter(letter=letter, text=text_of(letter), reason="x", by=broker, now=NOON)
    with pytest.raises(LetterOutOfForce):
        end_letter(letter=letter, last_day=MARCH, reason="x", by=broker, now=NOON)
    end_letter(letter=new, last_day=MARCH, reason="x", by=broker, now=NOON)
    with pytest.raises(LetterOutOfForce):
        end_letter(letter=new, last_day=MARCH, reason="x", by=broker, now=NOON)
    new.refresh_from_db()
    with pytest.raises(LetterOutOfForce):
        correct_letter(letter=new, text=text_of(letter), reason="x", by=broker, now=NOON)


def test_each_step_is_one_act_about_the_project_and_names_nobody():
    project, person, broker = make_project(), make_person(), make_team()
    letter = make_letter(project, person, by=broker)
    new = correct_letter(letter=letter, text=text_of(letter), reason="x", by=broker, now=NOON)
    end_letter(letter=new, last_day=MARCH, reason="x", by=broker, now=NOON)

    acts = Act.objects.filter(verb__startswith="letter.").order_by("pk")

    assert [(act.verb, act.item_id, act.subject) for act in acts] == [
        ("letter.entered", project.pk, None),
        ("letter.corrected", project.pk, None),
        ("letter.ended", project.pk, None),
    ]


def test_only_who_keeps_grants_keeps_letters():
    project, lead = make_project(), make_person()
    letter = make_letter(project, lead)

    for person in (project.owner if not project.owner.is_team else lead, make_team("editor")):
        with pytest.raises(NotYours):
            make_letter(project, lead, by=person)
        with pytest.raises(NotYours):
            correct_letter(letter=letter, text=text_of(letter), reason="x", by=person, now=NOON)
        with pytest.raises(NotYours):
            end_letter(letter=letter, last_day=MARCH, reason="x", by=person, now=NOON)


@pytest.mark.parametrize("last_day", [date(2025, 12, 31), date(2026, 6, 30)])
def test_a_letter_ends_on_one_of_its_days_before_the_last(last_day):
    letter = make_letter(make_project(), make_person())
    row = {"letter": letter, "last_day": last_day, "reason": "x", "by": letter.by, "at": NOON}

    with pytest.raises(NotADayOfTheLetter):
        end_letter(letter=letter, last_day=last_day, reason="x", by=letter.by, now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterEnd.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterEnd.objects.create(**(row | {"last_day": MARCH, "reason": ""}))


def test_letters_that_come_to_more_than_all_the_work_warn_over_all_projects():
    project, elsewhere, person = make_project(), make_project(), make_person()
    grant = by_percentage(project)
    make_letter(project, person, percentage=60)
    second = make_letter(elsewhere, person, percentage=50, starts_on=date(2026, 6, 1))

    [found] = letters_of(grant)
    assert [letter.project_id for letter in found.letters] == [project.pk]
    assert found.too_much == (TooMuch(date(2026, 6, 1), 110),)
    correct_letter(
        letter=second, text=text_of(second, percentage=40), reason="x", by=second.by, now=NOON
    )
    assert too_much_of(person) == []
    assert [one.too_much for one in letters_of(grant)] == [()]


def test_staff_is_who_takes_part_or_belongs_to_who_does():
    project, member, designer = make_project(), make_person("A"), make_person("B")
    house = make_organisation()
    make_membership(member, house, "member")
    make_person("Nobody of the project")
    project.parties.all().delete()
    for actor in (house, designer):
        Party.objects.create(item=project, actor=actor, role="partner")

    assert list(staff_of([project.pk])) == [member, designer]


def test_the_signed_paper_is_for_the_team_only():
    project, designer, broker = make_project(), make_person(), make_team()
    Party.objects.create(item=project, actor=designer, role="designer")
    letter = make_letter(project, designer, by=broker)
    paper = Kept("document", "files/letter.pdf", "brief.pdf", "application/pdf", 10)

    new = correct_letter(
        letter=letter, text=text_of(letter), reason="x", paper=paper, by=broker, now=NOON
    )

    attached = Attachment.objects.get()
    assert new.document == attached
    assert not paper_rules.can_see_attachment(designer, attached)
    assert paper_rules.can_see_attachment(broker, attached)
    assert not documents_of(project, inside=True).exists()


def a_letter() -> AssignmentLetter:
    return make_letter(make_project(), make_person())


BROKEN: dict[str, list[dict[str, object]]] = {
    "letter_for_a_part_of_work": [{"percentage": 0}, {"percentage": 101}],
    "letter_ends_after_it_starts": [{"ends_on": date(2025, 12, 31)}],
    "letter_says_what_and_who_signed": [{"function": ""}, {"signed_by": ""}],
    "letter_corrected_with_a_reason": [{"reason": "x"}],
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks(name):
    letter = a_letter()

    for changed in BROKEN[name]:
        refused_copy(letter, **changed)


def test_the_database_keeps_corrections_to_one_person_and_project_once():
    letter = a_letter()
    refused_copy(letter, corrects_id=letter.pk, reason="")
    refused_copy(letter, corrects_id=letter.pk, reason="x", person_id=make_person().pk)
    correct_letter(letter=letter, text=text_of(letter), reason="x", by=letter.by, now=NOON)
    refused_copy(letter, corrects_id=letter.pk, reason="x")
    refused_change(letter, percentage=1)

    assert constraints_of(AssignmentLetter) == set(BROKEN)
    assert constraints_of(LetterEnd) == {"letter_ended_with_a_reason"}
