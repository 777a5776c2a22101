"""Two trails to look at and to measure: one that branches and joins, and one of sixty."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from gangmaker.actors.models import Actor, Audience
from gangmaker.trail.models import Item, ItemAudience, ItemKind, Link, LinkVerb, Party
from tests.world import NOON, make_organisation, make_person, make_team

START = NOON - timedelta(days=900)
OFFERS = (
    "Twee uur zagen op zaterdag",
    "Een zaal voor dertig mensen",
    "Meedenken over de lijm",
    "Proeven in het materialenlab",
    "Foto's van de opbouw",
    "Een bestelwagen voor een dag",
)


class Loom:
    """Makes items and joins them, in the order in which they are told."""

    def __init__(self) -> None:
        self.owner = make_team()
        self.at = START
        self.number = 0
        self.who = [
            make_organisation("Vlasbedrijf, Wielsbeke"),
            make_organisation("Hogeschool, Kortrijk"),
            make_organisation("Buurthuis De Kade, Menen"),
            make_organisation("Dienst Openbaar Domein, Stad Kortrijk"),
            make_person("Meubelontwerper, Waregem", audience=Audience.PUBLIC),
            make_person("Lichtontwerper, Kortrijk", audience=Audience.PUBLIC),
        ]

    def tie(
        self,
        kind: str,
        title: str,
        *after: Item,
        days: int = 20,
        parties: Sequence[Actor] = (),
        audience: str = ItemAudience.PUBLIC,
    ) -> Item:
        """One more station, so many days later, that came from those before."""
        self.number += 1
        self.at += timedelta(days=days)
        item = make_station(
            kind,
            title,
            by=self.who[self.number % len(self.who)],
            owner=self.owner,
            at=self.at,
            audience=audience,
        )
        for earlier in after:
            Link.objects.create(
                source=item, verb=LinkVerb.CAME_FROM, target=earlier, by=self.owner, at=self.at
            )
        for position, actor in enumerate(parties):
            Party.objects.create(item=item, actor=actor, position=position)
        return item

    def offers(self, count: int, target: Item) -> list[Item]:
        return [
            self.tie(ItemKind.OFFER, OFFERS[number % len(OFFERS)], target, days=2)
            for number in range(count)
        ]


def make_station(
    kind: str,
    title: str,
    *,
    by: Actor,
    owner: Actor,
    at: datetime,
    audience: str = ItemAudience.PUBLIC,
) -> Item:
    number = Item.objects.count()
    return Item.objects.create(
        kind=kind,
        title=title,
        slug=f"station-{number}",
        code=f"st{number:06d}",
        summary="Wat onderweg gebeurde.",
        language="nl",
        owner=owner,
        by=by,
        audience=audience,
        published_at=at,
    )


def make_branching_trail() -> list[Item]:
    """Three questions become one project; one idea leads to two; ten stations."""
    loom = Loom()
    first = loom.tie("question", "Wat kan er nog met korte vlasvezels?")
    second = loom.tie("question", "Wie maakt stillere zonwering?", days=10)
    third = loom.tie("question", "Kan een wachtzaal zachter klinken?", days=12)
    idea = loom.tie("idea", "Panelen van geperst vlasafval", first, second, third, days=40)
    (offer,) = loom.offers(1, idea)
    panels = loom.tie(
        "project", "Stille panelen voor de wachtzaal", idea, offer, days=60, parties=loom.who[:4]
    )
    lamp = loom.tie("project", "Lampen uit vlasafval", idea, days=15)
    hall = loom.tie("result", "Wachtzaal van het station, 14 dB stiller", panels, days=200)
    shown = loom.tie("result", "Twaalf lampen, getoond op Wonder", lamp, days=40)
    last = loom.tie("project", "Panelen voor zes scholen", hall, shown, days=120)
    return [first, second, third, idea, offer, panels, lamp, hall, shown, last]


def make_long_trail() -> list[Item]:
    """Sixty stations over two and a half years: 29 offers, and a main line with forks."""
    loom = Loom()
    questions = [
        loom.tie("question", "Wie maakt ons plein weer levend?"),
        loom.tie("question", "Waar laten we het hout van de gekapte platanen?", days=12),
        loom.tie("question", "Hoe krijgen jongeren een plek aan het water?", days=9),
    ]
    call = loom.tie("idea", "Zitten aan de Leie: meubels uit stadshout", *questions, days=30)
    items = [*questions, call, *loom.offers(12, call)]
    ideas = [
        loom.tie("idea", title, call, days=6)
        for title in ("Een bank van dertig meter", "Zwevende vlonder", "Het plein als werkplaats")
    ]
    bench = loom.tie("project", "De lange bank", ideas[0], days=30, parties=loom.who[:5])
    deck = loom.tie("project", "Vlonder aan de Kleine Leie", ideas[1], days=8)
    shop = loom.tie("project", "Werkplaats op het plein", ideas[2], call, days=25)
    items += [*ideas, bench, deck, shop]
    for name, project in (("bank", bench), ("vlonder", deck), ("werkplaats", shop)):
        items += loom.offers(5 if project is not deck else 2, project)
        before = project
        for step in ("Proefstuk van de", "Test met de buurt van de", "Tweede versie van de"):
            before = loom.tie("action", f"{step} {name}", before, days=22)
            items.append(before)
        items.append(loom.tie("result", f"De {name} is er", before, days=25))
    both = loom.tie("project", "Stadshout voor elke wijk", items[-1], bench, days=60)
    items += [both, *loom.offers(5, both)]
    while len(items) < 58:
        both = loom.tie("action", f"Wijk {len(items) - 40}: boom wordt bank", both, days=18)
        items.append(both)
    items.append(loom.tie("result", "Veertien banken in negen wijken", both, days=40))
    items.append(loom.tie("question", "Wie neemt de methode over?", items[-1], days=50))
    return items
