"""SQL about tables by name: names are quoted here, and never put in otherwise."""

from collections.abc import Sequence


def about(sql: str, **names: str) -> str:
    """``sql`` with ``{names}`` in it quoted as both databases do."""
    return sql.format(**{key: _quoted(name) for key, name in names.items()})


def insert_into(table: str, columns: Sequence[str]) -> str:
    names, marks = ", ".join(map(_quoted, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {_quoted(table)} ({names}) VALUES ({marks})"  # noqa: S608 (quoted)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
