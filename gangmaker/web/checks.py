"""No address without a guard: checked at every start."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver


def every_pattern(
    patterns: Iterable[URLPattern | URLResolver] | None = None, prefix: str = ""
) -> Iterable[tuple[str, URLPattern]]:
    """All addresses of the site, with the route that leads there."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry.url_patterns, route)
        else:
            yield route, entry


@register(Tags.urls)
def every_address_has_a_guard(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    return [
        Error(
            f"The address “{route}” does not say who may pass.",
            hint="Declare it with gangmaker.web.guards.guarded.",
            id="gangmaker.E010",
        )
        for route, pattern in every_pattern()
        if not hasattr(pattern.callback, "guard")
    ]
