"""What Today says of bringing people together, for its template."""

from django.urls import reverse

from gangmaker.brokerage.introduction_mails import token_of
from gangmaker.brokerage.queries.today import BringingToday


def bringing_today(found: BringingToday) -> dict[str, object]:
    """For introductions/today.html."""
    return {
        "anything": bool(found),
        "asks": [
            {"row": row, "url": reverse("web:introduction-side", args=[token_of(row.nonce)])}
            for row in found.asks
        ],
        "answers": found.answers,
        "follow_ups": found.follow_ups,
        "briefs": found.briefs,
        "worth": [
            {
                "row": row,
                "url": reverse("web:introduction-new")
                + f"?brief={row.brief_slug}&candidate={row.candidate_slug}",
                "why": ", ".join(concept.name for concept in row.concepts),
            }
            for row in found.worth
        ],
        "profiles": found.profiles,
    }
