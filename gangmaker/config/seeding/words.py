"""Words of the field, and sentences made of them: enough to search in, and about nobody."""

from random import Random


def several(words: str) -> tuple[str, ...]:
    return tuple(words.split("|"))


CRAFTS = several(
    "illustrator|productontwerper|grafisch ontwerper|textielontwerper|lichtontwerper|meubelmaker|"
    "architect|scenograaf|geluidsontwerper|fotograaf|programmeur|keramist|letterontwerper|"
    "service designer|landschapsarchitect|leerkracht techniek|docent|student|buurtwerker|"
    "zaakvoerder|ingenieur|timmerman|lasser|wever|naaister|drukker|tuinier|museumgids|jeugdwerker|"
    "verpleegkundige|boekhouder|vrijwilliger|bewoner|gepensioneerde|kok|imker"
)
MATERIALS = several(
    "korte vlasvezels|lemen|restgaren|oud zeildoek|snijresten van leer|houten paletten|"
    "glasscherven|afgedankte stoelen|karton|oude bakstenen|regenwater|koffiegruis|wol|"
    "tapijtresten|plaatmetaal|kunststof doppen|papierpulp|oude ramen|fietsbanden|"
    "snoeihout|aardappelschillen|textiel|"
    "stof van de zagerij|oud brood|kleiresten|verpakkingsfolie|printplaten|mosterdzaad"
)
THINGS = several(
    "lamp|bank|wachtzaal|speelplaats|fietsenstalling|bushokje|etalage|buurtkeuken|werkplaats|expo|"
    "wandeling|handleiding|affiche|kaart|doos|gordijn|kast|tuin|brug|wegwijzer|podium|kiosk|"
    "website|app|kledingrek|verpakking|stoel|tegel|schaduwdoek|kinderkamer|repaircafé"
)
PLACES = several(
    "aan de Leie|in het station|op het dorpsplein|in de oude weverij|langs het jaagpad|"
    "in de school|in het rusthuis|op de markt|in het buurthuis|in de bibliotheek|"
    "op het bedrijventerrein|in het park|bij het kanaal|in de sporthal|"
    "in de kerk|aan de sluis|op de speelplaats"
)
AIMS = several(
    "stiller|warmer|veiliger|groener|vrolijker|toegankelijker|goedkoper|lichter|herbruikbaar|"
    "leesbaar voor iedereen|klaar voor de winter|zonder plastic"
)
ROOMS = several(
    "werkplaats|vergaderzaal|leegstaande winkel|atelier|loods|klaslokaal|polyvalente zaal|keuken|"
    "tuin|zolder|drukkerij|opnamestudio"
)
GROUPS = several(
    "Weverij|Atelier|Drukkerij|School|Buurthuis|Werkplaats|Coöperatie|Meubelmakerij|Bakkerij|"
    "Academie|Vereniging|Studio|Textielbedrijf|Zorghuis|Tuinderij"
)
EMBLEMS = several(
    "De Schering|De Inslag|De Spoel|De Kam|Het Getouw|De Zwingel|De Haspel|De Rok|De Knoop|"
    "De Draad|Het Lint|De Zoom|De Rol|De Blekerij|De Roterij|Het Katrol"
)
TAGS = several(
    "ontwerp|textiel|vlas|hout|metaal|licht|geluid|fotografie|drukwerk|lettertypes|studenten|"
    "opdrachten|ruimte|machines|materiaal|hergebruik|zorg|onderwijs|mobiliteit|groen|water|"
    "erfgoed|voeding|programmeren|begeleiding|netwerk|vrijwilligers|subsidie|expo|prototype"
)
QUESTIONS = (
    "Wat kan er nog met {material} {place}?",
    "Wie helpt ons aan een {thing} {place}?",
    "Hoe maken we de {thing} {aim}?",
    "Wie kent een {craft} voor {material}?",
    "Waar vinden we een {room} voor een {thing} van {material}?",
)
IDEAS = (
    "Een {thing} van {material} {place}",
    "Laat een {craft} de {thing} {aim} maken",
    "Elke maand een andere {thing} {place}",
    "{material}: verzamelen in een {room}, verwerken tot een {thing}",
    "Een {room} waar een {craft} werkt met {material}",
)
OFFERS = (
    "Twee uur als {craft} voor een {thing}",
    "Een {room} {place}, op dinsdagavond",
    "{material}, gratis af te halen {place}",
    "Ik ken een {craft} die werkt met {material}",
    "Meedenken over een {thing} die {aim} wordt",
)
REASONS = (
    "Dit past bij wat de regio wil, en er is iemand die meteen mee wil doen.",
    "We zien er veel in, maar nu ontbreekt een plek. Daarom beginnen we klein.",
    "Iemand anders doet dit al, en doet het goed. We stellen jullie aan elkaar voor.",
    "Het vraagt meer mensen dan we hebben. We zeggen liever eerlijk nee.",
)
STEPS = (
    "Een gesprek van een half uur ter plaatse",
    "Drie stalen op tafel",
    "Samen gaan kijken",
    "Een eerste proef, en tonen wat ze leert",
)
SENTENCES = (
    "We proberen het eerst klein.",
    "De buren doen mee, en de school ook.",
    "Vorig jaar lukte het bijna, we weten nu waarom.",
    "Iemand met ervaring in {material} zou veel helpen.",
    "Het hoeft niet mooi te zijn, wel eerlijk.",
    "Je mag komen kijken {place}.",
    "Er is een {room} die we mogen gebruiken.",
    "Een {craft} uit de streek keek al eens mee.",
    "Daarna tonen we wat het werd.",
)
FOREIGN = {
    "fr": ("Un projet autour de {material}, à faire ensemble", "Nous cherchons une main : {thing}"),
    "en": ("A project about {material}, made together", "Who helps with a {thing}?"),
}
PROJECTS = (
    "Een {thing} van {material}",
    "De {thing} {place}",
    "{material} wordt {thing}",
    "Een {room} voor wie werkt met {material}",
)
RESULTS = (
    "Een {thing} {place}",
    "Handleiding: {material} verwerken",
    "De {thing} die {aim} werd",
    "Een {room} die open is",
)
ACTIONS = (
    "Tien keer een {thing} {place}",
    "Elke gemeente een {room}",
    "{material} inzamelen en doorgeven",
)
TITLES = {
    "question": QUESTIONS,
    "idea": IDEAS,
    "offer": OFFERS,
    "project": PROJECTS,
    "result": RESULTS,
    "action": ACTIONS,
}


class Words:
    """Sentences by ``rng``: the same seed gives the same region."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def title(self, kind: str, language: str) -> str:
        return self._fill(self._rng.choice(FOREIGN.get(language) or TITLES[kind]))

    def summary(self) -> str:
        return " ".join(map(self._fill, self._rng.sample(SENTENCES, 3)))

    def person(self, town: str) -> str:
        return f"{self._rng.choice(CRAFTS).capitalize()}, {town}"

    def organisation(self, town: str) -> str:
        return f"{self._rng.choice(GROUPS)} {self._rng.choice(EMBLEMS)}, {town}"

    def exchange(self) -> str:
        return self._fill("Ervaring met {material}, en een {room} {place}.")

    def reason(self) -> str:
        return self._rng.choice(REASONS)

    def step(self) -> str:
        return self._rng.choice(STEPS)

    def _fill(self, pattern: str) -> str:
        pick = self._rng.choice
        filled = pattern.format(
            material=pick(MATERIALS),
            thing=pick(THINGS),
            place=pick(PLACES),
            aim=pick(AIMS),
            room=pick(ROOMS),
            craft=pick(CRAFTS),
        )
        return filled[0].upper() + filled[1:]
