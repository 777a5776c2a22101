"""A01, A02, A03 and A48 for real: markup typed into every form, read by everybody else."""

import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visit
from tests.browser.demo import Demo, running_demo, shared_folder

NewVisit = Callable[..., Visit]

POISON = '"><svg/onload=alert(1)>{{7*191}}javascript:alert(1)\u202e'
SHOWN = '"><svg/onload=alert(1)>'
CALCULATED = "1337"
MARK = "svg-onload"
"""In the address of everything whose title or name is the payload."""
MOST_PAGES = 6

FILL = """([form, poison, typed]) => {
  for (const field of form.elements) {
    const value = typed[field.name];
    if (["radio", "checkbox"].includes(field.type)) {
      if (value !== undefined) field.checked = field.value === value;
    } else if (value !== undefined) field.value = value;
    else if (field.type === "url") field.value = 'https://a.example/?"><svg/onload=alert(1)>';
    else if (["text", "search", "textarea", "tel"].includes(field.type)
             && field.name !== "website" && field.name !== "organisation") {
      field.value = field.maxLength > 0 ? poison.slice(0, field.maxLength) : poison;
    }
  }
  form.noValidate = true;
}"""
READ = """() => [
  document.body.innerText,
  [...document.querySelectorAll("[href],[src],[action]")].map(
    each => new URL(each.href?.baseVal ?? each.href ?? each.src ?? each.action, location).protocol),
  document.querySelectorAll("[onload]").length,
  [...document.querySelectorAll("a[href]")].map(a => a.getAttribute("href")),
]"""
"""What is read, where it leads to by which scheme, handlers, and the links of the page."""

EVERYBODY = {
    f"audience_{name}": "public" for name in ("about", "offers", "seeks", "links", "email")
}
PICTURED = {"audience": "public", "audience_picture": "public", "audience_phone": "public"}
PROFILE = EVERYBODY | PICTURED | {"about_language": "nl", "area": "", "reads": "nl"}
PROFILE |= {"enterprise_number": "0477472701"}

READ_BY = {
    "": ["/nl/", "/nl/items/", "/en/items/?kind=idea", "/nl/search/?q=svg", "/nl/actors/?q=svg"],
    "member": ["/nl/", "/nl/profile/", "/fr/items/?kind=question", "/nl/join/?form=idea"],
    "broker": ["/nl/today/?show=everybodys", "/nl/region/answers/", "/nl/actors/?q=svg"],
    "moderator": [
        "/nl/moderation/",
        "/nl/items/?kind=question",
        "/nl/actors/?q=svg",
        "/nl/questions/new/",
    ],
    "region admin": ["/nl/region/", "/nl/region/answers/", "/nl/search/?q=onload"],
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo of its own: what is left behind here is in nobody's way."""
    folder = tmp_path_factory.mktemp("attacked")
    with running_demo(folder, shared=shared_folder(tmp_path_factory)) as running:
        yield running


def send(page: Page, *, having: str, **typed: str) -> None:
    """Put the payload in every text of the form that has a field, and send it as people do."""
    form = page.locator(f"main form:has([name={having}])").last
    form.evaluate(
        "(form, [poison, typed]) => (" + FILL + ")([form, poison, typed])", [POISON, typed]
    )
    with page.expect_navigation():
        form.evaluate("form => form.requestSubmit(form.querySelector('[type=submit]:not([name])'))")
    errors = page.locator("[aria-invalid=true], .form-errors").all_inner_texts()
    assert errors == [], (page.url, errors)


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (40, 40)).save(content, "PNG")
    return content.getvalue()


def tomorrow() -> str:
    return (datetime.now(tz=UTC) + timedelta(days=2)).date().isoformat()


def link_with(page: Page, part: str) -> str:
    hrefs: list[str] = page.eval_on_selector_all("main a[href]", "all => all.map(a => a.href)")
    return next(href for href in hrefs if part in href and MARK in href)


def poison_the_region(visit: NewVisit, demo: Demo) -> None:
    admin = visit()
    admin.go(demo.sign_in["region admin"])
    admin.go("/nl/region/")
    send(admin.page, having="slogan_nl", contact_email="a@example.org")
    admin.go("/nl/region/answers/new/")
    send(admin.page, having="text_nl", kind="idea", outcome="declined")


def poison_people(visit: NewVisit, demo: Demo) -> None:
    member = visit()
    member.go(demo.sign_in["member"])
    member.go("/nl/profile/edit/")
    send(member.page, having="about", offer_tags=POISON[:40], seek_tags=POISON[:40], **PROFILE)
    member.page.locator("main a[href*='/picture/']").first.click()
    name = "<img src=x onerror=alert(1)>.png"
    member.page.locator("[name=picture]").set_input_files(
        {"name": name, "mimeType": "image/png", "buffer": picture()}
    )
    send(member.page, having="alt")
    keeper = visit()
    keeper.go(demo.sign_in["organisation admin"])
    keeper.go("/nl/organisations/new/")
    send(keeper.page, having="name", area="")
    send(keeper.page, having="about", offer_tags="a", seek_tags="b", **PROFILE)
    keeper.go(keeper.page.url + "members/")
    send(keeper.page, having="email", email="invited@example.org", role="member")
    broker = visit()
    broker.go(demo.sign_in["broker"])
    broker.go("/nl/actors/new/")
    send(broker.page, having="source", email="met@example.org", area="", kind="organisation")


