"""Guards: everybody reads the thesaurus, region administrators keep it."""

from collections.abc import Mapping

from django.shortcuts import get_object_or_404

from gangmaker.concepts import rules
from gangmaker.concepts.models import Concept
from gangmaker.web.guards import ActorRequest, Found, Guard


def find_concept(request: ActorRequest, named: Mapping[str, str]) -> Found:
    concepts = Concept.objects.select_related("merged_into")
    return {"concept": get_object_or_404(concepts, key=named["concept"])}


concept_seen = Guard("concept: seen", lambda viewer, found: True, find_concept)
concept_kept = Guard(
    "concept: may keep", lambda viewer, found: rules.can_keep_thesaurus(viewer), find_concept
)
thesaurus_kept = Guard(
    "thesaurus: may keep", lambda viewer, found: rules.can_keep_thesaurus(viewer)
)
