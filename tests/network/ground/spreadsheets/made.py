"""Workbooks as people bring them: XLSX by a real writer, ODS part by part as LibreOffice writes it, and hostile ones."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Table = Sequence[Sequence[str]]
NAMESPACES = {
    part: f"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0" for part in ("office", "style", "table", "text")
} | {"calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"}
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def book(content: io.BytesIO) -> Any:
    """To be written into, and closed."""
    return xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})


def xlsx(*tables: Table, hidden: Sequence[int] = (), first_row: int = 0) -> bytes:
    """Each table a sheet, all of it text."""
    content = io.BytesIO()
    with book(content) as made:
        for number, table in enumerate(tables):
            sheet = made.add_worksheet(f"Feuille {number + 1}")
            for line, row in enumerate(table, start=first_row):
                for column, cell in enumerate(row):
                    sheet.write_string(line, column, cell)
            if number in hidden:
                sheet.hide()
            elif not any(before not in hidden for before in range(number)):
                sheet.activate()
                sheet.set_first_sheet()
    return content.getvalue()


def ods_of(body: str, doctype: str = "", **parts: str) -> bytes:
    """Around this body, what LibreOffice puts around it."""
    spaces = " ".join(f'xmlns:{part}="{name}"' for part, name in NAMESPACES.items())
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("shown", "true"), ("hidden", "false"))
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content {spaces} office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
        for name, part in {"META-INF/manifest.xml": "<manifest/>", **parts}.items():
            archive.writestr(name, part)
    return content.getvalue()


def cell(text: str) -> str:
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>' if text else "<table:table-cell/>"


def _spaced(line: str) -> str:
    """Two spaces in a row are an element in ODF, and so is a tab."""
    return escape(line).replace("\t", "<text:tab/>").replace("  ", '<text:s text:c="2"/>')


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def sheet(*rows: str, name: str = "Feuille 1", style: str = "shown") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def ods(*tables: Table, hidden: Sequence[int] = ()) -> bytes:
    """Each table a sheet, all of it text."""
    return ods_of(
        "".join(
            sheet(
                *(row(*(cell(text) for text in line)) for line in table),
                name=f"Feuille {number + 1}",
                style="hidden" if number in hidden else "shown",
            )
            for number, table in enumerate(tables)
        )
    )


def changed(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same archive, some of its parts put in the place of others."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, parts.get(name, before.read(name)))
        for name in parts.keys() - set(before.namelist()):
            after.writestr(name, parts[name])
    return made.getvalue()


LAUGHS = '<!DOCTYPE l [<!ENTITY a "hahahahaha">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
PEEPHOLE = '<!DOCTYPE l [<!ENTITY i SYSTEM "file:///etc/passwd">'
