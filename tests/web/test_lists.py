"""Every page that shows rows costs the same with one row and with thirty; no page is forgotten."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gangmaker.web.checks import every_pattern
from gangmaker.web.joining.doors import receipt_token
from tests.security.counting import Counter
from tests.web.listed_region import Region
from tests.world import (
    NOON,
)

pytestmark = pytest.mark.django_db

Args = Callable[[Region], list[object]]


@dataclass(frozen=True)
class ListPage:
    """A page that shows rows: who looks at it, what its address names, what is asked of it."""

    name: str
    reader: str
    args: Args = lambda region: []
    asked: str = ""

    def url(self, region: Region) -> str:
        name = self.name if self.name.startswith("sitemap") else f"web:{self.name}"
        return reverse(name, args=self.args(region)) + self.asked

    def __str__(self) -> str:
        return f"{self.name}{self.asked} for {self.reader or 'anybody'}"


def question(region: Region) -> list[object]:
    return [region.question.slug]


def brief(region: Region) -> list[object]:
    return [region.briefs.open.slug]


def sent(region: Region) -> list[object]:
    return [region.briefs.sent.slug]


def thread(region: Region) -> list[object]:
    return [region.question.slug, region.said.public_id]


def organisation(region: Region) -> list[object]:
    return [region.organisation.slug]


def project(region: Region) -> list[object]:
    return [region.work.project.slug]


def result(region: Region) -> list[object]:
    return [region.work.result.slug]


def grant(region: Region) -> list[object]:
    return [region.work.grant.pk]


def year(region: Region) -> list[object]:
    return [2026]


def by_form(region: Region) -> list[object]:
    return ["contributions_by_form"]


def organisation_year(region: Region) -> list[object]:
    return [region.organisation.slug, 2026]


LISTS = [
    *(ListPage("home", reader) for reader in ("", "member", "broker")),
    *(ListPage("explore", reader) for reader in ("", "member", "broker")),
    ListPage("explore", "", asked="?sort=closing"),
    *(ListPage("search", reader, asked="?q=vlas") for reader in ("", "member", "broker")),
    *(ListPage("goals", reader) for reader in ("", "broker")),
    ListPage("answers", ""),
    ListPage("team-figures", "broker"),
    ListPage("plan-versions", ""),
    ListPage("plan-version", "", lambda region: [region.version.pk]),
    *(ListPage("directory", reader) for reader in ("", "member")),
    *(ListPage("directory-map", reader) for reader in ("", "member")),
    *(ListPage("item", reader, question) for reader in ("", "member", "broker")),
    ListPage("item", "", lambda region: [region.goal.slug]),
    ListPage("actor", "", lambda region: [region.member.slug]),
    *(ListPage("actor", reader, organisation) for reader in ("", "member")),
    ListPage("organisation-members", "member", organisation),
    ListPage("profile", "member"),
    ListPage("today", "broker"),
    ListPage("today", "broker", asked="?show=everybodys"),
    ListPage("item-answer", "broker", lambda region: [region.waiting.slug]),
    ListPage("item-owner", "broker", question),
    ListPage("join", ""),
    ListPage("join-similar", "", asked="?title=vlas"),
    ListPage("join-received", "member", lambda region: [receipt_token(region.waiting)]),
    ListPage("ask", "broker"),
    ListPage("answer-templates", "broker"),
    ListPage("region-terms", "admin"),
    *(ListPage("comments", reader, question) for reader in ("", "member")),
    ListPage("comment-replies", "", thread),
    *(ListPage("item", reader, project) for reader in ("", "member", "broker")),
    *(ListPage("item", reader, result) for reader in ("", "member")),
    *(ListPage("item-projects", reader, question) for reader in ("member", "broker")),
    *(
        ListPage(name, "member", project)
        for name in (
            *("project-parties", "project-phases", "project-needs", "project-tasks"),
            *("updates", "papers", "budget", "budget-csv", "budget-plan"),
        )
    ),
    *(ListPage(name, "member", result) for name in ("papers", "result-credits")),
    *(ListPage(name, "member", question) for name in ("papers", "pictures")),
    *(ListPage(name, "", project) for name in ("updates", "papers")),
    ListPage("grants", "broker"),
    *(ListPage(name, "broker", grant) for name in ("grant", "grant-csv")),
    *(ListPage(name, "broker", grant) for name in ("grant-awards", "grant-letters")),
    ListPage("vat-regimes", "broker"),
    *(ListPage(name, "") for name in ("valuation", "figures", "publications")),
    ListPage("volunteer-caps", "broker"),
    ListPage("volunteers", "member", organisation),
    *(ListPage(name, "member", organisation_year) for name in ("volunteer-list", "volunteer-csv")),
    ListPage("volunteering", "member"),
    ListPage("statement", "member", year),
    ListPage("actor-statement", "broker", organisation_year),
    ListPage("team-figure-csv", "broker", by_form),
    *(ListPage(name, "", by_form) for name in ("figure", "figure-csv")),
    *(ListPage("introduction-figures", reader) for reader in ("", "broker")),
    ListPage("introduction-figures-csv", "broker"),
    ListPage("publication", "", lambda region: [region.work.publication.pk]),
    ListPage("notices", "broker"),
    ListPage("notice-settings", "member"),
    ListPage("given-up-mails", "admin"),
    ListPage("concepts", "", asked="?facet=techniques"),
    *(ListPage("concept", reader, lambda region: ["vlas"]) for reader in ("", "member")),
    ListPage("item-concepts", "broker", question),
    ListPage("actor-concepts", "member", lambda region: [region.member.slug]),
    ListPage("concept-merge", "admin", lambda region: ["vlas"], asked="?q=vlas"),
    ListPage("concepts-skos", ""),
    ListPage("moderation", "admin"),
    *(ListPage("moderation", "admin", asked=f"?show={heap}") for heap in ("decided", "flags")),
    ListPage("moderation", "admin", asked="?show=objections"),
    ListPage("moderation-comment", "admin", lambda region: [region.moderated.comment.public_id]),
    ListPage("statements-of-reasons", "member"),
    ListPage("house-rules", ""),
    *(ListPage("briefs", reader) for reader in ("", "member", "broker")),
    ListPage("briefs", "broker", asked="?q=vlas&state=open"),
    ListPage("item", "broker", sent),
    ListPage("brief-edit", "broker", sent),
    ListPage("brief-edit", "broker", brief),
    ListPage("brief-silence", "broker", brief),
    ListPage("brief-candidates", "broker", brief),
    ListPage("what-fits", "member"),
    ListPage("bridges", "broker"),
    *(ListPage(name, "broker") for name in ("introductions", "encounters")),
    ListPage("introductions", "broker", asked="?q=vlas&state=accepted&whose=mine"),
    ListPage("introductions-mine", "member"),
    ListPage("introduction-new", "broker", asked="?q=vlas"),
    ListPage("encounter-names", "broker", asked="?one=vlas"),
    ListPage("sitemap-index", ""),
    ListPage("sitemap", "", lambda region: [1]),
]

STAY_AS_LONG = {
    *("answers", "join-received", "plan-version", "region-terms", "sitemap-index"),
    *(
        "bridges",
        "figures",
        "team-figures",
        "figure",
        "figure-csv",
        "team-figure-csv",
        "publication",
    ),
    *("introduction-figures", "introduction-figures-csv"),  # tests/web/figures/
}
"""Their rows are kinds, parts and what differs, no more of them in a larger region; or were
counted a moment ago."""

NO_LISTS = {
    *("life", "life-asked", "hand-over", "handover"),  # tests/web/handing/test_lists.py
    "item-life",
    *("alike", "merge-find", "merges", "claims"),  # tests/web/records/test_lists.py
    *("sheets", "sheet", "sheet-report"),  # there too
    *("merge-new", "merge", "claim-new", "claim", "claim-answer"),
    *("sheets-given-out", "sheet-columns", "sheet-empty", "sheet-new"),
    *("report-item", "report-comment", "report-actor", "report-receipt", "statement-of-reasons"),
    *("moderation-item", "moderation-actor", "moderation-objection"),  # as of a comment
    *("house-rules-new", "house-rules-version"),
    *("introduction", "introduction-side", "introduction-word"),  # of two, and few steps
    "encounter-introduction",
    *("concept-new", "concept-edit", "concept-retirement"),
    *("availability", "how-we-order", "stop-suggestions"),
    *("brief-new", "brief-callers", "brief-link", "brief-words"),  # at most a few names
    *("brief-approval", "brief-end", "brief-secrecy"),
    *("transparency", "transparency-year", "transparency-csv"),  # kinds, with how many of each
    *("root", "short-address", "page", "robots", "region-css", "logo", "styleguide"),
    *("item-poster", "item-preview", "actor-picture", "plan-version-data"),
    *("trail", "trail-embed", "trail-svg", "trail-png"),  # at most so many stations
    *("item-edit", "item-translation", "item-withdrawal", "entry-correction"),
    *("join-support", "confirm-address", "invitation", "membership-end"),
    *("sign-in", "sign-in-code", "sign-out", "profile-edit", "actor-edit", "actor-picture-edit"),
    *("actor-new", "organisation-new", "region", "answer-template-new", "answer-template"),
    *("goal-new", "goal", "action-new", "action", "action-end", "serves"),
    *("indicator-new", "indicator", "indicator-end", "indicator-measurements"),
    *(
        "grant-new",
        "grant-edit",
        "grant-deadlines",
        "grant-line-withdrawal",
        "method-new",
        "rate-new",
    ),
    *("rate-replaced", "volunteer-note", "volunteer-note-edit", "allowance-back", "item-file"),
    *("project-new", "project-stage", "project-showing", "project-task", "result-new"),
    *("result-facts", "evidence-new", "evidence-removal", "update-new", "update"),
    *("letter-new", "letter", "letter-correction", "letter-ending"),
    *("comment-new", "comment", "reply-new", "comment-edit", "comment-removal"),
    *("picture-new", "update-removal", "paper-new", "paper-removal", "cost-new", "cost-correction"),
    *("stop-notices", "given-up-mail-dropping"),
    *("healthz", "readyz", "metrics", "platform"),
    *("my-data", "my-data-file", "age", "erasure", "erasure-code", "erased", "region-legal"),
    *("guest-data-ask", "guest-data-sent", "guest-data", "guest-data-erasure"),
    *("register", "register-csv", "my-data-format", "security-txt"),
}
PAPERS = {"statement-pdf", "actor-statement-pdf"}
"""Their rows are those of the pages "statement", printed."""
OF_SIGNING_IN = ("mfa_", "account_")
"""How these names of pages begin; what they list is one's own and can be counted on a hand."""


