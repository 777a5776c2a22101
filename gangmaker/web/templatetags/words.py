"""What people write, on a page. Only here is it marked safe, after the one sanitiser."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from gangmaker.core.markdown import to_html, to_plain

register = template.Library()


@register.filter
def markdown(source: object) -> SafeString:
    """Paragraphs, lists and so on, to put in a block with the class ``prose``."""
    return mark_safe(to_html(str(source or "")))  # noqa: S308 (what the sanitiser made)


@register.filter
def plain(source: object) -> str:
    """The same words without any signs: for descriptions, lists and where there is one line."""
    return to_plain(str(source or ""))
