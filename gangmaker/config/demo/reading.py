"""Turn rows of TOML into frozen dataclasses, and refuse what does not fit.

The dataclass is the form: an unknown field, a missing one or a wrong type stops the reading
with a sentence that names the row, so that an editor of the texts can mend it.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Built = TypeVar("Built")


class ContentError(ValueError):
    """A row of the demo region that does not fit."""


def build(kind: type[Built], row: object, *, where: str) -> Built:
    """One ``kind`` from one row; ``where`` names the row in messages."""
    if not isinstance(row, Mapping):
        raise ContentError(f"{where}: expected a table, found {row!r}")
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind) if field.init}  # type: ignore[arg-type]  # always a dataclass
    unknown = sorted(set(row) - set(known))
    if unknown:
        raise ContentError(f"{where}: unknown fields {', '.join(unknown)}")
    missing = sorted(
        name
        for name, field in known.items()
        if name not in row and field.default is MISSING and field.default_factory is MISSING
    )
    if missing:
        raise ContentError(f"{where}: missing fields {', '.join(missing)}")
    return kind(**{name: fit(hints[name], row[name], f"{where}.{name}") for name in row})


def fit(hint: Any, value: object, where: str) -> object:
    """``value`` as ``hint`` wants it: lists become tuples, tables become dataclasses."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return fit(next(part for part in inner if part is not NoneType), value, where)
    if origin is Literal:
        return _one_of(inner, value, where)
    if origin is tuple:
        return _many(inner[0], value, where)
    if origin is not None and issubclass(origin, Mapping):
        return _by_name(inner[1], value, where)
    if is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value, where=where)
    if type(value) is not hint:
        raise ContentError(f"{where}: expected {hint.__name__}, found {value!r}")
    return value


def _one_of(choices: tuple[object, ...], value: object, where: str) -> object:
    if value not in choices:
        raise ContentError(f"{where}: {value!r} is not one of {', '.join(map(str, choices))}")
    return value


def _many(hint: Any, value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ContentError(f"{where}: expected a list, found {value!r}")
    return tuple(fit(hint, part, f"{where}[{place}]") for place, part in enumerate(value))


def _by_name(hint: Any, value: object, where: str) -> dict[str, object]:
    if not isinstance(value, Mapping):
        raise ContentError(f"{where}: expected a table, found {value!r}")
    return {str(name): fit(hint, part, f"{where}.{name}") for name, part in value.items()}
