"""The pictures and documents of an item, on its page."""

from django.urls import reverse

from gangmaker.actors.models import Language
from gangmaker.projects import paper_rules
from gangmaker.projects.models import Attachment
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.projects.queries.project import may_run
from gangmaker.trail.models import Item, ItemKind
from gangmaker.web.items.shapes import Section

from . import telling
from .shapes import FilesSection, Shown


def files_section(on: Hanging) -> Section | None:
    """Pictures and documents; of a project pictures only, since it lists its documents itself.

    The cover is the first picture that whoever sees the item may see.
    """
    item = on.item
    if item.kind == ItemKind.RESULT:
        return None
    may_attach, may_arrange = _may(on)
    pictures: list[Attachment] = on.rows["own pictures"]
    cover = next((one for one in pictures if not one.parties_only), None)
    shown = FilesSection(
        cover=telling.picture_of(item.slug, cover) if cover else None,
        pictures=[_shown(on, one, may_remove=may_arrange) for one in pictures if one is not cover],
        papers=[
            telling.paper_of(item, one, may_remove=may_arrange or _is_hers(on, one))
            for one in on.rows.get("own documents", [])
        ],
        lang=item.language if item.language != Language.OTHER else "",
        new_picture_url=_to("picture-new", item, may=may_attach),
        arrange_url=_to("pictures", item, may=may_arrange and bool(pictures)),
        new_paper_url=_to("paper-new", item, may=may_attach and item.kind != ItemKind.PROJECT),
    )
    if shown.is_empty and not may_attach:
        return None
    return Section("web/results/files_section.html", shown)


def _may(on: Hanging) -> tuple[bool, bool]:
    """Whether the reader may attach, and arrange; without a query for what is known already."""
    item, viewer = on.item, on.reader.viewer
    if viewer is None:
        return False, False
    if item.kind == ItemKind.PROJECT:
        runs = may_run(viewer, item, on.rows["parties here"])
        return runs or on.reader.involved, runs
    return paper_rules.can_attach(viewer, item), paper_rules.can_arrange(viewer, item)


def _shown(on: Hanging, attachment: Attachment, *, may_remove: bool) -> Shown:
    remove_url = reverse("web:paper-removal", args=[on.item.slug, attachment.pk])
    return Shown(
        picture=telling.picture_of(on.item.slug, attachment),
        parties_only=attachment.parties_only,
        remove_url=remove_url if may_remove or _is_hers(on, attachment) else "",
    )


def _is_hers(on: Hanging, attachment: Attachment) -> bool:
    return on.reader.viewer is not None and attachment.by_id == on.reader.viewer.pk


def _to(name: str, item: Item, *, may: bool) -> str:
    return reverse(f"web:{name}", args=[item.slug]) if may else ""
