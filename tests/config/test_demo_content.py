"""The texts of the demo region hold together, and there is enough of everything."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import chain
from typing import get_args

import pytest

from gangmaker.config.demo.checking import check
from gangmaker.config.demo.content import demo_content
from gangmaker.config.demo.reading import ContentError, build
from gangmaker.config.demo.region_rows import DemoContent
from gangmaker.config.demo.rows import Form, Link, Municipality, Need

TERM = 10  # working days: two weeks, a little more with public holidays
SURELY_WITHIN_TERM = 13
SURELY_OVERDUE = 22


@pytest.fixture(scope="module")
def region() -> DemoContent:
    return demo_content()


def test_the_region_is_as_large_as_it_promises(region: DemoContent) -> None:
    real = [row for row in region.organisations if not row.anonymous]

    assert len(real) >= 50
    assert len(region.people) >= 40
    assert len(region.questions) >= 40
    assert len(region.ideas) >= 45
    assert len(region.offers) >= 45


def test_at_least_three_hundred_things_happened(region: DemoContent) -> None:
    answered = [item.answer for item in region.items if item.answer]
    events = (
        len(region.actors),
        len(region.items),
        len(answered),
        len([answer for answer in answered if answer.next_step_done_days_ago is not None]),
        len(region.all_links()),
        len(region.ledger),
        len([entry for entry in region.ledger if entry.confirmed_by]),
        sum(len(row.by) for row in region.supports),
    )

    assert sum(events) >= 300
    assert sum(events[1:3]) >= 250


def test_every_municipality_takes_part(region: DemoContent) -> None:
    everywhere = set(get_args(Municipality))

    assert {item.municipality for item in region.items} >= everywhere
    assert {row.municipality for row in region.organisations} >= everywhere


def test_every_form_is_asked_for_and_offered(region: DemoContent) -> None:
    asked = {need.form for question in region.questions for need in question.needs}
    offered = {offer.form for offer in region.offers}

    assert asked == offered == set(get_args(Form))


def test_a_tenth_of_the_items_is_in_french_or_english(region: DemoContent) -> None:
    languages = Counter(item.language for item in region.items)

    assert languages["fr"] >= 12
    assert languages["en"] >= 12
    assert languages["nl"] > 100


def test_every_demo_role_can_sign_in(region: DemoContent) -> None:
    roles = sorted(person.demo_sign_in for person in region.people if person.demo_sign_in)

    assert roles == ["broker", "member", "moderator", "organisation_admin", "region_admin"]


def test_most_are_answered_in_time_and_some_are_not(region: DemoContent) -> None:
    waits = [item.answer.working_days_after for item in region.items if item.answer]
    late = [wait for wait in waits if wait > TERM]
    open_items = [
        item
        for item in region.items
        if region.is_owed_answer(item) and not item.answer and not item.withdrawn
    ]
    overdue = [item for item in open_items if item.days_ago >= SURELY_OVERDUE]
    waiting = [item for item in open_items if item.days_ago < SURELY_WITHIN_TERM]

    assert len(waits) >= 100
    assert 6 <= len(late) <= len(waits) // 10
    assert 6 <= len(overdue) <= 9
    assert len(waiting) >= 8
    assert len(overdue) + len(waiting) == len(open_items)


def test_a_few_next_steps_are_overdue_too(region: DemoContent) -> None:
    answers = [item.answer for item in region.items if item.answer]
    late = [
        answer.next_step
        for answer in answers
        if answer.next_step_done_days_ago is None and (answer.next_step_in_days or 0) < 0
    ]

    assert 1 <= len(late) <= 4


def test_nothing_is_confirmed_before_it_is_pledged(region: DemoContent) -> None:
    early = [row.key for row in region.ledger if (row.confirmed_days_ago or 0) > row.days_ago]

    assert early == []


def test_every_outcome_audience_and_state_occurs(region: DemoContent) -> None:
    assert {item.answer.outcome for item in region.items if item.answer} == {
        "accepted",
        "redirected",
        "declined",
    }
    assert {item.audience for item in region.items} == {"public", "members", "parties", "team"}
    assert {item.state for item in region.items} == {"published", "draft", "embargoed"}
    assert [item.key for item in region.items if item.withdrawn] != []


def test_the_trail_of_the_flax_has_eight_stations_or_more(region: DemoContent) -> None:
    links = [link for link in region.all_links() if link.verb != "serves_goal"]

    stations = walk("korte-vlasvezels", links)

    assert len(stations) >= 8
    assert {"vlaslamp", "verre-lin", "tien-lampen", "kelder-muziek"} <= stations


def test_titles_and_summaries_are_short_and_all_different(region: DemoContent) -> None:
    titles = [item.title for item in region.items]
    long_titles = [title for title in titles if len(title) > 90]
    odd = [item.key for item in region.items if not 2 <= sentences(item.summary) <= 5]

    assert len(set(titles)) == len(titles)
    assert long_titles == []
    assert odd == []


def test_apostrophes_are_typographic(region: DemoContent) -> None:
    texts = chain.from_iterable((item.title, item.summary) for item in region.items)

    assert [text for text in texts if "'" in text] == []


def test_templates_cover_every_kind_and_outcome(region: DemoContent) -> None:
    covered = {(row.kind, row.outcome) for row in region.answer_templates}

    assert len(covered) == 9


def test_every_need_is_counted_in_the_unit_of_its_form() -> None:
    units = {
        form: Need(key="x", form=form, level="operational", quantity=1, label="x").unit
        for form in get_args(Form)
    }

    assert units == {
        "idea": "items",
        "time": "minutes",
        "expertise": "items",
        "money": "cents",
        "space": "items",
        "material": "items",
        "introduction": "items",
    }


def test_a_reference_that_leads_nowhere_is_named(region: DemoContent) -> None:
    idea = replace(region.ideas[0], goal="nowhere", on_behalf_of=None)

    problems = check(replace(region, ideas=(idea, *region.ideas[1:])))

    assert problems == [f"{idea.key}: no goal nowhere"]


def test_a_giver_who_confirms_is_named(region: DemoContent) -> None:
    entry = replace(region.ledger[0], confirmed_by=region.ledger[0].giver, confirmed_days_ago=1)

    problems = check(replace(region, ledger=(entry, *region.ledger[1:])))

    assert problems == [f"{entry.key}: the giver never confirms"]


def test_a_row_with_an_unknown_field_is_refused() -> None:
    row = {"key": "x", "form": "time", "level": "operational", "quantity": 1, "label": "y", "z": 1}

    with pytest.raises(ContentError, match="unknown fields z"):
        build(Need, row, where="need")


def test_a_row_without_a_field_is_refused() -> None:
    with pytest.raises(ContentError, match="missing fields form, label, level, quantity"):
        build(Need, {"key": "x"}, where="need")


def test_a_word_that_is_not_on_the_list_is_refused() -> None:
    row = {"key": "x", "form": "love", "level": "operational", "quantity": 1, "label": "y"}

    with pytest.raises(ContentError, match="'love' is not one of"):
        build(Need, row, where="need")


def walk(start: str, links: list[Link]) -> set[str]:
    """Every item that hangs together with ``start``."""
    neighbours = defaultdict(set)
    for link in links:
        neighbours[link.source].add(link.target)
        neighbours[link.target].add(link.source)
    seen, ahead = set(), [start]
    while ahead:
        here = ahead.pop()
        if here not in seen:
            seen.add(here)
            ahead.extend(neighbours[here])
    return seen


def sentences(text: str) -> int:
    return len(re.findall(r"[.?!](?=\s|$)", text))
