"""The documentation names what the code does: every act, every page of documents."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
ACT = re.compile(r"(?:record|write_act)\(\s*f?\"([a-z_{}.]+)\"")
KINDS = ("idea", "offer")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def verbs() -> Iterator[str]:
    for path in (HOUSE / "gangmaker").rglob("*.py"):
        for verb in ACT.findall(path.read_text(encoding="utf-8")):
            if verb.startswith("{item.kind}"):
                yield from (verb.replace("{item.kind}", kind) for kind in KINDS)
            else:
                yield verb


def test_every_act_is_explained():
    explained = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", (HOUSE / "docs/world.md").read_text()))

    assert len(set(verbs())) > 20
    assert set(verbs()) - explained == set()


@pytest.mark.parametrize(
    "page", [HOUSE / "README.md", *(HOUSE / "docs").rglob("*.md")], ids=lambda page: page.name
)
def test_no_link_leads_nowhere(page: Path):
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    "room", ["actors", "trail", "concepts", "contributions", "projects", "web", "core"]
)
def test_every_room_is_in_the_plan(room: str):
    assert f"`{room}/`" in (HOUSE / "docs/structure.md").read_text(encoding="utf-8")
