"""Pages on paper: a PDF with a title, a language and structure that a screen reader can follow."""

import json
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent


def pdf(template: str, told: Mapping[str, object]) -> bytes:
    """Set ``told`` in ``template``, as PDF/UA-1: tagged, titled, with our own typefaces inside.

    Only files in this folder can be read; the template asks nobody for anything.
    """
    import typst  # late: 30 MB of compiler, only for who asks for paper

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE)]
    )
    made = typst.compile(
        str(HERE / template),
        root=str(HERE),
        font_paths=fonts,
        sys_inputs={"told": json.dumps(dict(told), ensure_ascii=False)},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return bytes(made)
