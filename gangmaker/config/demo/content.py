"""The demo region, read from ``data/*.toml`` and checked."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gangmaker.config.demo.checking import check
from gangmaker.config.demo.checking_brokerage import check_brokerage
from gangmaker.config.demo.checking_projects import check_projects
from gangmaker.config.demo.checking_talk import check_talk
from gangmaker.config.demo.reading import ContentError, build
from gangmaker.config.demo.region_rows import DemoContent


@cache
def demo_content() -> DemoContent:
    """The demo region. Raises ``ContentError`` when its rows do not hold together."""
    tables: dict[str, Any] = {}
    for file in files("gangmaker.config.demo").joinpath("data").iterdir():
        if file.name.endswith(".toml"):
            for name, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
                tables[name] = [*tables.get(name, ()), *rows] if isinstance(rows, list) else rows
    content = build(DemoContent, tables, where="demo")
    problems = [
        *check(content),
        *check_projects(content),
        *check_talk(content),
        *check_brokerage(content),
    ]
    if problems:
        raise ContentError("\n".join(problems))
    return content
