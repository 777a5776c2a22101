"""What the demo region brings, asks and brings together holds together, and is enough of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from gangmaker.config.demo.brokerage_rows import Brief, BriefEnd, Confidentiality, Introduction
from gangmaker.config.demo.checking import check
from gangmaker.config.demo.checking_brokerage import check_brokerage
from gangmaker.config.demo.content import demo_content
from gangmaker.config.demo.region_rows import DemoContent, speaker_of
from gangmaker.config.demo.rows import Available, Sector


@pytest.fixture(scope="module")
def region() -> DemoContent:
    return demo_content()


def test_enough_confirmed_what_they_bring_and_are_available(region: DemoContent) -> None:
    told = [row for row in region.actors if row.concepts]
    available = [row for row in told if row.available]

    assert len(told) >= 140
    assert len(available) >= 120
    assert {sector for row in told for sector in row.sectors} == set(get_args(Sector))


def test_some_only_seek_and_some_are_available_without_a_word(region: DemoContent) -> None:
    seeking = [row.key for row in region.people if row.seeks_concepts and not row.concepts]
    silent = [row.key for row in region.people if row.available and not row.concepts]

    assert len(seeking) >= 3
    assert len(silent) == 2


def test_names_are_all_different(region: DemoContent) -> None:
    names = Counter(row.name for row in region.actors)

    assert [name for name, times in names.items() if times > 1] == []


def test_briefs_are_of_every_kind(region: DemoContent) -> None:
    drafts = [row for row in region.briefs if row.sent_days_ago is None]
    waiting = [row for row in region.briefs if row.sent_days_ago and not row.approved_days_ago]
    languages = Counter(row.language for row in region.briefs)

    assert len(region.briefs) == 25
    assert {row.confidentiality for row in region.briefs} == set(get_args(Confidentiality))
    assert {row.end for row in region.briefs if row.end} == set(get_args(BriefEnd))
    assert len(drafts) >= 3
    assert len(waiting) >= 3
    assert languages["fr"] == 3
    assert languages["en"] == 2


def test_about_a_third_of_the_introductions_come_to_an_agreement(region: DemoContent) -> None:
    agreed = [row for row in region.introductions if came_together(row)]
    by_broker = Counter(row.owner for row in region.introductions)
    agreed_by_broker = Counter(row.owner for row in agreed)

    assert len(region.introductions) == 60
    assert 0.3 <= len(agreed) / 60 <= 0.4
    assert all(0.25 <= agreed_by_broker[key] / by_broker[key] <= 0.45 for key in by_broker)
    assert max(row.proposed for row in region.introductions) >= 700


def test_titles_and_words_of_introductions_name_neither_side(region: DemoContent) -> None:
    names = {row.key: row.name for row in region.actors}

    naming = [
        row.key
        for row in region.introductions
        if any(names[side] in row.title + row.why for side in row.sides)
    ]

    assert naming == []


def test_a_company_is_spoken_for_only_since_somebody_of_it_is_here(region: DemoContent) -> None:
    assert speaker_of(region, "transport-menen", days_ago=130) is None
    assert speaker_of(region, "transport-menen", days_ago=50) == "logistiek"
    assert speaker_of(region, "illustrator", days_ago=130) == "illustrator"


def test_a_course_that_is_not_in_order_is_named(region: DemoContent) -> None:
    broken = replace(region.introductions[0], met=1)

    problems = list(check_brokerage(replace(region, introductions=(broken,))))

    assert problems == [f"{broken.key}: its steps are not in order"]


def test_of_two_rows_with_one_key_the_key_is_named(region: DemoContent) -> None:
    brief = replace(region.briefs[0], key=region.introductions[0].key)

    problems = check(replace(region, briefs=(brief,)))

    assert f"{brief.key}: used 2 times" in problems


def broken_briefs(region: DemoContent) -> Iterator[tuple[Brief, str]]:
    brief = region.briefs[0]
    thought, other, *_more = brief.considered
    late = replace(thought, days_ago=100)
    yield replace(brief, deputy=brief.owner), "owner and deputy are two people of the team"
    yield replace(brief, by="nobody"), "no actor nobody"
    yield replace(brief, concepts=("nothing",)), "no concept nothing"
    yield replace(brief, sent_days_ago=None), "its steps are not in order"
    yield replace(brief, approved_days_ago=96), "its steps are not in order"
    yield replace(brief, end="found"), "an end has a day, and only an end"
    yield replace(brief, answers=("nothing",)), "no item nothing"
    yield (
        replace(brief, secrecy=("vilter",)),
        "vilter promises without having been chosen",
    )
    yield (
        replace(brief, considered=(late, other)),
        f"{thought.actor} was thought of before it was approved",
    )
    yield (
        replace(brief, end="found", ended_days_ago=90, considered=(thought,)),
        f"{thought.actor} was thought of after it ended",
    )


def broken_introductions(region: DemoContent) -> Iterator[tuple[Introduction, str]]:
    rows = {row.key: row for row in region.introductions}
    whole, refused = rows["i-vezel-product"], rows["i-student-vezel"]
    one = whole.sides[0]
    yield replace(whole, sides=(one, "nobody")), "no actor nobody"
    yield replace(whole, sides=(one, one)), "two are brought together by somebody of the team"
    yield replace(whole, owner=one), "two are brought together by somebody of the team"
    yield replace(whole, brief="nothing"), "no brief nothing that was approved"
    yield replace(whole, brief="b-tapijt"), "is older than b-tapijt is open"
    yield replace(whole, encounter="nothing"), "no encounter nothing"
    yield replace(whole, came_of_it="nothing"), "no project nothing"
    yield replace(whole, came_of_it="p-soepkar"), "not both take part in p-soepkar"
    yield replace(whole, yes=()), "comes to something without both having said yes"
    yield replace(refused, asked=None), "answers without having been asked"
    assert refused.no is not None
    both = replace(refused, yes=(refused.no.days_ago,), yes_of=refused.no.side)
    yield both, "says yes and no"
    talked = replace(rows["i-gordijn"], met=None, agreement=None, project=None, result=None)
    yield talked, "words about a meeting that was not"


def test_what_does_not_hold_together_is_named(region: DemoContent) -> None:
    for brief, problem in broken_briefs(region):
        found = list(check_brokerage(replace(region, briefs=(brief,))))
        assert f"{brief.key}: {problem}" in found
    for introduction, problem in broken_introductions(region):
        found = list(check_brokerage(replace(region, introductions=(introduction,))))
        assert f"{introduction.key}: {problem}" in found


def test_who_speaks_or_is_available_without_being_able_to_is_named(region: DemoContent) -> None:
    people = {row.key: row for row in region.people}
    firm = next(row for row in region.organisations if row.told_by)
    child = replace(people["illustrator"], age="minor", available=Available())
    silent, foreign = replace(firm, told_by=None), replace(firm, told_by="illustrator")
    alone = replace(region, briefs=(), introductions=(), encounters=())

    def named(**rows: object) -> list[str]:
        return list(check_brokerage(replace(alone, **rows)))  # type: ignore[arg-type]

    assert named(people=(child,), organisations=()) == [
        "illustrator: is available, and may not or cannot say so"
    ]
    assert named(organisations=(silent,)) == [f"{firm.key}: somebody tells what it brings"]
    assert named(organisations=(foreign,)) == [f"{firm.key}: illustrator does not speak for it"]


def test_an_encounter_is_of_two_who_are_here_and_logged_by_the_team(region: DemoContent) -> None:
    broken = replace(region.encounters[0], one="nobody", by="illustrator")

    problems = list(check_brokerage(replace(region, introductions=(), encounters=(broken,))))

    assert problems == [
        f"{broken.key}: no actor nobody",
        f"{broken.key}: illustrator is not of the team",
    ]


def came_together(row: Introduction) -> bool:
    said = any(word.next == "agreement" for word in row.words)
    return said or row.agreement is not None
