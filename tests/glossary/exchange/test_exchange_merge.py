"""An import adds to the files what is new, contradicts aloud, and changes nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from exchange_samples import concepts
from hypothesis import Phase, given, settings

from qualmap.files import parse_yaml
from qualmap.glossary.exchange.characters import storable
from qualmap.glossary.exchange.loss import Losses
from qualmap.glossary.exchange.merge import Conflict, Gain, merge
from qualmap.lint.additions import grown, new_file
from qualmap.lint.document import from_text
from qualmap.lint.intake import changes
from qualmap.model.glossary import Concept, Matches, Term
from qualmap.shapes import build

OURS = Concept("a", {"en": (Term("x"), Term("y", "admitted"))}, domain="d",
               definition={"en": "one"}, broader=("b",))  # fmt: skip
FILE = """\
kind: glossary  # ours
concepts:
# the first
- id: a
  domain: d
  terms: {en: [{text: x}, {text: y, status: admitted}]}
  definition:
    en: one  # checked
  broader: [b]
- {id: z, terms: {en: [{text: z}]}, source: ""}
"""


def losses() -> Losses:
    return Losses("import", "csv")


@pytest.mark.parametrize(("theirs", "gains", "conflicts"), [
    (OURS, [], []),
    ({"terms": {"en": (Term("y", "candidate"), Term("x", "candidate"))}}, [], []),
    ({"terms": {"ru": (Term("икс"),)}, "definition": {"ru": "раз"}, "source": "s"},
     ["terms.ru: икс", "definition.ru: раз", "source: s"], []),
    ({"terms": {"en": (Term("w", "candidate"), Term("y", "admitted", kind="abbreviation"))}},
     ["terms.en: w", "terms.en.y.kind: abbreviation"], []),
    ({"terms": {"en": (Term("w"), Term("x", "admitted"))}, "domain": "e"},
     [], ["terms.en.preferred: x, w", "terms.en.x.status: preferred, admitted", "domain: d, e"]),
    ({"definition": {"en": "two"}, "broader": ("c", "b"), "matches": Matches(close=("u:x",))},
     ["broader: c", "matches.close: u:x"], ["definition.en: one, two"]),
])  # fmt: skip
def test_gains_and_conflicts(theirs: Concept | dict, gains: list, conflicts: list) -> None:
    if isinstance(theirs, dict):
        theirs = replace(Concept("a", {}), **theirs)
    merged = merge({"a": OURS}, [theirs], losses())
    assert sorted(f"{one.field}: {one.value}" for one in merged.gains) == sorted(gains)
    assert sorted(f"{one.field}: {one.ours}, {one.theirs}" for one in merged.conflicts) == sorted(
        conflicts
    )
    again = merge({"a": merged.grown.get("a", OURS)}, [theirs], losses())
    assert not again.gains and len(again.conflicts) == len(conflicts)


def test_new_concepts_and_those_that_cannot_change() -> None:
    lost = losses()
    new, empty = Concept("n", {"en": (Term("n"),)}), Concept("e", {}, note="x")
    merged = merge({}, [OURS, new, empty], lost, fixed={"a": replace(OURS, domain="")})
    assert merged.new == [new] and not merged.grown
    assert merged.conflicts == [Conflict("a", "domain", "", "d")]
    assert [(one.field, one.concepts) for one in lost] == [("concept", ("e",))]


def test_only_what_is_new_is_written() -> None:
    theirs = [
        Concept("a", {"en": (Term("w", "candidate"), Term("y", "candidate", use="x")),
                      "ru": (Term("икс: №1"),)},
                definition={"ru": "раз"}, broader=("c",), matches=Matches(exact=("u:x",))),
        Concept("z", {}, source="s", note="no"),
        Concept("new", {"en": (Term("n"),)}),
    ]  # fmt: skip
    file = from_text(FILE, "g.yaml")
    ours = {one.id: one for one in build(parse_yaml(FILE, "g.yaml"), "glossary").concepts}
    merged = merge(ours, theirs, losses())
    assert (
        grown(file, merged.grown, merged.new)
        == """\
kind: glossary  # ours
concepts:
# the first
- id: a
  domain: d
  terms: {en: [{text: x}, {text: y, status: admitted, use: "x"}, {text: "w", status: candidate}], \
ru: [{text: "икс: №1"}]}
  definition:
    en: one  # checked
    ru: "раз"
  broader: [b, c]
  matches: {exact: ["u:x"]}
- {id: z, terms: {en: [{text: z}]}, source: "s", note: "no"}
- id: new
  terms:
    en: [{text: "n"}]
"""
    )
    assert Gain("z", "source", "s") in merged.gains


def _block(data: dict, **how: object) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000, **how)


LAYOUTS = {
    "block": lambda data: _block(data, default_flow_style=False),
    "flow": lambda data: _block(data, default_flow_style=True),
    "mixed": lambda data: _block(data),
    "crlf": lambda data: "\ufeff" + _block(data, default_flow_style=False).replace("\n", "\r\n"),
    "no end": lambda data: _block(data, default_flow_style=False).rstrip("\n"),
    "json": lambda data: json.dumps(data, ensure_ascii=False, indent=1),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(ours=concepts, theirs=concepts, other=concepts)
def test_in_every_layout(layout: str, ours: Concept, theirs: Concept, other: Concept) -> None:
    ours, theirs, other = (storable(one, losses()) for one in (ours, theirs, other))
    theirs, other = replace(theirs, id=ours.id), replace(other, id="other")
    name = "g.json" if layout == "json" else "g.yaml"
    text = LAYOUTS[layout](json.loads(new_file([ours], "g.json")))
    merged = merge({ours.id: ours}, [theirs, other], losses())
    after = grown(from_text(text, name), merged.grown, merged.new)
    rest = iter(after)
    assert all(letter in rest for letter in text)
    found = {one.id: one for one in build(parse_yaml(after.removeprefix("\ufeff"), name),
                                          "glossary").concepts}  # fmt: skip
    assert found == {
        ours.id: merged.grown.get(ours.id, ours),
        "other": replace(other, lint=other.lint),
    }


def test_only_files_that_change_are_written_and_a_new_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FILE, "utf-8")
    (tmp_path / "b.yaml").write_text("kind: glossary\nconcepts: []\n", "utf-8")
    merged = merge({"a": OURS}, [Concept("new", {"en": (Term("n"),)})], losses())
    files = {name: tmp_path / name for name in ("a.yaml", "b.yaml", "c.yaml")}
    (change,) = changes(files, merged, "c.yaml")
    text = 'kind: glossary\nconcepts:\n  - id: new\n    terms:\n      en: [{text: "n"}]\n'
    assert (change.path, change.text) == ("c.yaml", text)
    (change,) = changes(files, merged, "b.yaml")
    assert build(parse_yaml(change.text, "b"), "glossary").concepts == tuple(merged.new)
