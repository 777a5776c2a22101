"""A brief of somebody who was erased: her words go when she wants it, her link in any case."""

from collections.abc import Iterator

import pytest

from gangmaker.actors.erasures import journal
from gangmaker.brokerage.models import Brief, BriefCorrection
from gangmaker.brokerage.operations.approving import approve_brief, correct_brief
from gangmaker.brokerage.operations.briefs import Caller, save_brief
from gangmaker.trail.models import Act
from gangmaker.upkeep.rights.erasing import erase_person
from tests.brokerage.written import SAID, make_brief
from tests.world import NOON, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_in_the_journal() -> Iterator[None]:
    journal().unlink(missing_ok=True)
    yield
    journal().unlink(missing_ok=True)


def make_hers() -> Brief:
    """Corrected by her, approved, and changed by the broker after that."""
    brief = make_brief(
        asker=Caller(actor=make_person()), behind="Waarom.", for_whom="Wie.", must_not="Wat niet."
    )
    correct_brief(brief=brief, said={"tried": "Vier soorten."}, now=NOON)
    approve_brief(brief=brief, now=NOON)
    save_brief(brief=brief, by=brief.owner, said={"behind": "Daarom."}, now=NOON)
    return brief


def words_of(brief: Brief) -> set[str]:
    names = ("summary", "behind", "for_whom", "tried", "must_not")
    return {getattr(brief, name) for name in names}


def test_with_her_words_the_words_before_go_too_and_nobody_is_looked_for() -> None:
    brief = make_hers()

    erase_person(person=brief.by, words=True, now=NOON)

    brief = Brief.objects.get()
    assert words_of(brief) == {""}
    assert not BriefCorrection.objects.exists()
    assert (brief.end, brief.ended_at) == ("stopped", NOON)
    assert Act.objects.get(verb="brief.ended").by is None


def test_without_them_it_goes_on_and_says_what_it_said() -> None:
    brief = make_hers()

    erase_person(person=brief.by, words=False, now=NOON)

    left = Brief.objects.get()
    assert words_of(left) == words_of(brief) - {SAID["tried"]}
    assert left.ended_at is None


@pytest.mark.parametrize("words", [True, False])
def test_her_link_opens_nothing_any_more(words: bool) -> None:
    brief = make_hers()

    erase_person(person=brief.by, words=words, now=NOON)

    assert Brief.objects.get().link_nonce != brief.link_nonce
