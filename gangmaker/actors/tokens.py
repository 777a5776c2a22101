"""Links that prove something: a random nonce from the database, signed with the secret key."""

from django.core import signing

CONFIRM_ADDRESS = "actors.confirm-address"
INVITATION = "actors.invitation"
CLAIM = "actors.claim"


def token_for(nonce: str, *, purpose: str) -> str:
    return signing.Signer(salt=purpose, sep="~").sign(nonce)


def nonce_from(token: str, *, purpose: str) -> str | None:
    """The nonce that ``token`` carries, or None when it was not signed here for ``purpose``."""
    try:
        return signing.Signer(salt=purpose, sep="~").unsign(token)
    except signing.BadSignature:
        return None
