"""What the app with codes shows: a code of six digits for a secret and a moment (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time

PERIOD = 30
TO_TYPE = 3


def app_code(secret: str) -> str:
    """The code of now; close to its end we wait for the next, as people do."""
    left = PERIOD - time.time() % PERIOD
    if left < TO_TYPE:
        time.sleep(left)
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // PERIOD), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"
