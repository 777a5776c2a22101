"""The journal of who was erased outlives a full disk and the backups that lie about."""

import json

import pytest

from gangmaker.actors.erasures import journal, merge_journals, note_erasure
from tests.world import NOON


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def noted() -> list[str]:
    return [json.loads(line)["id"] for line in journal().read_text(encoding="utf-8").splitlines()]


def test_a_line_that_was_left_half_does_not_spoil_the_next():
    note_erasure(kind="person", public_id="1", at=NOON)
    with journal().open("a", encoding="utf-8") as file:
        file.write('{"kind": "pers')

    note_erasure(kind="person", public_id="2", at=NOON)

    assert noted() == ["1", "2"]


def test_what_another_journal_knows_comes_below_once(tmp_path):
    note_erasure(kind="person", public_id="1", at=NOON)
    other = tmp_path / "other.jsonl"
    other.write_text(journal().read_text() + '{"kind": "person", "id": "2"}\n{"half', "utf-8")

    merge_journals(other, other)

    assert noted() == ["1", "2"]
