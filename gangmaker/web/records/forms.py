"""Forms about records: they only check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.operations.merges import BOTH, OTHER, STANDS, takeable
from gangmaker.actors.sides import Names, Side, sides_of
from gangmaker.upkeep.sheets.giving_out import columns_given_out
from gangmaker.web.people.fields import LineField, WordsField

GRANTED: Final = "granted"
REFUSED: Final = "refused"


class ClaimForm(forms.Form):
    words = WordsField(
        label=_("How can we see that?"),
        max_length=1000,
        required=False,
        help_text=_(
            "For the team, in case it has to decide: what you do there, who can say so, a phone "
            "number."
        ),
    )


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(GRANTED, _("Yes, it is theirs")), (REFUSED, _("No"))],
        widget=forms.RadioSelect,
    )
    reason = WordsField(
        label=_("Why?"),
        max_length=1000,
        help_text=_("Goes to who asked, word by word: how you checked, or what is missing."),
    )


class MergeForm(forms.Form):
    """Whose value stays, field by field, of those in which the two differ."""

    def __init__(self, *args: Any, stands: Actor, other: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        takes = takeable(stands=stands, other=other)
        names = Names.of_actors([stands, other])
        self.rows = [
            Row.of(side, stands, other, names, takeable=side.name in takes)
            for side in sides_of(stands.kind)
        ]
        for row in self.rows:
            if row.differs:
                self.fields[row.side.name] = forms.ChoiceField(
                    label=row.side.label,
                    choices=row.choices(),
                    widget=forms.RadioSelect,
                    initial=row.initial(),
                    required=False,
                )
        self.fields["reason"] = LineField(
            label=_("Why are they the same?"),
            max_length=300,
            help_text=_("For a colleague who looks at it later: the same address, she said so."),
        )

    def takes(self) -> dict[str, str]:
        """By field whose value stays; only after ``is_valid``."""
        names = [row.side.name for row in self.rows if row.differs]
        return {name: self.cleaned_data[name] or STANDS for name in names}

    def sides(self) -> "list[tuple[Row, forms.BoundField | None]]":
        return [
            (row, self[row.side.name] if row.differs else None)
            for row in self.rows
            if row.one or row.two
        ]


@dataclass(frozen=True)
class Row:
    """One field of both records, in words. ``takeable``: nobody more would see it by that."""

    side: Side
    one: str
    two: str
    differs: bool
    takeable: bool

    @classmethod
    def of(cls, side: Side, stands: Actor, other: Actor, names: Names, *, takeable: bool) -> "Row":
        one, two = side.read(stands), side.read(other)
        said, says = side.show(one, names), side.show(two, names)
        return cls(side, said, says, takeable and one != two and bool(says), takeable)

    def choices(self) -> Sequence[tuple[str, Any]]:
        found: list[tuple[str, Any]] = [(STANDS, self.one or _("nothing")), (OTHER, self.two)]
        return [*found, (BOTH, _("both"))] if self.side.adds_up and self.one else found

    def initial(self) -> str:
        """What is there already; what is missing comes from the other."""
        return STANDS if self.one else OTHER


class GiveOutForm(forms.Form):
    """Which columns, and as what."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = columns_given_out(of)
        self.fields["columns"] = forms.MultipleChoiceField(
            label=_("Columns"),
            choices=[(column.key, column.label) for column in columns],
            initial=[column.key for column in columns],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("File format"),
            choices=[("xlsx", _("XLSX, a workbook")), ("csv", _("CSV, plain text"))],
            widget=forms.RadioSelect,
            initial="xlsx",
        )


class SendForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=_("XLSX or CSV, at most 3 MB."),
    )
