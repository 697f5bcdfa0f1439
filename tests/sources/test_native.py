"""Reading files people write: all faults, each with its place and a hint."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qualmap.errors import QualmapError
from qualmap.files import MAX_TEXT_BYTES, parse_yaml, read_yaml
from qualmap.model.framework import Framework
from qualmap.model.qualification import Qualification
from qualmap.shapes import KINDS, json_schema
from qualmap.sources.native import read

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "files" / "faulty.yaml").read_text("utf-8")
)
GOOD = """\
kind: qualification
id: uz-baker
country: UZ
title: {uz-Latn: Novvoy, no: Baker}
level: 3
classification: {isco-08: "7512"}
workload: {hours: 360}
status: illustrative
source: {checked: never}
units:
  - id: A
    outcomes:
      - {id: A1, essential: no, text: {uz-Latn: "Xamir qoradi"}}
      - {id: A2, essential: false, text: {uz-Latn: "Non yopadi"}}
"""


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_faults_have_a_place_and_a_hint(case: dict, tmp_path: Path) -> None:
    with pytest.raises(QualmapError) as caught:
        read(write(tmp_path, case["content"]), "file.yaml")
    found = [str(fault).removeprefix("file.yaml:") for fault in caught.value.faults]
    assert len(found) == len(case["expect"]), found
    for fault, expected in zip(found, case["expect"], strict=True):
        assert expected in fault


def test_values_are_read_as_written(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("essential: no", "essential: true"))
    item = read(path).value
    assert isinstance(item, Qualification)
    assert item.title == {"uz-Latn": "Novvoy", "no": "Baker"}  # YAML 1.1 would read a False
    assert (item.level, item.workload.hours) == ("3", 360)
    assert [(o.id, o.essential) for o in item.outcomes] == [("A1", True), ("A2", False)]


def test_json_reads_like_yaml(tmp_path: Path) -> None:
    data = yaml.safe_load(GOOD.replace("no: Baker", "en: Baker"))
    path = tmp_path / "file.json"
    path.write_text(json.dumps(data), "utf-8")
    assert read(path).value.outcomes is not None
    assert [o.text for o in read(path).value.outcomes][1] == {"uz-Latn": "Non yopadi"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n  \n", "is empty"),
        (b"# only a comment\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\xff\xfe", "1:1: binary content"),
        ("kind: country\ntitle: {ru: Страна}\n".encode("cp1251"), "2:13: not UTF-8 text"),
        ("kind: country\n".encode("utf-16"), "UTF-16"),
        (b"a: \x00", "not valid YAML"),
        (b"[" * 100_000, "not valid YAML"),
        (b"- " * 100_000, "not valid YAML"),
        (b'a: "\\ud800"', "not valid YAML"),
    ],
)
def test_what_is_no_text_file_is_told_from_one(
    content: bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(QualmapError) as caught:
        read(write(tmp_path, content), "file.yaml")
    told = [caught.value.message, *map(str, caught.value.faults)]
    assert any(message in line for line in told), told


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    with path.open("wb") as stream:
        stream.truncate(MAX_TEXT_BYTES + 1)
    with pytest.raises(QualmapError, match="more than the limit"):
        read(path)


def test_deep_nesting_is_refused_in_words() -> None:
    with pytest.raises(QualmapError) as caught:
        parse_yaml("a: " + "{a: " * 60 + "b" + "}" * 60, "file.yaml")
    assert "nested more than" in str(caught.value.faults[0])


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    with pytest.raises(QualmapError) as caught:
        parse_yaml("\n".join(lines), "bomb.yaml")
    assert len(caught.value.faults) > 8


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(QualmapError, match="no such file"):
        read(tmp_path / "nothing.yaml")
    with pytest.raises(QualmapError, match="is a folder"):
        read_yaml(tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    content = (
        b"\xef\xbb\xbf"
        + GOOD.replace("essential: no", "essential: true").replace("\n", "\r\n").encode()
    )
    assert read(write(tmp_path, content)).value.id == "uz-baker"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        document = parse_yaml(text, "any.yaml")
    except QualmapError as error:
        assert error.message
    else:
        assert document.place(()).line >= 1


@given(
    st.recursive(
        st.text(max_size=5) | st.none(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from([*KINDS, "kind", "id", "title", "levels", "units"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_structure_is_built_or_refused_in_words(data: object) -> None:
    from qualmap.shapes import build

    for kind in KINDS:
        document = parse_yaml(json.dumps({"kind": kind, "content": data}), "any.json")
        with pytest.raises(QualmapError) as caught:
            build(document)
        assert caught.value.faults


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_schema_that_accepts_its_files(kind: str) -> None:
    import jsonschema

    schema = json_schema(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert all("description" in field for field in schema["properties"].values())


def test_levels_and_domains_are_found_by_id() -> None:
    from qualmap.catalogue import load

    entry = load().find("eqf", "framework")
    assert entry is not None
    framework = entry.value
    assert isinstance(framework, Framework)
    assert [level.id for level in framework.levels] == list("12345678")
    assert framework.own_domains("knowledge") == ("knowledge",)
    assert framework.level("9") is None
