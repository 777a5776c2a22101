"""One browser for all that is looked at: who came in before comes back with the same cookies."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TypeVar

from django.core.signing import Signer
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import DESK, Visit
from tests.browser.demo import Demo

Made = TypeVar("Made")

NOTHING: Mapping[str, str] = {}
WITH_KEYS = "moderator"
COLLEAGUE = "colleague"
"""Who have a passkey. It is for a name, never for a number, so they come by ``localhost``."""
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SEND = "main form [type=submit]:not([name])"


class Stage:
    """``enter`` says who is on it; the rest is what she does."""

    def __init__(
        self, browser: Browser, demo: Demo, furniture: Mapping[str, str] = NOTHING
    ) -> None:
        self.browser = browser
        self.demo = demo
        self.furniture = furniture
        self.answer: Response | None = None
        self._visits: dict[str, Visit] = {}
        self._known: set[str] = set()
        self._made: dict[str, object] = {}

    def enter(self, role: str) -> Page:
        """The visitor of ``role``; what follows a comma keeps two of the same role apart."""
        if role not in self._visits:
            self._visits[role] = self._arrive(role.split(",", maxsplit=1)[0])
        self.visit = self._visits[role]
        self.page.set_viewport_size(DESK)
        return self.page

    def _arrive(self, role: str) -> Visit:
        context = self.browser.new_context(locale="nl-BE", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        here = self.demo.base_url
        if role in (WITH_KEYS, COLLEAGUE):
            here = here.replace("127.0.0.1", "localhost")
        visit = Visit(context, here)
        visit.page.on("response", self._keep)
        if role in self.demo.sign_in:
            visit.go(self.demo.sign_in[role].replace(self.demo.base_url, here))
        return visit

    def _keep(self, answer: Response) -> None:
        """The answer to the last page that was asked for."""
        if answer.request.is_navigation_request() and answer.frame.parent_frame is None:
            self.answer = answer

    @property
    def page(self) -> Page:
        return self.visit.page

    def go(self, path: str) -> Page:
        return self.visit.go(path)

    def follow(self, start: str, link: str, then: str = "") -> Page:
        """Where the first ``link`` on ``start`` leads, and what hangs below it."""
        self.go(start)
        href = self.page.locator(link).first.get_attribute("href")
        assert href, f"no {link} on {start}"
        return self.go(href + then)

    def send(self, button: str = SEND) -> None:
        with self.page.expect_navigation():
            self.page.locator(button).last.click()

    def type(self, **typed: str) -> None:
        for name, text in typed.items():
            self.page.locator(f"main [name={name}]").last.fill(text)

    def choose(self, **chosen: str) -> None:
        for name, value in chosen.items():
            self.page.locator(f"main [name={name}][value={value}]").check(force=True)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` made the first time; the same name elsewhere is something else."""
        key = f"{make.__module__}: {name}"
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]  # kept under its own name

    def token(self, nonce: str, *, purpose: str) -> str:
        """What the mail would hold, without the wait for it."""
        key = (self.demo.folder / "secret_key").read_text().strip()
        return Signer(key=key, salt=purpose, sep="~").sign(nonce)

    def database(self, question: str, *values: str) -> str:
        with closing(sqlite3.connect(self.demo.folder / "main.sqlite3", timeout=20)) as database:
            found = database.execute(question, values).fetchone()
            database.commit()
        return str(found[0]) if found else ""

    def mailed_code(self, email: str, ask: Callable[[], None]) -> str:
        """The six digits of the mail that ``ask`` makes us send."""
        before = len(self.demo.mails_to(email))
        ask()
        mail = self.demo.wait_for_mail(email, number=before + 1).get_content()
        code = re.search(r"\b\d{3} ?\d{3}\b", mail)
        assert code, mail
        return code[0].replace(" ", "")

    def problems(self) -> list[str]:
        """What went wrong since the last time somebody asked."""
        found = [problem for visit in self._visits.values() for problem in visit.problems]
        for visit in self._visits.values():
            visit.problems.clear()
        return found

    def knows(self, role: str) -> bool:
        """Whether somebody asked this before."""
        known = role in self._known
        self._known.add(role)
        return known

    def close(self) -> None:
        for visit in self._visits.values():
            visit.context.close()


def add_authenticator(page: Page) -> None:
    """A device that always says yes, in place of a finger on a key."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
