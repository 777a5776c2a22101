"""The search index, brought up to date when it is asked.

In the product the worker does that soon after an item or a person is saved. Doing it at once
took a third of the time of all tests, most of which never search.
"""

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from threading import current_thread, main_thread
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django_tasks import TaskResult
from django_tasks.backends.immediate import ImmediateBackend

INDEXING = "modelsearch.tasks.insert_or_update_object_task"
INDEX = "modelsearch_indexentry"

_waiting: dict[tuple[str, ...], "TaskResult[Any]"] = {}


class LateIndexBackend(ImmediateBackend):
    """Every task at once, but for the index; that too where threads or processes compete."""

    def _execute_task(self, task_result: "TaskResult[Any]") -> None:
        if task_result.task.module_path == INDEXING and _alone():
            _waiting[tuple(task_result.args)] = task_result
        else:
            super()._execute_task(task_result)


def index_when_asked() -> None:
    """From now on, every connection tells us before it reads or writes the index."""
    connection_created.connect(_listen)


def forget_what_waits() -> None:
    _waiting.clear()


def index_what_waits() -> None:
    waiting = list(_waiting.values())
    _waiting.clear()
    for each in waiting:
        with suppress(ObjectDoesNotExist):  # taken back since
            each.task.call(*each.args)


def _listen(connection: BaseDatabaseWrapper, **signal: object) -> None:
    if _catch_up_first not in connection.execute_wrappers:
        connection.execute_wrappers.append(_catch_up_first)


def _catch_up_first(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    if _waiting and INDEX in sql and _alone():
        index_what_waits()
    return execute(sql, *rest)


def _alone() -> bool:
    return current_thread() is main_thread() and parent_process() is None
