"""The secret key in a backup: sealed with a passphrase that is not in it, or left out."""

import base64
import json
import os

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .words import CannotKeep

SALT_BYTES = 16


def seal(secrets: dict[str, str], passphrase: str) -> str:
    salt = os.urandom(SALT_BYTES)
    sealed = _fernet(passphrase, salt).encrypt(json.dumps(secrets).encode())
    return f"{base64.urlsafe_b64encode(salt).decode()}.{sealed.decode()}"


def unseal(text: str, passphrase: str) -> dict[str, str]:
    """Raises ``CannotKeep`` for another passphrase, and for what was changed."""
    salt, _dot, sealed = text.partition(".")
    try:
        opened = _fernet(passphrase, base64.urlsafe_b64decode(salt)).decrypt(sealed.encode())
    except (InvalidToken, ValueError):
        raise CannotKeep(
            "The secrets of this backup were sealed with another passphrase.",
            "Set GANGMAKER_BACKUP_PASSPHRASE to the one of that time.",
        ) from None
    kept: dict[str, str] = json.loads(opened)
    return kept


def _fernet(passphrase: str, salt: bytes) -> Fernet:
    key = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(key))
