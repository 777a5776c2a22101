"""What a page of ours may load, and from where."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF


def content_security_policy(*, tile_server: str, https: bool) -> dict[str, Any]:
    """Nothing inline, and nothing of anybody else, but for the pictures of a map."""
    tiles = f"https://{urlsplit(tile_server).netloc}"
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, tiles] if tile_server else [SELF],
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "form-action": [SELF],
            "base-uri": [NONE],
            "frame-ancestors": [NONE],
            "object-src": [NONE],
            "upgrade-insecure-requests": https,
        }
    }
