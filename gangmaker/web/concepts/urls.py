"""The doors of the thesaurus."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone

from . import doors, keeping, thesaurus

FORM = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded("concepts/", thesaurus.concepts, anyone, name="concepts"),
    guarded("concepts/thesaurus.jsonld", thesaurus.skos_file, anyone, name="concepts-skos"),
    guarded(
        "concepts/new/", keeping.new_concept, doors.thesaurus_kept, name="concept-new", methods=FORM
    ),
    guarded("concepts/<slug:concept>/", thesaurus.concept_page, doors.concept_seen, name="concept"),
    guarded(
        "concepts/<slug:concept>/edit/",
        keeping.edit_concept,
        doors.concept_kept,
        name="concept-edit",
        methods=FORM,
    ),
    guarded(
        "concepts/<slug:concept>/retirement/",
        keeping.retirement,
        doors.concept_kept,
        name="concept-retirement",
        methods=FORM,
    ),
    guarded(
        "concepts/<slug:concept>/merge/",
        keeping.merge,
        doors.concept_kept,
        name="concept-merge",
        methods=FORM,
    ),
]
