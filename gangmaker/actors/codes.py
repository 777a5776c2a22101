"""The six digits that prove an address at sign-in: computed, never stored.

The session of the visitor and the mail in the outbox both carry a nonce. Only the installation's
key makes digits of it, so nobody who reads the database can sign in.
"""

from datetime import timedelta

from django.utils.crypto import salted_hmac

from .models.accounts import new_nonce

CODE_LIVES = timedelta(minutes=15)
DIGITS = 6

__all__ = ["CODE_LIVES", "DIGITS", "new_nonce", "sign_in_code"]


def sign_in_code(*, nonce: str, email: str) -> str:
    """The code for ``email``. Another nonce or another address gives another code."""
    digest = salted_hmac("gangmaker.actors.codes", f"{nonce}:{email}", algorithm="sha256").digest()
    return str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)
