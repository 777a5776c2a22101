"""What the living page shows: content in Dutch, never real data, and the same every day."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from gangmaker.core.thread import Drawing, Edge, Station, draw
from gangmaker.web.items.shapes import (
    ActorRow,
    Ask,
    Card,
    Column,
    Owed,
    Progress,
    Row,
    Said,
    Stat,
    State,
)

LANGUAGE = "nl"


@dataclass(frozen=True)
class Step:
    """For steps.html."""

    title: str
    text: str
    current: bool = False


@dataclass(frozen=True)
class SectionLink:
    """For section_links.html, and without an address for way.html."""

    label: str
    url: str
    current: bool = False


def samples() -> dict[str, object]:
    return {
        "language": LANGUAGE,
        "cloths": [f"stof {number}" for number in (9, 4, 21, 1, 0, 2, 6, 7, 3)],
        "rows": _rows(),
        "cards": _cards(),
        "promises": _promises(),
        "stats": _stats(),
        "answers": _answers(),
        "asks": _asks(),
        "steps": _steps(),
        "actors": _actors(),
        "columns": [Column("Jaar", number=False), Column("Gevraagd"), Column("Op tijd")],
        "table_rows": [["2024", "118", "91"], ["2025", "164", "140"], ["2026", "97", "89"]],
        "page": _page(),
        "threads": _threads(),
        "way": [SectionLink("Gezocht", "#lists"), SectionLink("Kortrijk", "")],
        "section_links": [
            SectionLink("Lijst", "#lists"),
            SectionLink("Kaart", "#lists", current=True),
        ],
    }


def _rows() -> list[Row]:
    return [
        Row(
            url="#row-1",
            title="Wie tekent de route van de stoet zodat ook blinden ze volgen?",
            lang=LANGUAGE,
            kind="",
            who="Stad Kortrijk",
            forms="Tijd, ruimte",
            when="nog 9 dagen",
            progress=Progress("12 van 20 uur", 60, 35),
        ),
        Row(
            url="#row-2",
            title="Onze zonwering moet stiller. Hoe klinkt een goed gordijn?",
            lang=LANGUAGE,
            kind="",
            who="Zonwering, Waregem",
            forms="Expertise",
            when="nog 16 dagen",
            progress=Progress("2 van 3 ontwerpers", 66, 66),
        ),
        Row(
            url="#row-3",
            title="Een naaimachinepark voor de buurt",
            lang=LANGUAGE,
            kind="",
            who="Buurthuis, Menen",
            forms="Materiaal, tijd",
            when="doorlopend",
            state=State("waiting", "wacht op antwoord"),
        ),
    ]


def _cards() -> list[Card]:
    named = [
        ("stof 2", "Lamp uit vlasafval", "Idee", "Menen", "beantwoord in 4 dagen"),
        ("stof 0", "Stoeltje voor de wachtzaal", "Vraag", "Kortrijk", "2 doen mee"),
        ("stof 9", "Een brug van dertig verhalen", "Aanbod", "Harelbeke", ""),
    ]
    return [
        Card(f"#card-{key[-1]}", key, title, LANGUAGE, kind, place, note)
        for key, title, kind, place, note in named
    ]


def _promises() -> list[Owed]:
    people = {"owner": "Regiomakelaar", "deputy": "projectcoach"}
    late, soon = date(2026, 11, 12), date(2026, 12, 3)
    average = "Gemiddeld antwoord in 4 werkdagen"
    return [
        Owed("answer", soon, overdue=False, kept_on=None, average=average, **people),
        Owed("next_step", date(2026, 12, 17), overdue=False, kept_on=None, **people),
        Owed("answer", late, overdue=True, kept_on=None, **people),
        Owed("answer", late, overdue=False, kept_on=date(2026, 11, 9), **people),
    ]


def _stats() -> list[Stat]:
    return [
        Stat("92", "op tijd beantwoord", "%", "van 214 beloften sinds januari"),
        Stat("4", "werkdagen tot antwoord", definition="de helft gaat sneller"),
        Stat("13", "dagen wacht wie het langst wacht", overdue=True),
        Stat("417", "samenwerkingen die hier begonnen"),
    ]


def _answers() -> list[Said]:
    return [
        Said(
            outcome_label="Aanvaard",
            reason="Je twee uur komen op het juiste moment: op 3 december proberen we de route.",
            lang=LANGUAGE,
            by="Regiomakelaar",
            on=date(2026, 11, 20),
            next_step="We bellen je om een uur af te spreken.",
            next_step_on=date(2026, 11, 27),
            redirected_to_name="",
            redirected_to_url="",
            late=False,
        ),
        Said(
            outcome_label="Doorgegeven",
            reason="Dit kan het buurthuis het best, dus hebben we gevraagd of zij het opnemen.",
            lang=LANGUAGE,
            by="Regiomakelaar",
            on=date(2026, 11, 18),
            next_step="",
            next_step_on=None,
            redirected_to_name="Een naaimachinepark voor de buurt",
            redirected_to_url="#row-3",
            late=True,
            on_behalf_of="Designregio Kortrijk",
            is_translation=True,
        ),
    ]


def _asks() -> list[Ask]:
    designers = Progress("2 van 3 ontwerpers", 66, 33, "1 bevestigd")
    return [
        Ask("expertise", "3 ontwerpers", "Expertise, meedoen", designers, "#ask-1"),
        Ask("time", "20 uur", "Tijd, meedoen", Progress("12 van 20 uur", 60, 35), "#ask-2"),
        Ask("space", "1 proeflokaal", "Ruimte", Progress("nog niets", 0, 0), "#ask-3"),
    ]


def _steps() -> list[Step]:
    return [
        Step("Je laat het hier", "Drie tikken en twee zinnen."),
        Step("Een mens leest het", "Je ziet wie, en tegen wanneer.", current=True),
        Step("Je krijgt antwoord", "Met een reden, en de volgende stap."),
    ]


def _actors() -> list[ActorRow]:
    return [
        ActorRow("#a1", "illustrator", "Illustrator", "Persoon", "Kortrijk", "Tekent kaarten."),
        ActorRow("#a2", "weverij", "Weverij", "Organisatie", "Waregem", ""),
        ActorRow(
            "#a3", "werkplaats", "Open werkplaats", "Organisatie", "Kortrijk", "Weefgetouwen."
        ),
    ]


def _page() -> Page[int]:
    return Paginator(range(90), 30).page(2)


def _threads() -> list[tuple[str, Drawing]]:
    return [
        ("Eén stap", _chain(1)),
        ("Uit elkaar en weer samen", flax_thread()),
        ("Twaalf stappen", _chain(12)),
    ]


def flax_thread() -> Drawing:
    """A trail that forks and comes together."""
    stations = [
        Station(
            "q", "Vraag", "Korte vezels?", "Textielbedrijf", "3 mrt", url="#q", knot="question"
        ),
        Station("b", "", "makelaar stelt voor", "", "21 mrt"),
        Station("h", "Tijd", "2 uur", "van een buurtbewoner", "2 apr", knot="offer"),
        Station("m", "Ontmoeting", "Drie ontwerpers", "", "18 apr", url="#m", knot="idea"),
        Station(
            "p",
            "Project",
            "Vlas in het glas",
            "bedrijf, hogeschool, stad",
            "2 jun",
            url="#p",
            knot="project",
        ),
        Station("t", "", "prototype 3", "", "9 sep"),
        Station(
            "r",
            "Resultaat",
            "Lamp uit vlasafval",
            "getoond",
            "14 okt",
            done=True,
            url="#r",
            knot="result",
        ),
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
    titles = ("Vraag van de wijk", "Idee voor een bank", "Twee uur zagen", "Proef op het plein")
    stations = [
        Station(
            str(step), "Stap", titles[step % 4], "Buurthuis", f"{step + 1} okt", step == length - 1
        )
        for step in range(length)
    ]
    return draw(stations, [Edge(str(step), str(step + 1)) for step in range(length - 1)])
