"""The pictures and documents of the demo region: woven and written by ourselves.

A picture is the swatch of a key, as everywhere on the pages. A PDF holds a few lines of text.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final

from gangmaker.config.demo.drawings import kept_drawing
from gangmaker.config.demo.project_rows import Paper, Picture
from gangmaker.config.demo.region_rows import DemoContent
from gangmaker.core.weave import swatch_paths
from gangmaker.projects.files import Kept, keep_document, keep_item_picture

COLOURS: Final = (
    ("#2f4aa8", "#efe6d2", "blauw en crème"),
    ("#7f9be0", "#f4eede", "lichtblauw en crème"),
    ("#1c2740", "#cbb98e", "donkerblauw en zand"),
    ("#b9893b", "#f2ead8", "goud en crème"),
    ("#6d837b", "#ebe3cf", "grijsgroen en crème"),
    ("#a8452f", "#e9cfae", "rood en zand"),
    ("#2f4aa8", "#bccaf5", "blauw en lichtblauw"),
    ("#33503f", "#c9cfae", "donkergroen en lichtgroen"),
    ("#5a3b52", "#e6d3c4", "paars en zand"),
)
"""Warp, weft and how we call them, for each palette of ``core.weave`` (as in items.css)."""

WIDTH: Final = 1200
COLUMNS, ROWS = 60, 38


def kept_papers(content: DemoContent) -> dict[str, Kept]:
    """Every picture (by its cloth or drawing) and document (by its key), on the disk.

    Done before the region is loaded: no file is written inside a transaction.
    """
    kept = {picture.cloth: _weave(picture) for picture in pictures(content)}
    kept |= {row.drawing: kept_drawing(row.drawing) for row in content.item_pictures}
    return kept | {paper.key: _write(paper) for paper in papers(content)}


def pictures(content: DemoContent) -> Iterator[Picture]:
    for project in content.projects:
        for update in project.updates:
            yield from update.pictures
    for result in content.results:
        yield from (shown.picture for shown in result.evidence if shown.picture)


def papers(content: DemoContent) -> Iterator[Paper]:
    for project in content.projects:
        yield from project.papers
    for result in content.results:
        yield from (shown.paper for shown in result.evidence if shown.paper)
    yield from (row.paper for row in content.item_papers)


def alt_of(picture: Picture) -> str:
    """What the picture shows, with the colours that the cloth really has."""
    return picture.alt.format(colours=COLOURS[swatch_paths(picture.cloth).palette][2])


def _weave(picture: Picture) -> Kept:
    from gangmaker.web.trails.raster import drawn_png  # late: it loads the letters

    cell = WIDTH // COLUMNS
    cloth = swatch_paths(picture.cloth, columns=COLUMNS, rows=ROWS, cell=cell)
    warp, weft, _words = COLOURS[cloth.palette]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {cloth.width} {cloth.height}">'
        f'<rect width="{cloth.width}" height="{cloth.height}" fill="{weft}"/>'
        f'<path d="{cloth.path}" fill="none" stroke="{warp}" stroke-width="{cloth.stroke}"/></svg>'
    )
    png = drawn_png(svg, width=WIDTH)
    return keep_item_picture(BytesIO(png), size=len(png), name=f"{picture.cloth}.png")


def _write(paper: Paper) -> Kept:
    content = _csv(paper.lines) if paper.kind == "csv" else pdf(paper.lines)
    return keep_document(BytesIO(content), size=len(content), name=f"{paper.name}.{paper.kind}")


def _csv(lines: Sequence[str]) -> bytes:
    return "\r\n".join([*lines, ""]).encode()


def pdf(lines: Sequence[str]) -> bytes:
    """One page of A4 with these lines, the first one larger, in a font that every reader has."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(_page(lines)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(parts) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (count, table, count, len(out))
    )


def _page(lines: Sequence[str]) -> bytes:
    rows = [b"BT /F1 18 Tf 60 770 Td (%s) Tj /F1 11 Tf 20 TL T*" % _escaped(lines[0])]
    rows += [b"(%s) Tj T*" % _escaped(line) for line in lines[1:]]
    return b"\n".join([*rows, b"ET"])


def _escaped(line: str) -> bytes:
    plain = line.encode("cp1252", "replace")
    return plain.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
