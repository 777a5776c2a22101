"""The demo region, read from ``data/*.toml`` and checked."""

import tomllib
from functools import cache
from importlib.resources import files

from gangmaker.config.demo.checking import check
from gangmaker.config.demo.reading import ContentError, build
from gangmaker.config.demo.rows import DemoContent


@cache
def demo_content() -> DemoContent:
    """The demo region. Raises ``ContentError`` when its rows do not hold together."""
    tables: dict[str, object] = {}
    for file in files("gangmaker.config.demo").joinpath("data").iterdir():
        if file.name.endswith(".toml"):
            tables |= tomllib.loads(file.read_text(encoding="utf-8"))
    content = build(DemoContent, tables, where="demo")
    problems = check(content)
    if problems:
        raise ContentError("\n".join(problems))
    return content
