"""What people send at the way in."""

import uuid


def typed(**changed: str) -> dict[str, str]:
    """What a guest sends who leaves an idea."""
    return {
        "form": "idea",
        "level": "operational",
        "item": "",
        "title": "Een lamp uit vlasafval",
        "summary": "Wat overblijft kan licht geven.",
        "amount": "",
        "language": "nl",
        "name": "Resident, Menen",
        "email": "Resident@Example.org",
        "phone": "",
        "area": "",
        "website": "",
        "form_token": str(uuid.uuid4()),
        **changed,
    }
