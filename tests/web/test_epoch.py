"""What anonymous visitors share is exactly what would be made now, and nothing of anybody (006)."""

import gzip
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from threading import Barrier, Event, Thread
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings as live
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Promise
from gangmaker.trail.operations import (
    record,
    withdraw,
)
from gangmaker.trail.queries.epoch import newest_act
from gangmaker.web import epoch
from gangmaker.web.limits import SEARCH
from gangmaker.web.shelf import Page, Shelf
from tests import world
from tests.witness import witness
from tests.world import NOON

TOMORROW = NOON + timedelta(days=1)
FRESH = "private, no-cache"


def read(
    url: str = "/nl/items/",
    client: Client | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    answer = (client or Client()).get(url, headers=headers)
    assert isinstance(answer, HttpResponse)
    return answer


def seen(url: str = "/nl/items/", headers: Mapping[str, str] | None = None) -> str:
    return read(url, headers=headers).content.decode()


def how_many_queries(url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        read(url)
    return len(queries)


def kept() -> int:
    return len(epoch.PLAIN) + len(epoch.ASKED)


def signed_in(person: Actor) -> Client:
    client = Client()
    assert person.account
    client.force_login(person.account)
    return client


@pytest.fixture(autouse=True)
def _it_is_noon(shared_pages: None) -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.django_db
class TestAPage:
    def test_is_made_once_until_something_happens(self, django_assert_num_queries):
        world.make_question()
        first = seen()

        with django_assert_num_queries(1):
            second = seen()

        assert second == first

    def test_is_made_anew_after_an_act(self):
        question = world.make_question(title="Vlas")
        before = seen()

        withdraw(item=question, by=question.owner, reason="", now=NOON)

        assert ("Vlas" in before, "Vlas" in seen()) == (True, False)

    def test_shows_what_waits_for_its_moment_at_that_moment(self):
        moment = NOON + timedelta(minutes=7)
        world.make_question(title="Een geheim tot straks", published_at=moment)
        shown = {}

        for at in (moment - timedelta(seconds=1), moment, moment + timedelta(seconds=1)):
            with time_machine.travel(at, tick=False):
                shown[at - moment] = "Een geheim tot straks" in seen()

        assert list(shown.values()) == [False, True, True]

    def test_is_made_anew_at_midnight_of_the_region(self):
        world.make_team()
        world.make_contribution(by=world.make_person(), title="Wacht")
        promise = Promise.objects.get()
        midnight = datetime.combine(
            promise.due_on + timedelta(days=1), datetime.min.time(), ZoneInfo(live.TIME_ZONE)
        )
        url = f"/nl/items/{promise.item.slug}/"
        with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
            due = seen(url)

        with time_machine.travel(midnight, tick=False):
            overdue = seen(url)

        assert due != overdue

    def test_with_figures_ends_when_they_are_counted_anew(self, django_assert_num_queries):
        seen("/nl/")

        with (
            time_machine.travel(NOON + timedelta(minutes=9), tick=False),
            django_assert_num_queries(1),
        ):
            seen("/nl/")

        with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
            made_anew = how_many_queries("/nl/")
        assert made_anew > 1

    def test_of_a_search_is_not_kept_while_the_index_lags_behind(self, monkeypatch):
        world.make_question(title="Vlas")
        monkeypatch.setattr(epoch, "index_is_up_to_date", lambda: False)

        seen("/nl/search/?q=vlas")
        seen("/nl/items/?q=vlas")

        assert kept() == 0

    def test_is_kept_apart_for_each_language_question_and_way_of_asking(self):
        world.make_question()
        urls = ["/nl/items/", "/fr/items/", "/nl/items/?kind=idea", "/nl/items/?kind=idea&page=2"]

        for url in urls:
            seen(url)
        seen("/nl/items/", headers={"hx-request": "true", "hx-target": "results"})
        seen("/nl/items/", headers={"host": "127.0.0.1"})

        assert kept() == 6

    def test_packed_says_the_same(self):
        world.make_question()
        plain = read()

        packed = [read(headers={"accept-encoding": "gzip"}) for _time in (1, 2)]

        assert [answer["Content-Encoding"] for answer in packed] == ["gzip", "gzip"]
        assert [gzip.decompress(answer.content) for answer in packed] == [plain.content] * 2
        assert "Accept-Encoding" in plain["Vary"]

    def test_for_who_asks_for_the_head_only_is_never_kept(self):
        Client().head("/nl/items/")

        assert kept() == 0


@pytest.mark.django_db
class TestWhoHasAPageAlready:
    def test_is_told_that_it_is_still_the_same(self):
        mark = read()["ETag"]

        again = read(headers={"if-none-match": mark})

        assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
        assert again["Cache-Control"] == FRESH

    def test_gets_the_new_one_after_an_act(self):
        mark = read()["ETag"]
        world.make_question()

        again = read(headers={"if-none-match": mark})

        assert (again.status_code, again["ETag"] == mark) == (200, False)

    def test_is_told_the_same_by_another_process(self):
        mark = read()["ETag"]
        epoch.forget()

        again = read(headers={"if-none-match": mark})

        assert again.status_code == 304

    def test_has_it_counted_all_the_same(self):
        world.make_question()
        mark = read("/nl/search/?q=vlas")["ETag"]

        answers = {
            read("/nl/search/?q=vlas", headers={"if-none-match": mark}).status_code
            for _time in range(SEARCH.most + 1)
        }

        assert answers == {304, 429}


@pytest.mark.django_db
class TestWhoIsSomebody:
    def test_neither_gets_nor_leaves_a_shared_page(self):
        member = signed_in(world.make_person("Weefster, Menen"))
        shared = seen("/nl/")

        own = read("/nl/", member).content.decode()

        assert "Weefster, Menen" in own
        assert "Weefster, Menen" not in seen("/nl/")
        assert (seen("/nl/"), kept()) == (shared, 1)

    def test_is_asked_for_by_the_cookie_alone(self):
        client = Client()
        client.cookies[live.SESSION_COOKIE_NAME] = "anything"

        read(client=client)

        assert kept() == 0

    def test_gets_no_mark_and_is_kept_nowhere(self):
        answer = read(client=signed_in(world.make_person()))

        assert "ETag" not in answer
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_an_operation_that_writes_no_act_is_noticed():
    """The negative control of the fixture in ``tests/conftest.py``."""
    item = world.make_question()
    program = "def rename(item):\n    item.title = 'Anders'\n    item.save()"
    operations = {"__name__": "gangmaker.trail.operations.invented"}
    exec(program, operations)

    with transaction.atomic():
        with witness() as watch:
            operations["rename"](item)  # type: ignore[operator]
        unheard = watch.silent()
        transaction.set_rollback(True)  # or the fixture would notice too

    assert set(unheard) == {"gangmaker.trail.operations.invented.rename"}


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_written_after_a_later_one_is_noticed():
    """PostgreSQL gives out the numbers of acts before it writes them."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    drawn, may_write = Event(), Event()

    def write_slowly() -> None:
        with transaction.atomic():
            record("promise.kept", by=None, at=NOON)
            drawn.set()
            may_write.wait(10)
        connection.close()

    slow = Thread(target=write_slowly)
    slow.start()
    drawn.wait(10)
    record("promise.kept", by=None, at=NOON)
    before = newest_act()
    may_write.set()
    slow.join()

    assert newest_act() != before


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_epoch_ends_at_the_next_publication_or_else_at_midnight():
    at_midnight = datetime(2026, 11, 19, tzinfo=ZoneInfo(live.TIME_ZONE))
    quiet = epoch.current_epoch(at=NOON)
    world.make_question(published_at=NOON + timedelta(hours=1))

    awake = epoch.current_epoch(at=NOON)

    assert (quiet.until, awake.until) == (at_midnight, NOON + timedelta(hours=1))
    assert awake.newest != quiet.newest


class TestTheShelf:
    def test_never_holds_more_than_fits_and_lets_go_what_was_used_longest_ago(self):
        shelf = Shelf()
        for name in "abc":
            shelf.keep((name,), page(4_000), room=16_000)
        shelf.find(("a",), epoch="1", at=NOON)

        shelf.keep(("d",), page(4_000), room=16_000)

        left = [name for name in "abcd" if shelf.find((name,), epoch="1", at=NOON)]
        assert left == ["a", "c", "d"]

    def test_counts_a_page_that_is_replaced_once(self):
        shelf = Shelf()

        for _time in range(9):
            shelf.keep(("a",), page(4_000), room=12_000)
        shelf.keep(("b",), page(4_000), room=12_000)

        assert len(shelf) == 2

    def test_keeps_nothing_that_is_larger_than_itself(self):
        shelf = Shelf()

        shelf.keep(("a",), page(4_000), room=3_000)

        assert len(shelf) == 0

    def test_has_one_visitor_make_what_many_want(self):
        shelf, made, together = Shelf(), [], Barrier(4)

        def visit() -> None:
            together.wait()
            with shelf.alone(("a",)):
                if shelf.find(("a",), epoch="1", at=NOON) is None:
                    made.append(1)
                    shelf.keep(("a",), page(10), room=10_000)

        visitors = [Thread(target=visit) for _visitor in range(4)]
        for visitor in visitors:
            visitor.start()
        for visitor in visitors:
            visitor.join()

        assert made == [1]


def page(size: int) -> Page:
    return Page("1", NOON + timedelta(hours=1), b"x" * size, b"", {})
