"""The living page of components: every part of the look, in every state, from sample values."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeAlias

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gangmaker.core.regionmap import Place, Shape, draw_region
from gangmaker.core.thread import Drawing, Edge, Station, draw

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Words: TypeAlias = "str | StrPromise"


@dataclass(frozen=True)
class State:
    kind: str
    label: Words


@dataclass(frozen=True)
class Progress:
    label: Words
    percent: int
    confirmed_percent: int
    detail: Words = ""


@dataclass(frozen=True)
class Row:
    url: str
    title: Words
    who: Words
    forms: Words
    when: Words
    progress: Progress | None = None
    state: State | None = None
    kind: Words = ""
    lang: str = ""


@dataclass(frozen=True)
class Card:
    url: str
    key: str
    title: Words
    kicker: Words
    kicker_second: Words
    note: Words
    lang: str = ""
    picture_url: str = ""
    picture_alt: Words = ""


@dataclass(frozen=True)
class Promise:
    kind: str
    due_on: date
    owner: Words
    deputy: Words
    average: Words = ""
    overdue: bool = False
    kept_on: date | None = None


@dataclass(frozen=True)
class FormLink:
    value: str
    label: Words
    url: str


@dataclass(frozen=True)
class Stat:
    value: str
    label: Words
    unit: str = ""
    definition: Words = ""
    overdue: bool = False


@dataclass(frozen=True)
class Answer:
    outcome_label: Words
    reason: Words
    by: Words
    on: date
    lang: str = ""
    on_behalf_of: Words = ""
    next_step: Words = ""
    next_step_on: date | None = None
    redirected_to_name: Words = ""
    redirected_to_url: str = ""
    late: bool = False
    is_translation: bool = False


@dataclass(frozen=True)
class Ask:
    form: str
    label: Words
    how: Words
    progress: Progress
    url: str


@dataclass(frozen=True)
class Step:
    title: Words
    text: Words
    current: bool = False


@dataclass(frozen=True)
class ActorRow:
    url: str
    key: str
    name: Words
    kind: Words
    where: str
    about: Words
    lang: str = ""
    picture_url: str = ""
    picture_alt: Words = ""


@dataclass(frozen=True)
class MapPlace:
    shape: Shape
    name: str
    count_label: Words
    level: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class SectionLink:
    label: Words
    url: str
    current: bool = False


@dataclass(frozen=True)
class Column:
    label: Words
    number: bool = True


FORMS: Final[list[tuple[str, Words]]] = [
    ("idea", _("Idea")),
    ("time", _("Time")),
    ("expertise", _("Expertise")),
    ("money", _("Money")),
    ("space", _("Space")),
    ("material", _("Material")),
    ("introduction", _("Introduction")),
]

COLOURS: Final[list[tuple[str, Words]]] = [
    ("linen", _("the ground")),
    ("paper", _("fields and dialogs")),
    ("ink", _("letters")),
    ("soft", _("letters of less weight")),
    ("rule", _("between rows")),
    ("flax", _("an act, or the thread")),
    ("bloom", _("the ground of flax")),
    ("straw", _("somebody waits")),
    ("sheaf", _("the ground of straw")),
    ("madder", _("overdue, or it destroys")),
    ("root", _("the ground of madder")),
]


class SampleForm(forms.Form):
    form = forms.ChoiceField(label=_("What do you bring?"), choices=FORMS, widget=forms.RadioSelect)
    level = forms.ChoiceField(
        label=_("How do you want to join in?"),
        choices=[("strategic", _("Think along")), ("operational", _("Get to work"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Your name"), help_text=_("As we may call you."))
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("Only for our answer."))
    summary = forms.CharField(
        label=_("Say it in two sentences"), max_length=280, required=False, widget=forms.Textarea
    )
    place = forms.ChoiceField(
        label=_("Municipality"),
        choices=[("", _("Everywhere")), ("kortrijk", "Kortrijk"), ("menen", "Menen")],
        required=False,
    )
    agree = forms.BooleanField(label=_("You may show my name with this."), required=False)


class SampleFilters(forms.Form):
    q = forms.CharField(label=_("Search in wanted"), widget=forms.SearchInput, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Everything")), ("idea", _("Idea"))], required=False
    )
    area = forms.ChoiceField(
        label=_("Place"), choices=[("", _("Everywhere")), ("menen", "Menen")], required=False
    )


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component; open to everybody, it holds samples only."""
    return render(request, "web/styleguide.html", samples())


