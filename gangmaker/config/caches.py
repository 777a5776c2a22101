"""What is remembered for a while, and where."""

from pathlib import Path
from typing import Any

BACKENDS = "django.core.cache.backends"


def caches(*, redis_url: str, folder: Path) -> dict[str, dict[str, Any]]:
    """``default`` counts limits; in ``kept`` the worker leaves for the web servers what takes long
    to count. Both are in Redis where there is one; else in memory, and in files of ``folder``.
    """
    if redis_url:
        redis = {
            "BACKEND": f"{BACKENDS}.redis.RedisCache",
            "LOCATION": redis_url,
            "KEY_PREFIX": "gangmaker",
        }
        return {"default": redis, "kept": redis}
    return {
        "default": {"BACKEND": f"{BACKENDS}.locmem.LocMemCache"},
        "kept": {"BACKEND": f"{BACKENDS}.filebased.FileBasedCache", "LOCATION": folder},
    }
