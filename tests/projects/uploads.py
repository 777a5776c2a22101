"""Files as people send them, good ones and bad ones."""

import zipfile
from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def drawn(kind="JPEG", size=(1200, 900), **more):
    out = BytesIO()
    Image.new("RGB", size, "#2f4aa8").save(out, kind, **more)
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
