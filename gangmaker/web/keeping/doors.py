"""Guards of what hangs on an item: a step to keep, a language to translate into."""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404

from gangmaker.trail import rules
from gangmaker.trail.models import Promise, PromiseKind
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import find_item


def _find_step(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """A next step of an item that the visitor may see."""
    found = find_item(request, named)
    step = get_object_or_404(
        Promise.objects.filter(
            item=found["item"], pk=named["promise"], kind=PromiseKind.NEXT_STEP
        ).select_related("item", "to")
    )
    return {"step": step}


def _find_language(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """An item, and a language of the interface that is not its own."""
    found = find_item(request, named)
    language = named["language"]
    if language not in dict(settings.LANGUAGES) or language == found["item"].language:
        raise Http404
    return {**found, "language": language}


step_kept = Guard(
    "step: may keep",
    lambda viewer, found: rules.can_answer(viewer, found["step"].item),
    _find_step,
)
item_translated = Guard(
    "item: may translate into",
    lambda viewer, found: rules.can_translate(viewer, found["item"]),
    _find_language,
)
