"""F23: what is damaged, cut off, of another version or sealed otherwise is refused beforehand."""

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256

import pytest

from gangmaker.upkeep import media, restoring, sealed, sqlitefile
from gangmaker.upkeep.backing_up import SQLITE_FILE
from gangmaker.upkeep.digests import digest_of
from gangmaker.upkeep.store import Backup, Manifest, Store, write_manifest
from gangmaker.upkeep.words import CannotKeep
from tests.world import NOON

pytestmark = pytest.mark.faults

KNOWN = ("one.0001", "one.0002")
PASSPHRASE = "a long walk along the Leie"
PICTURE = "items/ab/abc-large.webp"


@pytest.fixture
def store(lived_in, tmp_path) -> Store:
    """A backup of a lived-in database, with one picture and a sealed key."""
    store, pictures = Store(tmp_path / "backups"), tmp_path / "media"
    (pictures / PICTURE).parent.mkdir(parents=True)
    (pictures / PICTURE).write_bytes(b"a picture")
    with store.making(at=NOON, reason="hourly") as folder:
        digest, size = sqlitefile.pack(lived_in, folder / SQLITE_FILE)
        packed = digest_of(folder / SQLITE_FILE)
        write_manifest(
            folder,
            Manifest(
                made_at=NOON.isoformat(),
                version="1",
                vendor="sqlite",
                reason="hourly",
                migrations=["one.0001"],
                rows=sqlitefile.look_through(lived_in).rows,
                database={"file": SQLITE_FILE, "sha256": digest, "size": size, "packed": packed},
                media=media.keep(pictures, store, known={}),
                missing=[],
                untrue=[],
                seconds=0.1,
                secrets=sealed.seal({"secret_key": "s" * 50}, PASSPHRASE),
            ),
        )
    return store


def the(store: Store) -> Backup:
    backup = store.newest()
    assert backup is not None
    return backup


def rewrite(store: Store, **changes: object) -> None:
    """A manifest that somebody changed together with its seal."""
    place = the(store).folder / "manifest.json"
    said = {**json.loads(place.read_bytes()), **changes}
    said.pop(str(said.pop("without", "")), None)
    text = json.dumps(said).encode()
    place.write_bytes(text)
    (place.parent / "manifest.sha256").write_text(f"{sha256(text).hexdigest()}  manifest.json\n")


def flip(path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def cut(path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def database(store):
    return the(store).folder / SQLITE_FILE


def blob(store):
    return next((store.folder / "blobs").glob("*/*"))


def other_rows(store):
    manifest = the(store).manifest()
    rewrite(store, rows={**manifest.rows, "trail_act": manifest.rows["trail_act"] + 1})


DAMAGES = {
    "a byte of the database": lambda store: flip(database(store)),
    "the end of the database": lambda store: cut(database(store)),
    "no database": lambda store: database(store).unlink(),
    "a byte of a picture": lambda store: flip(blob(store)),
    "no picture": lambda store: blob(store).unlink(),
    "a byte of the manifest": lambda store: flip(the(store).folder / "manifest.json"),
    "no seal": lambda store: (the(store).folder / "manifest.sha256").unlink(),
    "a later format": lambda store: rewrite(store, format=2),
    "nothing about media": lambda store: rewrite(store, without="media"),
    "a later version": lambda store: rewrite(store, migrations=["one.0001", "one.0003"]),
    "fewer rows than said": other_rows,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_backup_is_refused_with_the_reason(store, damage):
    damage(store)

    with pytest.raises(CannotKeep) as refused, restoring.checked(the(store), store, known=KNOWN):
        raise AssertionError("it was believed")

    assert refused.value.sentences[0].endswith(".")
    assert not list(store.folder.glob(".checking-*"))


def test_a_good_backup_is_put_back_byte_by_byte(store, lived_in, tmp_path):
    target = tmp_path / "elsewhere/main.sqlite3"

    with restoring.checked(the(store), store, known=KNOWN) as (manifest, found):
        restoring.put_database_back(found, target)
        media.put_back(manifest, store, tmp_path / "pictures")

    assert target.read_bytes() == lived_in.read_bytes()
    assert (tmp_path / "pictures" / PICTURE).read_bytes() == b"a picture"


def test_what_another_database_left_beside_it_is_gone(store, tmp_path):
    target = live_database_with_a_tail(tmp_path)

    with restoring.checked(the(store), store, known=KNOWN) as (_manifest, found):
        removed = restoring.put_database_back(found, target)

    assert removed == ["main.sqlite3-wal", "main.sqlite3-shm"]
    assert sqlitefile.look_through(target).rows == the(store).manifest().rows


def test_left_there_it_would_be_read_into_the_new_one(store, tmp_path):
    """The negative control: the same, with what must be removed left where it is."""
    target = live_database_with_a_tail(tmp_path)

    with restoring.checked(the(store), store, known=KNOWN) as (_manifest, found):
        shutil.copyfile(found, target)

    assert sqlitefile.look_through(target).rows != the(store).manifest().rows


def live_database_with_a_tail(tmp_path):
    """As after a power cut: what was written last is only in the file beside the database."""
    alive, target = tmp_path / "alive.sqlite3", tmp_path / "target/main.sqlite3"
    target.parent.mkdir()
    with closing(sqlite3.connect(alive)) as there:
        there.execute("PRAGMA journal_mode=WAL")
        there.execute("CREATE TABLE t (n)")
        there.executemany("INSERT INTO t VALUES (?)", [("x" * 3000,)] * 300)
        there.commit()
        for end in ("", "-wal", "-shm"):
            shutil.copyfile(f"{alive}{end}", f"{target}{end}")
    return target


def test_the_secret_key_needs_its_passphrase(store):
    manifest = the(store).manifest()

    assert restoring.secret_key_of(manifest, PASSPHRASE) == "s" * 50
    assert restoring.secret_key_of(manifest, "") is None
    with pytest.raises(CannotKeep, match="another passphrase"):
        restoring.secret_key_of(manifest, "a long walk along the Schelde")
