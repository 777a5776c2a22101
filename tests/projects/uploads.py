"""Files as people send them, good ones and bad ones."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def drawn(kind="JPEG", size=(1200, 900), mode="RGB", **more):
    out = BytesIO()
    Image.new(mode, size, "#2f4aa8").save(out, kind, **more)
    return out.getvalue()


def packed(parts, *, compression=zipfile.ZIP_DEFLATED):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, content in parts:
            package.writestr(name, content)
    return out.getvalue()


def open_document(media_type=ODT, *more):
    return packed([("mimetype", media_type), ("content.xml", "<office:document/>"), *more])


def office_file(part="word/document.xml", *more):
    return packed([("[Content_Types].xml", "<Types/>"), (part, "<document/>"), *more])


def packed_pdf(objects, *, kind=b"/ObjStm"):
    """A PDF that packs some of its objects away, as most programs do."""
    inside = zlib.compress(objects)
    head = b"%%PDF-1.7\n1 0 obj\n<< /Type %s /Filter /FlateDecode /Length %d >>\nstream\n"
    return head % (kind, len(inside)) + inside + b"\nendstream\nendobj\n%%EOF\n"


def png(width, height, *, lines=b"", depth=1, colour=0):
    """A PNG whose header promises ``width`` by ``height``, whatever ``lines`` hold."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def many_frames(count, kind="GIF"):
    """A moving picture of so many frames."""
    out = BytesIO()
    frames = [Image.new("P", (9, 9), number % 2) for number in range(count)]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=20)
    return out.getvalue()
