"""What the pages of briefs need: one of each state, long words, and candidates of a secret one."""

from typing import TYPE_CHECKING
from uuid import uuid4

from gangmaker.actors.tokens import token_for
from gangmaker.brokerage.models import Brief, Candidate
from gangmaker.brokerage.operations.approving import (
    LINK,
    approve_brief,
    correct_brief,
    end_brief,
    link_token,
    send_for_approval,
)
from gangmaker.brokerage.operations.briefs import Caller, Draft, write_brief

if TYPE_CHECKING:
    from tests.browser.furnishing import Room

SAID = {
    "summary": "Onze snijresten gaan naar de oven. Dat doet pijn, elke vrijdag.",
    "behind": "Een school wil met ons werken, en wij hebben niets te tonen.",
    "for_whom": "De ploeg aan de snijtafel, en wie na ons komt",
    "tried": "Een koper voor vulling. Die nam alleen wit.",
    "hours": "Een halve dag in de week, tot de zomer",
    "money": "Zo'n 2.000 euro",
    "machines": "Een snijtafel van zes meter, op zaterdag vrij",
    "must_not": "Geen foto's van het huis van de klant.",
    "forms": ["expertise", "idea", "time"],
    "sectors": ["creative", "education"],
    "languages": ["nl", "fr"],
}


def furnish_briefs(room: "Room", long: str) -> None:
    draft = _brief(room, long)
    sent = _brief(room, "Wat wordt een snijrest die niet wit is?")
    correct_brief(brief=sent, said={"tried": "Twee kopers. Ze namen wit."}, now=room.now)
    send_for_approval(brief=sent, by=room.broker, now=room.now)
    named = _brief(room, "Een stof die nog niemand mag zien")
    approve_brief(brief=named, by=room.broker, confidentiality="named", now=room.now)
    ended = _brief(room, "Een machine die niemand meer kent")
    end_brief(brief=ended, end="elsewhere", by=room.broker, now=room.now)
    for position, actor in enumerate((room.lead, room.house)):
        Candidate.objects.create(
            brief=named,
            actor=actor,
            state="shortlisted",
            position=position,
            by=room.broker,
            at=room.now,
        )
    room.made |= {
        "brief draft": draft.slug,
        "brief": sent.slug,
        "secret brief": named.slug,
        "ended brief": ended.slug,
        "brief link": link_token(sent),
        "approved brief link": link_token(named),
        "old brief link": token_for(uuid4().hex, purpose=LINK),
    }


def _brief(room: "Room", title: str) -> Brief:
    return write_brief(
        draft=Draft(
            said={"title": title, **SAID},
            asker=Caller(name="Zaakvoerder, Waregem", phone="056 00 00 00"),
            source="Aan de telefoon",
            form_token=uuid4(),
        ),
        by=room.broker,
        now=room.now,
    )
