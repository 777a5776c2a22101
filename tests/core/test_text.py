import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.text import (
    CODE_ALPHABET,
    CODE_COUNT,
    fold,
    initials,
    normalise,
    normalise_line,
    read_short_code,
    short_code,
    similar_words,
    slugify_title,
)

any_text = st.text(st.characters(), max_size=80)  # lone surrogates included


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kortrijk", "kortrijk"),
        ("Ideeën", "ideeen"),
        ("ÇA VA, GARÇON", "ca va, garcon"),
        ("Straße", "strasse"),
        ("Ærø og Łódź", "aero og lodz"),
        ("œuvre", "oeuvre"),
        ("e\u0301cole", "ecole"),
        ("İstanbul", "istanbul"),
        ("ﬁets", "fiets"),
    ],
)
def test_folding_drops_capitals_accents_and_ligatures(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_composed_and_decomposed_text_fold_to_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Een repaircafé in de Budafabriek?", "een-repaircafe-in-de-budafabriek"),
        ("L'été à Courtrai", "l-ete-a-courtrai"),
        ("  100 % lokaal  ", "100-lokaal"),
        ("!!!", "item"),
        ("中文", "item"),
        ("", "item"),
    ],
)
def test_a_title_becomes_part_of_an_address(title: str, slug: str) -> None:
    assert slugify_title(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert slugify_title("wie helpt ons verhuizen", limit=15) == "wie-helpt-ons"


def test_a_title_that_just_fits_is_not_cut() -> None:
    assert slugify_title("wie helpt ons", limit=13) == "wie-helpt-ons"


def test_one_endless_word_is_cut_where_it_must() -> None:
    assert slugify_title("wielerwedstrijdorganisatie", limit=10) == "wielerweds"


@given(any_text, st.integers(min_value=1, max_value=80))
def test_a_slug_is_never_empty_and_never_too_long(title: str, limit: int) -> None:
    slug = slugify_title(title, limit=limit)

    assert 1 <= len(slug) <= limit
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")


@given(st.binary(min_size=8, max_size=16))
def test_a_code_has_eight_signs_that_cannot_be_confused(source: bytes) -> None:
    code = short_code(source)

    assert len(code) == 8
    assert not set(code) & set("aeiouy01l2s5q96")


@given(
    st.integers(min_value=0, max_value=CODE_COUNT - 1),
    st.integers(min_value=0, max_value=CODE_COUNT - 1),
)
def test_other_numbers_give_other_codes(one: int, other: int) -> None:
    assert (short_code(one) == short_code(other)) == (one == other)


def test_a_code_stays_what_it_was() -> None:
    assert short_code(0) == "33333333"
    assert short_code(CODE_COUNT - 1) == "zzzzzzzz"
    assert short_code(bytes(range(8))) == "khnmxdjb"


@pytest.mark.parametrize("source", [-1, CODE_COUNT, b"seven_b"])
def test_a_code_is_not_made_of_too_little(source: int | bytes) -> None:
    with pytest.raises(ValueError, match="A code"):
        short_code(source)


@pytest.mark.parametrize("typed", ["bcdf3477", " BCDF 3477", "bcdf-3477", "BcDf.3477\n"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_short_code(typed) == "bcdf3477"


@pytest.mark.parametrize("typed", ["", "bcdf347", "bcdf34777", "bcdfaaaa", "bcdf347é"])
def test_what_is_no_code_is_not_read(typed: str) -> None:
    assert read_short_code(typed) is None


def test_the_alphabet_has_each_sign_once() -> None:
    assert len(set(CODE_ALPHABET)) == len(CODE_ALPHABET)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  een idee \r\n", "een idee"),
        ("een\x00 idee\x07", "een idee"),
        ("naam\u202egnp.exe\u2066\u2069", "naamgnp.exe"),
        ("cafe\u0301", "café"),
        ("half \ud83d emoji", "half  emoji"),
        ("een\r\n\r\n\r\n\r\ntwee", "een\n\ntwee"),
        ("een  \n \t \n\n twee", "een\n\n twee"),
        ("\ufeffbegin\u2028volgende", "begin\nvolgende"),
        ("👩\u200d🎨", "👩\u200d🎨"),
    ],
)
def test_input_is_made_fit_to_store(typed: str, kept: str) -> None:
    assert normalise(typed) == kept


def test_a_title_is_one_line() -> None:
    assert normalise_line(" Een\u00a0titel \n op   twee\tregels ") == "Een titel op twee regels"


@given(any_text)
def test_what_is_fit_to_store_stays_as_it_is(text: str) -> None:
    kept = normalise(text)

    assert normalise(kept) == kept


@given(any_text)
def test_kept_input_can_be_encoded_and_misleads_nobody(text: str) -> None:
    kept = normalise(text)

    kept.encode("utf-8")
    assert not set(kept) & {"\x00", "\r", "\x1b", *"\u202a\u202b\u202c\u202d\u202e\u2066\u2069"}
    assert "\n\n\n" not in kept


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Kunnen we samen fietsen herstellen in de Budafabriek?",
            ("budafabriek", "herstel", "fiets"),
        ),
        ("Repair the bikes of the neighbours", ("neighbour", "repair", "bike")),
        ("Réparer les vélos du quartier", ("quartier", "reparer", "velo")),
        ("Ideeën, lessen en bussen", ("lessen", "bussen", "idee")),
        ("de het een and the les des", ()),
        ("glass glass GLASS", ("glass",)),
    ],
)
def test_only_telling_words_are_searched(text: str, words: tuple[str, ...]) -> None:
    assert similar_words(text) == words


def test_no_more_than_eight_words_are_searched_the_longest_first() -> None:
    ten_words = [letter * length for length, letter in enumerate("bcdfghjkmn", start=3)]

    words = similar_words(" ".join(ten_words))

    assert words == tuple(reversed(ten_words[-8:]))


def test_equally_long_words_keep_the_order_of_the_text() -> None:
    assert similar_words("zijde wolle katoen") == ("zijde", "wolle", "kato")
    assert similar_words("wolle katoen zijde") == ("wolle", "zijde", "kato")


@given(any_text)
def test_every_stem_begins_a_word_of_the_text(text: str) -> None:
    words = fold(text).replace("_", " ").split()

    assert all(any(stem in word for word in words) for stem in similar_words(text))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jan van den Berg", "JB"),
        ("designer", "D"),
        ("Designregio Kortrijk vzw", "DK"),
        ("De Krook", "K"),
        ("'t Hoge", "H"),
        ("éloïse", "É"),
        ("ßigma", "S"),
        ("De Van", "DV"),
        ("🎨", "?"),
        ("", "?"),
    ],
)
def test_initials_are_of_the_words_that_tell(name: str, letters: str) -> None:
    assert initials(name) == letters
