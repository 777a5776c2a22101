"""A page of the site: who comes there, in which state, and how."""

from dataclasses import dataclass

from tests.browser.ways import Way

GUEST = ""
MEMBER = "member"
ORGANISATION = "organisation admin"
BROKER = "broker"
ADMIN = "region admin"

REFUSED = 422


@dataclass(frozen=True)
class Page:
    """``name`` is that of its address, or the number that the server answers with."""

    name: str
    role: str
    way: str | Way
    state: str = ""
    status: int = 200

    def __str__(self) -> str:
        return ", ".join(part for part in (self.name, self.role or "guest", self.state) if part)
