"""A real browser in front of the real demo."""

from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.browser.demo import Demo, running_demo, shared_folder

PHONE: ViewportSize = {"width": 360, "height": 780}
DESK: ViewportSize = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(
        tmp_path_factory.mktemp("demo"), shared=shared_folder(tmp_path_factory)
    ) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = which("chromium") or which("chromium-browser")
    assert chromium, "Chromium is not installed: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


class Visit:
    """One visitor: her own cookies, and everything that went wrong on her way."""

    def __init__(self, context: BrowserContext, base_url: str) -> None:
        self.context = context
        self.base_url = base_url
        self.page: Page = context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        self.page.on("console", self._console)
        self.page.on("dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._request)

    def _console(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), str(getattr(message, "text", ""))
        if kind == "error" and "the server responded with a status of" not in text:
            self.problems.append(f"console: {text}")

    def _request(self, request: object) -> None:
        url = str(getattr(request, "url", ""))
        if not url.startswith((self.base_url, "data:", "about:", "blob:")):
            self.problems.append(f"asked somebody else: {url}")

    def go(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.base_url + path)
        return self.page


@pytest.fixture
def visit(browser: Browser, demo: Demo) -> Iterator["type[Visit] | object"]:
    """``visit(language=…, size=…, javascript=…)`` gives a new visitor; none may meet a problem."""
    visits: list[Visit] = []

    def start(
        *,
        language: str = "nl-BE",
        size: ViewportSize | None = None,
        javascript: bool = True,
        scheme: str = "light",
    ) -> Visit:
        context = browser.new_context(
            locale=language,
            viewport=size or DESK,
            java_script_enabled=javascript,
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        visits.append(Visit(context, demo.base_url))
        return visits[-1]

    yield start
    problems = [problem for one in visits for problem in one.problems]
    for one in visits:
        one.context.close()
    assert problems == []
