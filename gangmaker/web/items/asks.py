"""What an item asks for, each with how much is there and the way to join in."""

from django.utils.text import capfirst

from gangmaker.contributions.models import Form, Level
from gangmaker.contributions.queries import NeedProgress
from gangmaker.web import quantities

from .rows import current_language, progress_on
from .shapes import Ask


def ask_of(need: NeedProgress, join_url: str, *, language: str) -> Ask:
    """``language`` is the item's; what its words say to readers of another stands apart."""
    own = language == current_language()
    form, level = Form(need.form), Level(need.level)
    return Ask(
        form=need.form,
        label=quantities.amount(
            need.unit, need.needed, form=need.form, label=need.label if own else ""
        ),
        words="" if own else need.label,
        lang=language,
        how=f"{capfirst(str(form.label))}, {level.label}",
        progress=progress_on(need, language=language),
        url=f"{join_url}&form={need.form}" if join_url else "",
    )
