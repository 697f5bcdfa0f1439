"""Files made to break a reader: a clear error with the place, as soon as can be."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualmap.errors import QualmapError
from qualmap.glossary.exchange.formats import FORMATS, format_of, read, write
from qualmap.model.glossary import Concept, Term

LAUGHS = '<?xml version="1.0"?>\n<!DOCTYPE tbx [\n  <!ENTITY a "ha">\n  <!ENTITY b "&a;&a;">\n]>\n'
STOLEN = '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>'
REMOTE = '{"@context": "https://example.org/context.json", "@id": "http://example.org/a"}'
SMALL = [Concept("a", {"en": (Term("x"),)})]


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def corner() -> bytes:
    """A sheet of two cells that spans all rows and columns."""
    cells = b'<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
    return archive(**{"xl/worksheets/sheet1.xml": b"<sheetData>" + cells + b"</sheetData>"})


def liar(size: int) -> bytes:
    """An archive whose directory says that its part has another size."""
    content = bytearray(archive(a=b"<row/>" * 1000))
    place = content.rfind(b"PK\x01\x02") + 24
    content[place : place + 4] = size.to_bytes(4, "little")
    return bytes(content)


CASES = {
    "entities that grow": ("a.tbx", LAUGHS + "<tbx>&b;</tbx>", "a.tbx:3:"),
    "an entity that reads a file": ("a.tbx", STOLEN, "declares the entity 'a'"),
    "an unknown entity": ("a.tbx", "<tbx>&nbsp;</tbx>", "a.tbx:1:"),
    "nested xml": ("a.tbx", "<tbx>" * 100_000, "nested more than 100 deep"),
    "broken xml": ("a.tbx", "<tbx>\n <a></b></tbx>", "a.tbx:2:"),
    "other xml": ("a.tbx", "<html/>", "its root is <html>"),
    "nul in xml": ("a.tbx", "<tbx>\0</tbx>", "a.tbx:1:"),
    "nul in a table": ("a.csv", "concept,text\na,x\0", "a.csv:2:4: a NUL character"),
    "half characters": ("a.csv", b"concept,text\na,\xed\xa0\x80", "a.csv:2:3: not UTF-8"),
    "an open quote": ("a.csv", 'concept,text\na,"x', "not a table"),
    "a huge cell": ("a.csv", "concept,text\na," + "x" * 1_000_001, "not a table"),
    "another table": ("a.csv", "name;price\na;1", "no columns `concept` and `text`"),
    "utf-16": ("a.csv", "concept".encode("utf-16"), "UTF-16"),
    "a bomb": ("a.xlsx", liar(300_000_000), "unpacks to"),
    "many parts": ("a.xlsx", archive(**{f"p{n}": b"" for n in range(2_001)}), "2001 parts"),
    "a far corner": ("a.xlsx", corner(), "1048576 rows and 16384 columns"),
    "a false size": ("a.xlsx", liar(10), "not an XLSX workbook"),
    "no workbook": ("a.xlsx", b"concept,text", "not an XLSX workbook"),
    "another archive": ("a.xlsx", archive(a=b"x"), "not an XLSX workbook"),
    "broken turtle": ("a.ttl", "@prefix x: <y> .\nx:a x:b ;;; !", "not turtle"),
    "nested turtle": ("a.ttl", "<a> <b> " + "[ <c> " * 5_000, "not turtle"),
    "broken json": ("a.jsonld", '{"a": ', "a.jsonld:1:"),
    "nested json": ("a.jsonld", "[" * 100_000, "nested too deep"),
    "a context elsewhere": ("a.jsonld", REMOTE, "nothing is fetched"),
    "an import elsewhere": (
        "a.jsonld", REMOTE.replace("@context", "@import"), "nothing is fetched"),
    "no json-ld": ("a.jsonld", json.dumps({"@id": 5, "@context": {"@base": 7}}), "a.jsonld"),
    "nothing": ("a.tbx", "", "is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_refused(case: str, tmp_path: Path) -> None:
    name, content, expected = CASES[case]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(QualmapError) as caught:
        read(path, name, format_of("", path))
    error = caught.value
    assert expected in "\n".join([error.message, error.hint, *map(str, error.faults)])


def test_large_files_are_not_opened(tmp_path: Path) -> None:
    for entry in FORMATS.values():
        path = tmp_path / f"a{entry.suffixes[0]}"
        with path.open("wb") as stream:
            stream.truncate(60_000_000)
        with pytest.raises(QualmapError, match="more than the limit of 50 MB"):
            read(path, path.name, entry)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(place=st.integers(0, 3_000), junk=st.binary(min_size=1, max_size=8))
def test_damaged_files_never_crash(name: str, tmp_path: Path, place: int, junk: bytes) -> None:
    content, _losses = write(SMALL, FORMATS[name])
    place %= len(content)
    path = tmp_path / "a"
    path.write_bytes(content[:place] + junk + content[place + len(junk) :])
    try:
        concepts, _losses = read(path, "a", FORMATS[name])
    except QualmapError as error:
        assert error.message
    else:
        assert concepts
