"""A file of arrays is whole or not there."""

import os
import time

import numpy as np
import pytest

from gangmaker.core.mapped import Watched, opened, written

SHAPES = {"items": ("<i8", (2,)), "vectors": ("<f4", (2, 3))}


def write(path, *, first: int = 7) -> None:
    with written(path, "model\n2", SHAPES) as arrays:
        arrays["items"][:] = [first, 9]
        arrays["vectors"][:] = np.arange(6).reshape(2, 3)


def test_what_was_written_is_read_and_cannot_be_changed(tmp_path):
    write(tmp_path / "kept" / "items")

    found = opened(tmp_path / "kept" / "items")

    assert found is not None
    assert found.label == "model\n2"
    assert found.arrays["items"].tolist() == [7, 9]
    assert found.arrays["vectors"].tolist() == [[0, 1, 2], [3, 4, 5]]
    with pytest.raises(ValueError, match="read-only"):
        found.arrays["vectors"][0, 0] = 5


def test_nothing_can_be_kept_too(tmp_path):
    with written(tmp_path / "none", "model", {"vectors": ("<f4", (0, 0))}):
        pass

    found = opened(tmp_path / "none")

    assert found is not None
    assert found.arrays["vectors"].shape == (0, 0)


@pytest.mark.parametrize("harm", ["missing", "empty", "cut off", "longer", "no JSON", "no magic"])
def test_what_is_missing_or_damaged_is_not_there(tmp_path, harm):
    path = tmp_path / "items"
    write(path)
    content = path.read_bytes()
    path.unlink()
    damaged = {
        "empty": b"",
        "cut off": content[:-1],
        "longer": content + b"\0",
        "no JSON": b"x" + content[1:],
        "no magic": content.replace(b"gangmaker", b"something", 1),
    }
    if harm in damaged:
        path.write_bytes(damaged[harm])

    assert opened(path) is None


def test_who_reads_the_old_one_reads_on_and_who_looks_again_sees_the_new_one(tmp_path):
    watched = Watched(tmp_path / "items")
    nothing = watched.now()
    write(watched.path)
    old = watched.now()
    same = watched.now()
    write(watched.path, first=8)
    new = watched.now()

    assert nothing is None
    assert old is same
    assert old is not None
    assert new is not None
    assert (old.arrays["items"][0], new.arrays["items"][0]) == (7, 8)


def test_what_fails_while_it_is_written_leaves_the_old_one(tmp_path):
    path = tmp_path / "items"
    write(path)

    with pytest.raises(RuntimeError), written(path, "other", SHAPES):
        raise RuntimeError

    found = opened(path)
    assert found is not None
    assert found.label == "model\n2"
    assert [each.name for each in tmp_path.iterdir()] == ["items"]


def test_what_was_left_unfinished_goes_and_what_is_being_written_stays(tmp_path):
    left, begun = tmp_path / ".items.old", tmp_path / ".items.new"
    for path in (left, begun):
        path.write_bytes(b"half")
    os.utime(left, (0, time.time() - 7200))

    write(tmp_path / "items")

    assert sorted(each.name for each in tmp_path.iterdir()) == [".items.new", "items"]


def test_a_full_disk_is_an_error_before_anything_is_written(tmp_path):
    far_too_much = {"vectors": ("<f4", (10**9, 10**6))}

    with pytest.raises(OSError), written(tmp_path / "items", "model", far_too_much):  # noqa: PT011
        raise AssertionError("there was room")

    assert list(tmp_path.iterdir()) == []
