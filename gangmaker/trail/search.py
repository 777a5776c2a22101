"""The search index, without the one thing of the library that grows with all there is.

After each saved item the library reads every title of the index to know their average length,
while it holds the lock for writing. Only a ranking by that length would need it; ours does not.
"""

from typing import Any

from modelsearch.backends import database


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (the library's name for it)
    """The library's backend for this database, whose index leaves average lengths alone."""
    backend = database.SearchBackend(params)
    kept = backend.index_class

    class Index(kept):  # type: ignore[misc, valid-type]  # untyped library
        def _refresh_title_norms(self, full: bool = False) -> None:
            """Nothing: lengths of titles do not order what is found."""

    backend.index_class = Index
    return backend
