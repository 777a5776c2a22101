"""What the demo region brings, asks and brings together holds together, and is enough of it."""

from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest

from gangmaker.config.demo.brokerage_rows import BriefEnd, Confidentiality, Introduction
from gangmaker.config.demo.checking_brokerage import check_brokerage
from gangmaker.config.demo.content import demo_content
from gangmaker.config.demo.region_rows import DemoContent, speaker_of
from gangmaker.config.demo.rows import Sector


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


def came_together(row: Introduction) -> bool:
    said = any(word.next == "agreement" for word in row.words)
    return said or row.agreement is not None
