from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import signed_in

from . import doors, encounters, keeping, lists, proposing, sides

BOTH = ("GET", "POST")
POST = ("POST",)
OF_ONE = "items/<slug:slug>/introduction/"

urlpatterns: list[URLPattern] = [
    guarded("introductions/", lists.introductions, doors.broker, name="introductions"),
    guarded(
        "introductions/new/", proposing.new, doors.broker, name="introduction-new", methods=BOTH
    ),
    guarded("introductions/mine/", lists.mine, signed_in, name="introductions-mine"),
    guarded(
        "introductions/side/<str:token>/",
        sides.side,
        doors.side_held,
        name="introduction-side",
        methods=BOTH,
    ),
    guarded(
        "introductions/side/<str:token>/address/",
        sides.address,
        doors.side_held,
        name="introduction-address",
        methods=POST,
    ),
    guarded(
        "introductions/side/<str:token>/after/<slug:kind>/",
        sides.word,
        doors.word_asked,
        name="introduction-word",
        methods=BOTH,
    ),
    guarded(OF_ONE, keeping.introduction, doors.introduction_brokered, name="introduction"),
    *(
        guarded(f"{OF_ONE}{route}/", view, doors.introduction_brokered, name=name, methods=POST)
        for route, view, name in (
            ("asking", keeping.asking, "introduction-asking"),
            ("answers", keeping.answers, "introduction-answers"),
            ("steps", keeping.steps, "introduction-steps"),
            ("words", keeping.words, "introduction-words"),
            ("closing", keeping.closing, "introduction-closing"),
        )
    ),
    guarded("encounters/", encounters.encounters, doors.team, name="encounters", methods=BOTH),
    guarded("encounters/names/", encounters.names, doors.team, name="encounter-names"),
    guarded(
        "encounters/<int:encounter>/undoing/",
        encounters.undo,
        doors.encounter_logged,
        name="encounter-undo",
        methods=POST,
    ),
    guarded(
        "encounters/<int:encounter>/introduction/",
        encounters.introduce,
        doors.encounter_brokered,
        name="encounter-introduction",
        methods=BOTH,
    ),
]
