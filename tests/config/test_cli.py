"""The program as somebody types it: it helps, it refuses with a sentence, it stops in order."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from gangmaker.actors.models import TeamRoleName
from gangmaker.config.cli import serving, translations
from gangmaker.config.cli.commands import Role, app
from gangmaker.config.cli.exits import Stopped
from gangmaker.config.management.commands import work
from tests.browser.demo import loaded_demo, shared_folder
from tests.world import NOON

RUNNING = Path(__file__).resolve().parents[2] / "docs" / "running.md"
SECOND_START_SECONDS = 10
COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]  # it is a group


def gangmaker(*words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(*words),
        env=environment(variables),
        text=True,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def command(*words: str) -> Sequence[str]:
    return [sys.executable, "-m", "gangmaker.config.cli", *words]


def environment(variables: Mapping[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    quiet = {"COLUMNS": "200", "NO_COLOR": "1", "GANGMAKER_CONCEPT_MODEL": "none"}
    return {**kept, **quiet, **variables}


@dataclass(frozen=True)
class Shown:
    """What a demo said until its links were there, and how it ended."""

    said: str
    seconds: float
    exit_code: int

    def links(self, port: int) -> list[tuple[str, str]]:
        line = re.compile(rf"^([a-z ]+): (http://127\.0\.0\.1:{port}/\S+)$", re.MULTILINE)
        return line.findall(self.said)


def show_demo(folder: Path, *, port: int, end_with: signal.Signals) -> Shown:
    started = time.monotonic()
    demo = subprocess.Popen(
        command("demo"),
        env=environment({"GANGMAKER_DATA_DIR": str(folder), "PORT": str(port)}),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said = read_until(demo, "Ctrl-C")
        seconds = time.monotonic() - started
    finally:
        demo.send_signal(end_with)
        rest, _nothing = demo.communicate(timeout=40)
    return Shown(said + rest, seconds, demo.returncode)


def read_until(process: "subprocess.Popen[str]", word: str) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            break
    return said


def nobody_listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A folder with a database that is up to date, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    assert gangmaker("migrate", GANGMAKER_DATA_DIR=str(folder)).returncode == 0
    return folder


@pytest.fixture
def place(migrated, tmp_path):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    return {"GANGMAKER_DATA_DIR": str(tmp_path)}


def test_the_program_lists_its_commands():
    helped = gangmaker("--help")

    assert helped.returncode == 0
    assert [name for name in COMMANDS if name not in helped.stdout] == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_helps_with_examples(name):
    helped = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"})

    assert helped.exit_code == 0
    assert f"$ gangmaker {name}" in helped.stdout


def test_what_the_program_cannot_do_is_wrong_use():
    assert gangmaker("dance").returncode == 2
    assert gangmaker("run", "--web-only", "--worker-only").returncode == 2


def test_a_wrong_setting_is_told_in_a_sentence_without_a_trace():
    answered = gangmaker("check", GANGMAKER_WEB_PROCESSES="two")

    assert answered.returncode == 3
    assert answered.stdout == ""
    assert answered.stderr == (
        "Gangmaker cannot start with these settings:\n"
        "  GANGMAKER_WEB_PROCESSES must be a whole number from 1 to 64, not “two”.\n"
    )


def test_a_database_that_does_not_answer_is_told_in_a_sentence(tmp_path):
    answered = gangmaker(
        "migrate",
        GANGMAKER_DATA_DIR=str(tmp_path),
        GANGMAKER_DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none",
    )

    assert answered.returncode == 1
    assert answered.stderr.startswith("The database does not answer: ")
    assert "Traceback" not in answered.stderr


def test_the_doctor_fails_while_something_must_be_mended(place, tmp_path_factory):
    empty = str(tmp_path_factory.mktemp("empty"))

    before, after = gangmaker("doctor", GANGMAKER_DATA_DIR=empty), gangmaker("doctor", **place)

    assert (before.returncode, after.returncode) == (1, 0)
    assert "Run: gangmaker migrate" in before.stdout
    assert "✗" not in after.stdout


def test_a_part_alone_refuses_a_database_of_another_version(tmp_path):
    answered = gangmaker("run", "--worker-only", GANGMAKER_DATA_DIR=str(tmp_path))

    assert answered.returncode == 1
    assert answered.stderr == (
        "The database is not up to date with this version.\n  Run: gangmaker migrate\n"
    )


def test_the_documentation_has_every_command():
    documented = re.findall(
        r"^\| `gangmaker (\w+)", RUNNING.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert sorted(documented) == COMMANDS


def test_the_first_region_administrator_comes_in_by_the_program(place):
    enlist = ("team", "Els@Example.org", "--role", "region_admin")
    count = "from gangmaker.actors.models import *; "
    count += "print(list(TeamRole.objects.values_list('actor__account__email', 'role')))"

    first, second = gangmaker(*enlist, **place), gangmaker(*enlist, **place)
    roles = gangmaker("manage", "shell", "-v0", "-c", count, **place)

    assert (first.returncode, second.returncode) == (0, 0)
    assert roles.stdout == "[('els@example.org', 'region_admin')]\n"


def test_what_is_no_address_gets_no_task(tmp_path):
    answered = gangmaker("team", "els", "--role", "broker", GANGMAKER_DATA_DIR=str(tmp_path))

    assert (answered.returncode, answered.stderr) == (1, "“els” is not an e-mail address.\n")


def test_the_program_knows_every_task_of_the_team():
    assert [role.value for role in Role] == TeamRoleName.values


def test_seeding_refuses_a_database_with_people_in_it(place):
    few = ("seed", "--actors", "20", "--items", "20", "--acts", "40")

    first, second = gangmaker(*few, **place), gangmaker(*few, **place)

    assert (first.returncode, second.returncode) == (0, 1)
    assert second.stderr.startswith("This database already holds people")


def test_a_taken_port_is_told_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        with pytest.raises(Stopped, match="cannot be used"):
            serving.refuse_taken_port("127.0.0.1", taken.getsockname()[1])


def test_when_one_part_stops_the_other_is_stopped_and_the_command_fails():
    lives = serving.Part("web server", [sys.executable, "-c", "import time; time.sleep(60)"])
    dies = serving.Part("worker", [sys.executable, "-c", "raise SystemExit(4)"])
    started = time.monotonic()

    with pytest.raises(Stopped, match=r"The worker stopped by itself \(exit code 4\)"):
        serving.serve([lives, dies])

    assert time.monotonic() - started < 20


def test_the_demo_shows_a_way_in_for_each_role_twice_and_ends_in_order(tmp_path_factory):
    """Its first start is what every test in the browser begins with, in ``loaded_demo``."""
    port, tmp_path = free_port(), tmp_path_factory.mktemp("demo")
    shutil.copytree(loaded_demo(shared_folder(tmp_path_factory)), tmp_path, dirs_exist_ok=True)

    first, second = (
        show_demo(tmp_path, port=port, end_with=ending)
        for ending in (signal.SIGINT, signal.SIGTERM)
    )

    for shown in (first, second):
        roles = [role for role, _address in shown.links(port)]
        assert roles == ["member", "organisation admin", "broker", "moderator", "region admin"]
        assert "Traceback" not in shown.said
        assert shown.exit_code == 0
    assert second.seconds < SECOND_START_SECONDS
    assert nobody_listens(port)


@pytest.mark.django_db
def test_a_failing_duty_does_not_stop_the_worker_from_ticking(monkeypatch, caplog):
    done = []

    def fails(*, now):
        raise RuntimeError

    monkeypatch.setattr(work, "DUTIES", (fails, lambda *, now: done.append(now)))

    work.tick(now=NOON)

    assert done == [NOON]
    assert "tried again" in caplog.text
    assert work.heartbeat().exists()


def test_a_text_without_translation_is_found(tmp_path):
    package = tmp_path / "gangmaker"
    folder = package / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Idea"\nmsgstr "Idee"\n\n#, fuzzy\nmsgid "Time"\nmsgstr "Tij"\n'
    )
    (package / "words.py").write_text('_("Idea")\n_("Time")\n_("Space")\n')

    gaps = [gap.split(" (")[0] for gap in translations.missing_translations(package)]

    assert sorted(gaps) == [
        "fr is missing: 'Idea'",
        "fr is missing: 'Space'",
        "fr is missing: 'Time'",
        "nl is missing: 'Space'",
        "nl is only guessed: 'Time'",
    ]


def test_translations_are_compiled_only_when_they_changed(tmp_path):
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = folder / "django.po"
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Idea"\nmsgstr "Idee"\n'
    )

    written = [translations.compile_translations(tmp_path) for _time in range(2)]

    assert written == [[folder / "django.mo"], []]