@pytest.fixture
def region() -> Iterator[Region]:
    with time_machine.travel(NOON, tick=False):
        yield Region()


@dataclass(frozen=True)
class Look:
    """How many queries a page took, and how long it is."""

    queries: int
    length: int


def look(page: ListPage, region: Region) -> Look:
    client = Client()
    if page.reader:
        account = getattr(region, page.reader).account
        client.force_login(account)
    with Counter() as asked:
        answer = client.get(page.url(region), follow=True)
    assert answer.status_code == 200, f"{page}: {answer.status_code}"
    return Look(asked.queries, len(answer.content))


def test_a_page_with_thirty_rows_takes_as_many_queries_as_one_with_one(region):
    region.add(1)
    for page in LISTS:
        look(page, region)  # what is looked up once is kept now
    with_one = [look(page, region) for page in LISTS]
    for number in range(2, 31):
        region.add(number)
    look(
        ListPage("search", "", asked="?q=vlas"), region
    )  # what is new is indexed when it is sought

    with_thirty = [look(page, region) for page in LISTS]

    looks = list(zip(LISTS, with_one, with_thirty, strict=True))
    assert [
        f"{page}: {one.queries}, then {many.queries}"
        for page, one, many in looks
        if one.queries != many.queries
    ] == []
    assert [
        str(page)
        for page, one, many in looks
        if page.name not in STAY_AS_LONG and many.length <= one.length
    ] == []


def test_every_page_is_among_the_lists_or_shows_none():
    names = {
        pattern.name or ""
        for _route, pattern in every_pattern()
        if "GET" in pattern.callback.methods  # type: ignore[attr-defined]
    }

    forgotten = {name for name in names if not name.startswith(OF_SIGNING_IN)}

    lists = {page.name for page in LISTS}
    assert forgotten - NO_LISTS - PAPERS - lists == set()
    assert (NO_LISTS | PAPERS) & lists == set()
