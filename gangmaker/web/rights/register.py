"""The register of processing, and what the file with one's own data means: from the tags."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gangmaker.actors.personal import Basis
from gangmaker.core.csvtext import Cell, csv_text
from gangmaker.upkeep.rights.gathering import DATA, FORMAT
from gangmaker.upkeep.rights.register import register, words_of
from gangmaker.upkeep.rights.tables import TABLES, model_of
from gangmaker.web.guards import ActorRequest


def register_page(request: ActorRequest) -> HttpResponse:
    return render(request, "web/rights/register.html", {"register": register()})


def register_csv(request: ActorRequest) -> HttpResponse:
    """One line for each field, for whoever keeps a register elsewhere."""
    response = HttpResponse(csv_text(_lines()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="register.csv"'
    return response


def _lines() -> Iterator[list[Cell]]:
    yield [
        _("Purpose"),
        _("Why"),
        _("Ground"),
        _("Of whom"),
        _("Who sees it"),
        _("How long"),
        _("What"),
        _("Field"),
        _("Column"),
        _("When somebody is erased"),
        _("Because"),
    ]
    for one in register():
        purpose = one.purpose
        said: list[Cell] = [
            str(purpose.title),
            str(purpose.why),
            str(purpose.basis.value),
            str(purpose.of_whom),
            str(purpose.seen_by),
            str(purpose.kept),
        ]
        for table in one.tables:
            for field in table.fields:
                column = f"{table.label}.{field.name}"
                fate = str(field.fate.value)
                yield [*said, table.what, field.words, column, fate, table.because]


def data_format(request: ActorRequest) -> HttpResponse:
    """What stands in ``data.json``, table by table."""
    tables = [
        {
            "label": table.label,
            "what": table.what,
            "fields": [
                {"name": one.name, "words": words_of(one)}
                for one in model_of(table)._meta.local_concrete_fields  # noqa: SLF001 (documented)
                if one.name not in table.secret
            ],
            "secret": ", ".join(table.secret),
        }
        for table in TABLES
        if table.hers
    ]
    context = {"tables": tables, "file": DATA, "format": FORMAT, "grounds": list(Basis)}
    return render(request, "web/rights/format.html", context)
