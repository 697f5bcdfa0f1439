"""`--add-ignore`: a comment at each finding, nothing else touched, and twice is once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lint.benches import FAULTY, files_of, look
from lint.test_fuzz import SEED, mutated
from running import Run

from qualmap.lint.adopt import NEVER, with_ignores
from qualmap.lint.document import from_text

HEAD = "kind: glossary\nconcepts:\n"
CASES = {
    "at the end of the line, behind another comment": (
        HEAD + '  - id: Big  # about size\n    terms: {en: [{text: "big"}]}\n',
        HEAD + "  - id: Big  # about size  # qualmap: ignore[GC002]\n"
        '    terms: {en: [{text: "big"}]}\n',
    ),
    "above the concept, if a text has several lines": (
        HEAD + '  - id: big\n    terms: {en: [{text: "big"}]}\n'
        "    definition:\n      en: >-\n        a big\n        of big\n",
        HEAD + "  # qualmap: ignore[GD001]\n"
        '  - id: big\n    terms: {en: [{text: "big"}]}\n'
        "    definition:\n      en: >-\n        a big\n        of big\n",
    ),
    "beside what is ignored already": (
        HEAD + "  - id: Big  # qualmap: ignore[GC006]  soon\n    terms: {}\n",
        HEAD + "  - id: Big  # qualmap: ignore[GC006,GC002]  soon\n    terms: {}\n",
    ),
    "before the line end, whatever it is": (
        'kind: glossary\r\nconcepts:\r\n  - {id: Big, terms: {en: [{text: "big"}]}}\r\n',
        'kind: glossary\r\nconcepts:\r\n  - {id: Big, terms: {en: [{text: "big"}]}}'
        "  # qualmap: ignore[GC002]\r\n",
    ),
    "in a file without a last line end": (
        HEAD + '  - {id: Big, terms: {en: [{text: "big"}]}}',
        HEAD + '  - {id: Big, terms: {en: [{text: "big"}]}}  # qualmap: ignore[GC002]',
    ),
}  # fmt: skip
RULES = ("GC002", "GC006", "GD001")


@pytest.mark.parametrize("case", CASES)
def test_where_the_comment_goes(case: str) -> None:
    before, expected = CASES[case]
    files = files_of(a=before)
    rules = [rule for rule in RULES if rule != "GC006" or "GC006" in before]
    after = with_ignores(files, look(files, *rules))
    assert after["glossary/a.yaml"].text == expected
    assert look(after, *rules) == []
    assert with_ignores(after, look(after, *rules)) == after


def test_what_cannot_be_ignored_stays() -> None:
    files = files_of(a="kind: glossary\nconcepts: [", b=HEAD + "  - id: a  # qualmap: ignore[]\n")
    after = with_ignores(files, look(files, "GF001", "GF007"))
    assert {path: file.text for path, file in after.items()} == {
        path: file.text for path, file in files.items()
    }


def test_no_mutation_is_harmed() -> None:
    chance = random.Random(7)
    for text in (FAULTY, *(mutated(SEED, chance) for _turn in range(150))):
        files = {"a.yaml": from_text(text, "a.yaml")}
        found = look(files)
        after = with_ignores(files, found)
        assert after["a.yaml"].data == files["a.yaml"].data, text
        left = [one for one in look(after) if one.code not in NEVER]
        assert len(left) <= len(found), text
        again = with_ignores(after, left)
        assert len(look(again)) <= len(look(after)), text


def test_the_command_writes_them_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "glossary" / "a.yaml"
    path.parent.mkdir()
    path.write_text(HEAD + '  - {id: Big, terms: {en: [{text: "big"}]}}\n', "utf-8")
    done = run("glossary", "lint", "--isolated", "--add-ignore")
    assert done.returncode == 0 and "let 2 findings pass from now on" in done.stderr
    text = path.read_text("utf-8")
    assert text.endswith("  # qualmap: ignore[GC002,GC006]\n")
    assert run("glossary", "lint", "--isolated", "--add-ignore").returncode == 0
    assert path.read_text("utf-8") == text
    assert run("glossary", "lint", "-", "--add-ignore", stdin=text).returncode == 2
