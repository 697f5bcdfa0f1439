"""Results that are read back: which files are found, and what is told of a broken one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results import edited, plain, save

from qualmap.errors import QualmapError
from qualmap.sources.mappings import find_mappings, parse_mapping


def test_what_a_place_stands_for(tmp_path: Path) -> None:
    alone = save(tmp_path / "one")
    save(tmp_path / "batch" / "runs" / "kz-uz")
    save(tmp_path / "batch" / "runs" / "туризм 1")
    save(tmp_path / "batch" / ".qualmap" / "cache")
    save(tmp_path / "many" / "kz-kg")
    found = {
        "file": find_mappings(alone),
        "folder": find_mappings(tmp_path / "one"),
        "batch": find_mappings(tmp_path / "batch"),
        "several": find_mappings(tmp_path / "many"),
    }
    assert {name: list(runs) for name, runs in found.items()} == {
        "file": [""],
        "folder": [""],
        "batch": ["kz-uz", "туризм 1"],
        "several": ["kz-kg"],
    }
    assert found["batch"]["kz-uz"].pairs[0].outcomes[0].relation == "exact"
    assert "kz-uz" in found["batch"] and len(found["batch"]) == 2


def test_where_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(QualmapError, match=r"no mapping\.json in"):
        find_mappings(tmp_path)
    with pytest.raises(QualmapError, match="no such file: none"):
        find_mappings(tmp_path / "none")


BROKEN = {
    "cut short": (b'{"schema_version": "1",\n "kind', ["m.json:2:6", "not valid JSON"]),
    "another kind": (json.dumps(edited(lambda d: d.update(kind="list"))), ["kind: ", "comparison"]),
    "a later version": (
        json.dumps(edited(lambda d: d.update(schema_version="2"))), ["schema_version: "],
    ),
    "a key missing": (
        json.dumps(edited(lambda d: d["pairs"][0]["outcomes"][0].pop("score"))),
        ["pairs.0.outcomes.0.score: field required", "not a mapping.json of this version"],
    ),
    "a number in words": (
        json.dumps(edited(lambda d: d["pairs"][0]["outcomes"][0].update(score="high"))),
        ["pairs.0.outcomes.0.score: input should be a valid number"],
    ),
    "no number at all": (
        json.dumps(edited(lambda d: d["pairs"][0]["left_covered"].update(firm=float("nan")))),
        ["pairs.0.left_covered.firm: "],
    ),
    "a relation that nobody knows": (
        json.dumps(edited(lambda d: d["pairs"][0]["outcomes"][0].update(relation="same"))),
        ["pairs.0.outcomes.0.relation: input should be 'exact', 'close'"],
    ),
    "a share above one": (
        json.dumps(edited(lambda d: d["pairs"][0]["outcomes"][0].update(score=1.5))),
        ["score: input should be less than or equal to 1"],
    ),
    "a list": (b"[]", ["m.json"]),
    "bytes": (b"\xff\xfe\x00\x01", ["not valid JSON"]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told(content: bytes | str, told: list[str]) -> None:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(QualmapError) as caught:
        parse_mapping(raw, "m.json")
    words = " ".join(map(str, caught.value.faults))
    assert all(part in words for part in told), words


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_content_breaks_the_reader(data: st.DataObject) -> None:
    """Any value in any place is read or told as a fault; nothing else is raised."""
    whole = plain()
    values = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
        st.just([]), st.just({}),
    )  # fmt: skip
    node = whole
    while isinstance(node, (dict, list)) and node:
        key = data.draw(
            st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node)))
        )
        if not isinstance(node[key], (dict, list)) or not node[key] or data.draw(st.booleans()):
            node[key] = data.draw(values)
            break
        node = node[key]
    try:
        parse_mapping(json.dumps(whole).encode("utf-8", "replace"), "m.json")
    except QualmapError as error:
        assert error.faults
