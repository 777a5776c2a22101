"""What we draw ourselves: cloth and icons. Only this module marks its own SVG as safe."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from gangmaker.core.weave import Swatch, swatch_paths
from gangmaker.web.icons import ICONS

register = template.Library()

SIZES = {"card": (56, 35), "wide": (168, 24), "square": (32, 32), "avatar": (12, 12)}
"""Columns and rows of cloth to show, by where it hangs."""


@register.simple_tag
def swatch(key: object, size: str = "card") -> SafeString:
    """The cloth of an item: ``{% swatch item.public_id "wide" %}``. Decoration, so not read out."""
    columns, rows = SIZES[size]
    return _cloth(swatch_paths(str(key), columns=columns, rows=rows), calm=False)


@register.simple_tag
def avatar(key: object, size: str = "") -> SafeString:
    """A calm cloth for a person or an organisation without a picture; ``size`` may be "large"."""
    return format_html(
        '<span class="avatar{}">{}</span>',
        f" avatar--{size}" if size else "",
        _cloth(swatch_paths(str(key), columns=12, rows=12), calm=True),
    )


def _cloth(cloth: Swatch, *, calm: bool) -> SafeString:
    return format_html(
        '<svg class="swatch{} cloth-{}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice"'
        ' aria-hidden="true"><path stroke-width="{}" d="{}"/></svg>',
        " cloth-calm" if calm else "",
        cloth.palette,
        cloth.width,
        cloth.height,
        cloth.stroke,
        cloth.path,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """One of our icons, or nothing for a name that we have not drawn. Words beside it say it."""
    drawing = ICONS.get(str(name))
    if drawing is None:
        return mark_safe("")
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none"'
        ' stroke="currentColor" aria-hidden="true"><path d="{}"/></svg>',
        drawing,
    )


@register.simple_tag
def mark() -> SafeString:
    """The mark of the platform: one thread, one knot."""
    return mark_safe(
        '<svg viewBox="0 0 40 24" width="40" height="24" fill="none" stroke="currentColor"'
        ' stroke-width="3" stroke-linecap="round" aria-hidden="true">'
        '<path d="M2 12c4.5-10.5 10.5-10.5 15 0s10.5 10.5 15 0"/>'
        '<circle cx="35" cy="7" r="3.2"/></svg>'
    )
