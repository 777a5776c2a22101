"""Codes to sign in: six digits, from what is stored and what is not."""

from gangmaker.actors.codes import sign_in_code


def test_a_code_has_six_digits_and_stays_the_same():
    codes = {sign_in_code(nonce=f"nonce{n}", email="a@example.org") for n in range(200)}

    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    assert sign_in_code(nonce="n", email="a@example.org") == sign_in_code(
        nonce="n", email="a@example.org"
    )


def test_another_nonce_or_address_gives_another_code():
    codes = {
        sign_in_code(nonce=nonce, email=email)
        for nonce in ("one", "two")
        for email in ("a@example.org", "b@example.org")
    }

    assert len(codes) == 4


def test_without_the_key_of_the_installation_nobody_makes_the_code(settings):
    ours = sign_in_code(nonce="one", email="a@example.org")

    settings.SECRET_KEY = "another key, of another installation, as long as ours is"

    assert sign_in_code(nonce="one", email="a@example.org") != ours