def samples() -> dict[str, object]:
    """What the living page shows: never real data, and the same every day."""
    return {
        "colours": COLOURS,
        "cloths": [f"cloth-{number}" for number in range(9)],
        "form_links": [FormLink(value, label, f"?form={value}") for value, label in FORMS],
        "icons": [value for value, _label in FORMS],
        "rows": _rows(),
        "cards": _cards(),
        "promises": _promises(),
        "stats": _stats(),
        "answers": _answers(),
        "asks": _asks(),
        "steps": _steps(),
        "actors": _actors(),
        "columns": [Column(_("Year"), number=False), Column(_("Asked")), Column(_("In time"))],
        "table_rows": [["2024", "118", "91"], ["2025", "164", "140"], ["2026", "97", "89"]],
        "form": SampleForm(auto_id="empty_%s"),
        "wrong_form": SampleForm({"name": "Illustrator", "email": "kortrijk"}, auto_id="wrong_%s"),
        "filters": SampleFilters(auto_id="filter_%s"),
        "page": _page(),
        "threads": _threads(),
        "section_links": [
            SectionLink(_("List"), "#lists"),
            SectionLink(_("Map"), "#map", current=True),
        ],
        **_map(),
        "way": [{"label": _("Wanted"), "url": "#"}, {"label": _("Kortrijk"), "url": ""}],
    }


def _rows() -> list[Row]:
    return [
        Row(
            "#row-1",
            "Wie tekent de route van de stoet zodat ook blinden ze volgen?",
            "Stad Kortrijk",
            _("Time, space"),
            _("9 days left"),
            Progress(_("12 of 20 hours"), 60, 35),
            lang="nl",
        ),
        Row(
            "#row-2",
            "Onze zonwering moet stiller. Hoe klinkt een goed gordijn?",
            "Zonwering, Waregem",
            _("Expertise"),
            _("16 days left"),
            Progress(_("2 of 3 designers"), 66, 66),
            lang="nl",
        ),
        Row(
            "#row-3",
            "Een naaimachinepark voor de buurt",
            "Buurthuis, Menen",
            _("Material, time"),
            _("open-ended"),
            state=State("waiting", _("waits for an answer")),
            lang="nl",
        ),
    ]


def _cards() -> list[Card]:
    return [
        Card(
            "#card-1", "lamp", _("Lamp of flax waste"), _("Idea"), "Menen", _("answered in 4 days")
        ),
        Card(
            "#card-2", "chair", _("A chair for waiting"), _("Question"), "Kortrijk", _("2 join in")
        ),
        Card("#card-3", "bridge", _("A bridge of thirty stories"), _("Offer"), "Harelbeke", ""),
    ]


def _promises() -> list[Promise]:
    owner, deputy = _("Region broker"), _("Project coach")
    return [
        Promise("answer", date(2026, 12, 3), owner, deputy, _("On average 4 working days")),
        Promise("next_step", date(2026, 12, 17), owner, deputy),
        Promise("answer", date(2026, 11, 12), owner, deputy, overdue=True),
        Promise("answer", date(2026, 11, 12), owner, deputy, kept_on=date(2026, 11, 9)),
    ]


def _stats() -> list[Stat]:
    return [
        Stat("92", _("answered in time"), "%", _("of 214 promises since January")),
        Stat("4", _("working days until an answer"), definition=_("half of all are faster")),
        Stat("13", _("days that somebody waits the longest"), overdue=True),
        Stat("417", _("collaborations that began here")),
    ]


def _answers() -> list[Answer]:
    broker = _("Region broker")
    return [
        Answer(
            _("Accepted"),
            "Je twee uur komen op het juiste moment: op 3 december proberen we de route uit.",
            broker,
            date(2026, 11, 20),
            lang="nl",
            next_step="We bellen je om een uur af te spreken.",
            next_step_on=date(2026, 11, 27),
        ),
        Answer(
            _("Passed on"),
            _("This is what the neighbourhood house does best, so we asked it to take it on."),
            broker,
            date(2026, 11, 18),
            on_behalf_of="Designregio Kortrijk",
            redirected_to_name=_("Sewing machines for the neighbourhood"),
            redirected_to_url="#row-3",
            late=True,
            is_translation=True,
        ),
    ]


