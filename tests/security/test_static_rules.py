"""What may not be written anywhere, found by reading the sources (A09, A44, A49, A70).

A line is an offence when a rule's pattern is in it and its file is not among those that may. To
allow one, name the file beside the rule: that is a change somebody reviews.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "gangmaker"
PYTHON = (".py",)
TEMPLATES = (".html", ".txt", ".svg")
SCRIPTS = (".js",)

OWN_DRAWINGS = "web/templatetags/look.py"
"""The one module whose markup we make ourselves, from numbers and from our own words."""
WHAT_PEOPLE_WROTE = "web/templatetags/words.py"
"""The one module that shows what the sanitiser made of what people write."""


@dataclass(frozen=True)
class Rule:
    name: str
    kinds: tuple[str, ...]
    pattern: str
    allowed: tuple[str, ...] = ()
    offence: str = ""
    """A line that must be caught: the rule's own negative control."""

    def found_in(self, text: str) -> Iterator[int]:
        for match in re.finditer(self.pattern, text, re.IGNORECASE | re.MULTILINE):
            yield text.count("\n", 0, match.start()) + 1


RULES = (
    Rule(
        "markup is marked safe where we draw, and where the sanitiser was",
        PYTHON,
        r"\bmark_safe\b|\bSafeString\b|\bSafeText\b|\bsafestring\b",
        allowed=(OWN_DRAWINGS, WHAT_PEOPLE_WROTE),
        offence="from django.utils.safestring import mark_safe",
    ),
    Rule(
        "no template switches escaping off",
        TEMPLATES,
        r"\|\s*safe(seq)?\b|\{%-?\s*autoescape\s+off",
        offence="{{ item.summary|safe }}",
    ),
    Rule(
        "format_html gets its values as arguments",
        PYTHON,
        r"format_html(_join)?\(\s*(rf|fr|f)[\"']|format_html\([^)\n]*(\.format\(|[\"']\s*%\s)",
        offence='format_html(f"<b>{name}</b>")',
    ),
    Rule(
        "no script writes markup",
        SCRIPTS,
        r"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(",
        offence="this.innerHTML = name",
    ),
    Rule(
        "no script inside a page",
        TEMPLATES,
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")[^>]*>|javascript:",
        offence="<script>start()</script>",
    ),
    Rule(
        "no handler inside an element",
        TEMPLATES,
        r"<[^>{]*\son[a-z]+\s*=\s*[\"']|\bhx-on\b",
        offence='<a href="#" onclick="go()">',
    ),
    Rule(
        "no style inside an element",
        TEMPLATES,
        r"<[^>{]*\sstyle\s*=|<style\b",
        offence='<p style="color: red">',
    ),
    Rule(
        "every form has its token checked",
        PYTHON,
        r"\bcsrf_exempt\b",
        # one click in a mail program (RFC 8058)
        allowed=("web/notices/stopping.py", "web/fitting/stopping.py"),
        offence="@csrf_exempt",
    ),
    Rule(
        "nothing is fetched from elsewhere",
        PYTHON,
        r"^\s*(import|from)\s+(requests|httpx|aiohttp|urllib3|urllib\.request|pycurl|ftplib"
        r"|http\.client)\b",
        allowed=("config/cli/serving.py", "concepts/embedding.py"),  # only where a setting says
        offence="from urllib.request import urlopen",
    ),
    Rule(
        "no page loads anything from a third party",
        (*TEMPLATES, *SCRIPTS, ".css"),
        r"\b(src|srcset|action|formaction|poster|data|ping)=[\"'](https?:)?//"
        r"|<link\b[^>]*\bhref=[\"'](https?:)?//"
        r"|url\([\"']?(https?:)?//|@import\s+[\"']?(https?:)?//",
        offence='<img src="https://elsewhere.example/p.gif">',
    ),
    Rule(
        "SQL is never put together from text",
        PYTHON,
        r"\.(raw|extra|execute|executemany|order_by)\(\s*(rf|fr|f)[\"']"
        r"|\bRawSQL\(\s*(rf|fr|f)[\"']"
        r"|\.(raw|execute)\([^)\n]*[\"']\s*%\s",
        offence='Item.objects.raw(f"SELECT * FROM {table}")',
    ),
    Rule(
        "what a visitor sends never names a field",
        PYTHON,
        r"[(,]\s*\*\*\s*(dict\(\s*)?(self\.)?request\."
        r"|\.(order_by|filter|exclude|annotate|values|values_list|only|defer)\([^)\n]*"
        r"request\.(GET|POST|headers|COOKIES)",
        offence="Item.objects.filter(**request.GET.dict())",
    ),
    Rule(
        "no assertion keeps a door shut",
        PYTHON,
        r"^\s*assert\s.*\b(actor|account|user|rules)\b",
        offence="    assert rules.can_answer(actor, item)",
    ),
    Rule(
        "nothing is unpickled or evaluated",
        PYTHON,
        r"^\s*(import|from)\s+(pickle|marshal|shelve|dill)\b|\beval\(|\bexec\(|yaml\.load\(",
        offence="import pickle",
    ),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_sources_keep_the_rule(rule):
    assert list(offences(rule)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_rule_catches_what_it_is_for(rule):
    assert set(rule.found_in(rule.offence)) == {1}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_file_that_may_exists(rule):
    assert [name for name in rule.allowed if not (PACKAGE / name).is_file()] == []


def offences(rule: Rule) -> Iterator[str]:
    for path in sources(rule.kinds):
        name = path.relative_to(PACKAGE).as_posix()
        if name in rule.allowed:
            continue
        text = path.read_text(encoding="utf-8")
        yield from (f"{name}:{line}" for line in rule.found_in(text))


def sources(kinds: tuple[str, ...]) -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in kinds and "vendor" not in path.parts:
            yield path
