"""Names that can leave: of somebody who was erased the database keeps one mark for all."""

from typing import Any, Final

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

MARK: Final = "(left)"
"""In the database, in place of the name. Nobody who takes part can be called so by a form."""


class Left(str):
    """What is read in place of a name that was erased, in the language of the reader."""

    __slots__ = ()


def somebody_who_left() -> Left:
    return Left(_("Somebody who left"))


class NameField(models.CharField[str | Combinable, str]):
    """A name. What was erased is read as “Somebody who left” and written back as the mark."""

    def from_db_value(self, value: str | None, *rest: Any) -> str | None:
        return self.to_python(value)

    def to_python(self, value: Any) -> str | None:
        return somebody_who_left() if value == MARK else super().to_python(value)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Left) or value == MARK:
            return MARK
        return super().get_prep_value(value)

    def deconstruct(self) -> Any:
        """For migrations it is plain text."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
