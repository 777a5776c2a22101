"""What people write is shown as a small set of tags, whatever they write."""

from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gangmaker.core.markdown import ATTRIBUTES, REL, SCHEMES, TAGS, to_html, to_plain
from tests.security.markup import dangers, read

SIGNS = "*_`[]()<>!#-+.1>&\"'\\:/ \n\t=ax"
PIECES = (
    *("[", "](", ")", "*", "**", "`", "> ", "- ", "1. ", "\n", "\n\n", "![", "<", ">", "&#", ";"),
    *("javascript:", "data:text/html,", "https://a.be", "//evil", "/nl/", "mailto:a@b.be", "tel:1"),
    *("<svg onload=alert(1)>", "<math><mi//xlink:href=", "<!--", "]]>", "style=", "&lt;", "\x00"),
)
ANY_TEXT = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=SIGNS, max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)
A04 = (
    "<svg onload=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img onerror=alert(1)'>",
    '<a href="java&#9;script:alert(1)">x</a>',
    "[x](java&#9;script:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "<javascript:alert(1)>",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<img src=https://t.example/p.gif>",
    "![x](https://t.example/p.gif)",
    '<p style="position:fixed">x</p>',
    "<form action=//evil><button>x</button></form>",
    "<base href=//evil>",
    "<details ontoggle=alert(1) open>x</details>",
    "[x](ssh://evil)",
    "[x](//evil.example)",
    "[x](/nl/sign-out/)",
    "[x]\n\n[x]: javascript:alert(1)",
    "<a href='https://a.be' onclick=alert(1)>x</a>",
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("een\ntwee", "<p>een<br>\ntwee</p>"),
        ("een\n\ntwee", "<p>een</p>\n<p>twee</p>"),
        ("*a* **b** `c<d`", "<p><em>a</em> <strong>b</strong> <code>c&lt;d</code></p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("# a\nb\n===", "<p># a<br>\nb<br>\n===</p>"),
        ("2 * 3 * 4 < 25 & snake_case_word", "<p>2 * 3 * 4 &lt; 25 &amp; snake_case_word</p>"),
    ],
)
def test_the_small_set(typed, shown):
    assert to_html(typed).strip() == shown


@pytest.mark.parametrize(
    ("typed", "address", "label"),
    [
        ("[hier](https://a.be)", "https://a.be", "hier"),
        ("<a@b.be>", "mailto:a@b.be", "a@b.be"),
        ("[bel](tel:+3256)", "tel:+3256", "bel"),
        ("Zie https://a.be/b.", "https://a.be/b", "https://a.be/b"),
        ("(https://a.be/b_(c))", "https://a.be/b_(c)", "https://a.be/b_(c)"),
    ],
)
def test_links_say_that_others_wrote_them(typed, address, label):
    assert f'<a href="{address}" rel="{REL}">{label}</a>' in to_html(typed)


def test_an_address_in_the_label_of_a_link_is_no_second_link():
    assert to_html("[https://a.be](https://b.be)").count("<a ") == 1


@pytest.mark.parametrize("typed", A04)
def test_nothing_runs_loads_or_leads_astray(typed):
    shown = to_html(typed)

    assert list(dangers(shown)) == []
    assert {tag for tag, _attributes in read(shown)[0]} <= TAGS


@given(ANY_TEXT)
@settings(deadline=None)
def test_whatever_is_typed_only_the_small_set_comes_out(typed):
    tags, _words = read(to_html(typed))

    for tag, attributes in tags:
        allowed = ATTRIBUTES.get(tag, frozenset()) | ({"rel"} if tag == "a" else set())
        assert tag in TAGS
        assert set(attributes) <= allowed
        if tag == "a":
            assert attributes.get("href", "http:").split(":")[0].lower() in SCHEMES
            assert attributes["rel"] == REL


@given(st.text(alphabet="abc <&\"'é", max_size=80))
def test_words_without_signs_are_shown_as_they_are(typed):
    words = typed.strip()

    shown = read(to_html(words))[1].strip()

    assert " ".join(shown.split()) == " ".join(words.split())


@given(ANY_TEXT)
@example("0\x1e\x850")
@settings(deadline=None)
def test_the_words_alone_hold_no_line_that_is_empty(typed):
    assert all(line.strip() for line in to_plain(typed).splitlines() if line.isprintable())


def test_the_words_alone():
    typed = "Een *mooi* [plan](https://a.be).\n\n- een\n- twee\n\n> <b> & `code`"

    assert to_plain(typed) == "Een mooi plan.\n– een\n– twee\n<b> & code"
    assert to_plain(typed, addresses=True).startswith("Een mooi plan (https://a.be).")
    assert escape(to_plain("<script>")) == "&lt;script&gt;"


@pytest.mark.parametrize("sign", ["[", "*_", "> ", "- ", "`a``", "[a](", "<", "![[", "&#", "**a "])
def test_the_longest_text_is_read_at_once(sign):
    """Nothing grows with the square of what is typed: four times as long is not sixteen."""
    assert len(to_html((sign * 4000)[:4000])) < 100_000