def _asks() -> list[Ask]:
    return [
        Ask(
            "expertise",
            _("3 designers"),
            _("Expertise, get to work"),
            Progress(_("2 of 3 designers"), 66, 33, _("1 confirmed")),
            "#ask-1",
        ),
        Ask(
            "time", _("20 hours"), _("Time, get to work"), Progress(_("12 of 20"), 60, 35), "#ask-2"
        ),
        Ask("space", _("1 room to test"), _("Space"), Progress(_("none yet"), 0, 0), "#ask-3"),
    ]


def _steps() -> list[Step]:
    return [
        Step(_("You leave it here"), _("Three taps and two sentences.")),
        Step(_("A person reads it"), _("You see who, and by what date."), current=True),
        Step(_("You get an answer"), _("With a reason, and the next step.")),
    ]


def _actors() -> list[ActorRow]:
    return [
        ActorRow("#a1", "illustrator", _("Illustrator"), _("Person"), "Kortrijk", _("Draws maps.")),
        ActorRow("#a2", "weaving", _("Weaving mill"), _("Organisation"), "Waregem", ""),
        ActorRow(
            "#a3", "hub", _("Open makerspace"), _("Organisation"), "Kortrijk", _("Lasers, looms.")
        ),
    ]


def _page() -> Page[int]:
    return Paginator(range(90), 30).page(2)


def _map() -> dict[str, object]:
    centres = {
        "Kortrijk": (50.828, 3.265),
        "Menen": (50.797, 3.122),
        "Waregem": (50.889, 3.430),
        "Harelbeke": (50.856, 3.309),
        "Wevelgem": (50.808, 3.184),
        "Zwevegem": (50.813, 3.338),
    }
    region = draw_region(Place(name, *centre) for name, centre in centres.items())
    places = [
        MapPlace(shape, shape.key, _("some take part"), level % 5, f"#{shape.key}")
        for level, shape in enumerate(region.shapes)
    ]
    return {"map": region, "places": places}


def _threads() -> list[tuple[Words, Drawing]]:
    return [
        (_("One station"), _chain(1)),
        (_("A fork and a meeting"), flax_thread()),
        (_("Twelve stations"), _chain(12)),
    ]


def flax_thread() -> Drawing:
    """A trail that forks and comes together: the example of the living page."""
    stations = [
        Station("q", "Vraag", "Korte vezels?", "Textielbedrijf", "3 mrt", url="#q"),
        Station("b", "", "makelaar stelt voor", "", "21 mrt"),
        Station("h", "Tijd", "2 uur", "van een buurtbewoner", "2 apr"),
        Station("m", "Ontmoeting", "Drie ontwerpers", "", "18 apr", url="#m"),
        Station("p", "Project", "Vlas in het glas", "bedrijf, hogeschool, stad", "2 jun", url="#p"),
        Station("t", "", "prototype 3", "", "9 sep"),
        Station("r", "Resultaat", "Lamp uit vlasafval", "getoond", "14 okt", done=True, url="#r"),
    ]
    edges = [
        Edge("q", "b"),
        Edge("b", "h", thin=True),
        Edge("b", "m"),
        Edge("h", "p", thin=True),
        Edge("m", "p"),
        Edge("p", "t"),
        Edge("t", "r"),
    ]
    return draw(stations, edges)


def _chain(length: int) -> Drawing:
    """Steps that follow on each other, as many as asked for."""
    titles = (
        "Vraag van de wijk",
        "Idee voor een bank",
        "Twee uur hout zagen",
        "Proef op het plein",
    )
    stations = [
        Station(
            str(step), "Stap", titles[step % 4], "Buurthuis", f"{step + 1} okt", step == length - 1
        )
        for step in range(length)
    ]
    return draw(stations, [Edge(str(step), str(step + 1)) for step in range(length - 1)])