def poison_items(visit: NewVisit, demo: Demo) -> None:
    member = visit()
    member.go(demo.sign_in["member"])
    member.go("/nl/questions/new/")
    needs = {f"needs-{row}-{name}": "" for row in range(5) for name in ("form", "amount", "label")}
    needs |= {"needs-0-form": "space", "needs-0-amount": "2", "needs-0-label": POISON[:60]}
    send(member.page, having="closes_on", audience="public", closes_on="", **needs)
    for form, amount in (("idea", ""), ("space", "2")):
        guest = visit()
        guest.go(f"/nl/join/?form={form}")
        email = f"{form}@example.org"
        send(guest.page, having="title", form=form, level="operational", amount=amount, email=email)
        mail = demo.wait_for_mail(email)
        link = re.search(r"http://\S+/confirm/\S+", mail.get_content())
        assert link, mail.get_content()
        guest.go(link[0])
        with guest.page.expect_navigation():
            guest.page.locator("main form [type=submit]").click()


def answer_them(visit: NewVisit, demo: Demo) -> None:
    broker = visit()
    broker.go(demo.sign_in["broker"])
    for outcome in ("declined", "accepted"):
        broker.go("/nl/today/?show=everybodys")
        turn_to(broker.page, "/answer/")
        broker.go(link_with(broker.page, "/answer/"))
        send(broker.page, having="reason", outcome=outcome, next_step_on=tomorrow())
    broker.go("/nl/items/?kind=idea")
    item = link_with(broker.page, "/items/")
    broker.go(item + "translations/en/")
    send(broker.page, having="title")
    broker.go(item + "edit/")
    send(broker.page, having="title")
    say_it_and_report_it(visit, demo, item)
    moderator = visit()
    moderator.go(demo.sign_in["moderator"])
    moderator.go(item.replace("/items/", "/moderation/items/"))
    send(moderator.page, having="facts", measure="withdrawn", ground="legal")


def say_it_and_report_it(visit: NewVisit, demo: Demo, item: str) -> None:
    member = visit()
    member.go(demo.sign_in["member"])
    question = link_with(member.go("/nl/items/?kind=question"), "/items/")
    for address in (item, question):
        member.go(address + "comments/new/")
        send(member.page, having="text")
        guest = visit()
        guest.go(address + "report/")
        send(guest.page, having="words", reason="other", good_faith="on", email="r@example.org")


def turn_to(page: Page, part: str) -> None:
    for _turn in range(12):
        if page.locator(f"main a[href*='{part}'][href*='{MARK}']").count():
            return
        with page.expect_navigation():  # else the next page is searched before it is whole
            page.locator("a[rel=next]").first.click()
    raise AssertionError(f"no {part} in Today")


def read_all(visitor: Visit, starts: list[str]) -> list[str]:
    """Every page of ``starts``, and what they lead to that is ours. What is wrong is returned."""
    found: list[str] = []
    waiting, seen = list(starts), set[str]()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        page = visitor.go(address)
        text, schemes, handlers, hrefs = page.evaluate(READ)
        found += [f"{address}: calculated"] if CALCULATED in text else []
        found += [f"{address}: reads backwards"] if "\u202e" in text else []
        unknown = set(schemes) - {"http:", "https:", "mailto:"}
        found += [f"{address}: leads to {scheme}" for scheme in unknown]
        found += [f"{address}: a handler"] if handlers else []
        waiting += [path for path in dict.fromkeys(hrefs) if MARK in path]
    assert any(MARK in address for address in seen), "nothing of ours was read"
    return found


def test_markup_in_every_form_is_only_text_to_everybody_else(visit: NewVisit, demo: Demo) -> None:
    poison_the_region(visit, demo)
    poison_people(visit, demo)
    poison_items(visit, demo)
    answer_them(visit, demo)
    wrong = []

    for role, starts in READ_BY.items():
        visitor = visit()
        if role:
            visitor.go(demo.sign_in[role])
        wrong += read_all(visitor, starts)

    assert wrong == []
    for address in ("invited@example.org", "idea@example.org", "space@example.org"):
        mail = demo.wait_for_mail(address)
        assert not {"Bcc", "Cc"} & set(mail.keys())
        assert mail.get_content_type() == "text/plain"
        assert CALCULATED not in str(mail)


def test_the_browser_would_notice(browser: Browser, demo: Demo) -> None:
    visitor = Visit(browser.new_context(), demo.base_url)
    visitor.go("/nl/")

    visitor.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<svg onload=alert(1)>')")
    visitor.page.wait_for_timeout(200)

    assert any("Content Security Policy" in problem for problem in visitor.problems)
    visitor.context.close()


@pytest.mark.parametrize(
    ("line", "host", "status"),
    [
        ("/nl/", "{own}", 200),
        ("http://evil.example/nl/", "{own}", None),
        ("http://evil.example/nl/", "evil.example", 400),
        ("/nl/", "evil.example", 400),
        ("/nl/", "{own}@evil.example", 400),
        ("/nl/", "evil.example#{own}", 400),
        ("/nl/", "{own}.evil.example", 400),
        ("/nl/", "{own}\r\nHost: evil.example", 400),
    ],
)
def test_no_odd_request_line_makes_us_speak_for_another_host(
    demo: Demo, line: str, host: str, status: int | None
) -> None:
    own = urlsplit(demo.base_url)
    said = host.format(own=own.netloc)
    request = f"GET {line} HTTP/1.1\r\nHost: {said}\r\nConnection: close\r\n\r\n"

    with socket.create_connection((own.hostname or "", own.port or 0), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    first = answer.split(b"\r\n", 1)[0]
    assert b"evil.example" not in answer
    assert status is None or int(first.split()[1]) == status
