"""Whatever a file holds: no crash, fixes that harm nothing, and twice is once."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lint.benches import FAULTY

from qualmap.lint.document import SourceFile, from_text
from qualmap.lint.fixes import fix_all
from qualmap.lint.formats import FORMATS, render
from qualmap.lint.linted import Linted
from qualmap.lint.options import Options
from qualmap.lint.report import Report
from qualmap.lint.run import Settings, check
from qualmap.lint.select import Layer, choose
from qualmap.lint.tree import plain
from qualmap.model.finding import Finding

RULES = tuple(choose([Layer(("ALL",))], preview=True))
SETTINGS = Settings(RULES, Options(required_languages=("en", "ru")))
BOTH = frozenset(("safe", "unsafe"))
SEED = """\
kind: glossary
concepts:
  # qualmap: ignore[GC006]  soon
  - id: learning-outcome
    domain: learning
    terms:
      en: [{text: "learning outcome"}, {text: LO, kind: abbreviation, status: admitted}]
      ru: [{text: 'результат обучения'}]
      uz-Latn: [{text: "taʼlim natijasi"}, {text: "o'quv natija.", status: deprecated, use: x}]
      uz-Cyrl:
        - text: таълим натижаси
          status: preferred
    definition: {en: "what a learner knows", ru: "то, что знает учащийся"}
    broader: [outcome]
    related: [competence, skill]
    matches: {exact: ["https://example.org/x"]}
    source: >-
      our own,
      2026
  - id: skill  # a skill
    terms: {en: [{text: "skill"}]}
    definition:
      en: |
        ability to do a thing
    lint: {ignore: [GC002]}
"""
SNIPPETS = (
    "\n", "  ", "- ", ": ", "#", "# qualmap: ignore[GC001]", '"', "'", "[", "]", "{", "}", ",", "|",
    ">", "\\", "\\u200b", "\\ud800", "&a ", "*a", "!!str ", "? ", "---\n", "\ufeff", "\u200b",
    "\u202e", "\r", "\t", "\0", "\x85", "\u2028", "ё", "ў", "ʻ", "'", "no", "1.10", "2026-01-01",
    "~", "null", "id: x\n", "text: ", "status: wrong", "uz: ", "kz: ", "=1+1", "資", "😀", "\u0306",
)  # fmt: skip
RUNS = int(os.environ.get("QUALMAP_FUZZ", "2000"))


def mutated(text: str, chance: random.Random) -> str:
    """A text with a few characters taken away, put in, doubled or moved."""
    for _turn in range(chance.randint(1, 5)):
        place = chance.randrange(len(text) + 1)
        end = min(place + chance.choice((0, 1, 1, 3, 20, 80)), len(text))
        piece = chance.choice((chance.choice(SNIPPETS), text[place:end] * 2, ""))
        text = text[:place] + piece + text[end:]
    return text


def look(files: dict[str, SourceFile]) -> list[Finding]:
    return check(Linted(list(files.values())), SETTINGS)


def broken_promises(text: str) -> list[str]:
    """What must hold of any text, and does not."""
    files = {"a.yaml": from_text(text, "a.yaml")}
    found = look(files)
    fixed = fix_all(files, look, BOTH)  # type: ignore[arg-type]
    again = fix_all(fixed.files, look, BOTH)  # type: ignore[arg-type]
    before, after = files["a.yaml"], fixed.files["a.yaml"]
    promises = {
        "a finding has a place": all(one.line >= 1 and one.column >= 1 for one in found),
        "a finding ends after its start": all(
            (one.end_line, one.end_column) >= (one.line, one.column) for one in found
        ),
        "fixing settles": fixed.settled,
        "fixing twice is fixing once": again.files["a.yaml"].text == after.text,
        "what is broken stays as it was": not before.broken or after.text == text,
        "without a fix the data stay": before.broken or fixed.applied or after.data == before.data,
        "a fix breaks nothing": before.broken or not after.broken,
    }
    return [promise for promise, kept in promises.items() if not kept]


@pytest.mark.parametrize("part", range(4))
def test_mutations_of_a_valid_glossary(part: int) -> None:
    chance = random.Random(part)
    for _turn in range(RUNS // 4):
        text = mutated(SEED, chance)
        try:
            broken = broken_promises(text)
        except Exception as error:
            raise AssertionError(f"with {text!r}") from error
        assert not broken, f"{broken} with {text!r}"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
def test_any_text(text: str) -> None:
    assert broken_promises(text.encode("utf-8", "replace").decode("utf-8")) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40), st.integers(0, 3))
def test_any_words_in_a_term_can_be_shown(words: str, style: int) -> None:
    text = FAULTY.replace("tier", words)
    files = {"a.yaml": from_text(text, "a.yaml")}
    report = Report(tuple(look(files)), files, RULES, "1")
    shown = {name: render(report, name) for name in FORMATS}
    assert all(text.encode("utf-8") for text in shown.values())
    assert [one["code"] for one in json.loads(shown["json"])["findings"]] == [
        one.code for one in report.findings
    ]
    assert shown["concise"].count("\n") == len(report.counted)


def test_hostile_files() -> None:
    for text in ("[" * 100_000, "a: " * 5000, "{" * 50 + "}" * 50, "- " * 30_000, "a\n" * 10_000,
                 '"' + "x" * 2_000_000 + '"', "? " * 1000, "&a [*a]", "a: &b [*b, *b]",
                 "kind: glossary\nconcepts: " + "[" * 39 + "]" * 39,
                 "kind: glossary\nconcepts:\n" + "  - {id: a, terms: {}}\n" * 3000,
                 "{" + ", ".join(f"k{n}: 1" for n in range(50_000)) + "}"):  # fmt: skip
        files = {"a.yaml": from_text(text, "a.yaml")}
        assert isinstance(look(files), list)


def test_both_readers_of_yaml_agree(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the fast C reader is missing, places and values are the same."""
    import yaml

    texts = [SEED, "\ufeff" + SEED.replace("\n", "\r\n"), '{"a": "\\u00e9😀", b: [x]}\n']
    fast = [from_text(text, "a.yaml") for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    for file, text in zip(fast, texts, strict=True):
        slow = from_text(text, "a.yaml")
        assert file.root is not None and slow.root is not None
        assert plain(slow.root) == plain(file.root)
        assert list(slow.scalar_starts) == list(file.scalar_starts)
        assert list(slow.scalar_ends) == list(file.scalar_ends)
