"""What the components need to show an actor."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from gangmaker.actors import directory
from gangmaker.core.markdown import to_plain


@dataclass(frozen=True)
class Row:
    """As ``components/actor_row.html`` asks for it."""

    url: str
    key: str
    name: str
    kind: str
    where: str
    about: str
    lang: str
    picture_url: str
    picture_alt: str


def actor_row(row: directory.ActorRow) -> Row:
    return Row(
        url=reverse("web:actor", args=[row.slug]),
        key=row.key,
        name=row.name,
        kind=row.kind_label,
        where=row.where,
        about=Truncator(to_plain(row.about)).chars(140),
        lang=row.lang,
        picture_url=picture_url(row.slug, row.picture, "small"),
        picture_alt=row.picture_alt,
    )


def picture_url(slug: str, picture: str, size: str) -> str:
    """Where the picture is; empty without one. A new picture has a new address."""
    if not picture:
        return ""
    return f"{reverse('actor-picture', args=[slug, size])}?v={picture[:8]}"
