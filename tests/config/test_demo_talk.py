"""What people of the demo region say to each other holds together."""

from dataclasses import replace

import pytest

from gangmaker.config.demo.checking_talk import check_talk
from gangmaker.config.demo.content import demo_content
from gangmaker.config.demo.talk_rows import Comment, Interest

FINE = Comment(on="vlaswoorden", by="naaister", text="Klodden.", days_ago=3)


def problems(*rows, interests=()):
    return list(check_talk(replace(demo_content(), comments=rows, interests=interests)))


def test_the_demo_has_a_conversation_of_more_than_one_page():
    threads = [row for row in demo_content().comments if row.on == "vlaswoorden" and not row.to]

    assert problems(*demo_content().comments) == []
    assert len(threads) > 15


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (replace(FINE, on="nothing"), "talk about nothing: no such item"),
        (replace(FINE, by="gast-buurvrouw"), "talk about vlaswoorden: gast-buurvrouw is no member"),
        (replace(FINE, to="nothing"), "comment 'Klodden.': replies to nothing on vlaswoorden"),
        (replace(FINE, thanked_by=("naaister",)), "comment 'Klodden.': naaister thanks herself"),
    ],
)
def test_a_breach_is_named(row, problem):
    assert problems(FINE, row) == [problem]


def test_only_members_follow():
    interest = Interest(item="vlaswoorden", days_ago=3, followed_by=("gast-buurvrouw",))

    assert problems(interests=[interest]) == ["talk about vlaswoorden: gast-buurvrouw is no member"]
