"""Many ids in one row."""

from typing import Any

import numpy as np
from django.db.models import Aggregate, TextField
from django.db.models.sql.compiler import SQLCompiler

from gangmaker.core.brokerage.crowd import NOBODY
from gangmaker.core.brokerage.crowd import Ids as Column


class Ids(Aggregate):
    """The ids in a column as one text: so a hundred thousand cost what one row costs."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **extra)


def column(text: str | None) -> Column:
    """What ``Ids`` told, as numbers."""
    return np.fromstring(text, dtype=np.int64, sep=",") if text else NOBODY
