"""Fixes: what is not meant stays as it was, byte for byte; harm is refused; twice is once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lint.benches import files_of

from qualmap.lint.document import SourceFile, from_text
from qualmap.lint.edits import add_key, append, part, quoted, remove, replace
from qualmap.lint.fixes import apply_to, fix_all, write
from qualmap.lint.job import Request, lint
from qualmap.lint.select import Layer
from qualmap.lint.tree import Items, Keys, Words
from qualmap.model.finding import Finding, Fix, TextEdit


def finding(*edits: TextEdit, path: str = "glossary/a.yaml", code: str = "GZ001") -> Finding:
    return Finding(path, 1, 1, code, "warning", "x", fix=Fix("x", "safe", edits))


def one_file(text: str) -> SourceFile:
    return from_text(text, "glossary/a.yaml")


def after(file: SourceFile, *edits: TextEdit) -> str:
    return apply_to(file, [finding(*edits)])[0].text


@pytest.mark.parametrize(("raw", "new", "expected"), [
    ("old words", "old word", "old word"),
    ("old words", "old: words", '"old: words"'),
    ("old words", "old words # x", '"old words # x"'),
    ("old words", "", '""'),
    ('"old words"', 'old "words"', '"old \\"words\\""'),
    ('"old words"', "old\\words", '"old\\\\words"'),
    ('"o\\u0027quv"', "oʻquv", '"oʻquv"'),
    ('"two\\n\\u0041 lines"', "two\nA line", '"two\\n\\u0041 line"'),
    ("'it''s old'", "it's 'new'", "'it''s ''new'''"),
    ("'it''s old'", "its old", "'its old'"),
    ("long\n      words", "long word", "long\n      word"),
    ("|\n      one\n      two\n", "one\n2\n", "|\n      one\n      2\n"),
    (">-\n      one\n      two\n", "1 two", ">-\n      1\n      two\n"),
    (">-\n      one\n      two\n", "one\n\ntwo", '"one\\n\\ntwo"\n'),
])  # fmt: skip
def test_words_are_replaced_in_their_own_style(raw: str, new: str, expected: str) -> None:
    ending = "" if raw.endswith("\n") else "  # stays\n"
    head, tail = "a: 1\n# ё\nb:\n    c: ", f"{ending}d: [e,  f]\n"
    file = one_file(f"{head}{raw}{tail}")
    words = file.node_at(("b", "c"))
    assert isinstance(words, Words)
    result = after(file, replace(words, new))
    assert result == f"{head}{expected}{tail}"
    assert from_text(result, "x").data["b"]["c"] == new


def test_only_what_differs_is_touched() -> None:
    words = one_file('a: "o\'quv  dasturi"\n').node_at(("a",))
    assert isinstance(words, Words)
    assert replace(words, "oʻquv  dasturi") == TextEdit(5, 6, "ʻ")
    assert part(words, 5, 7, " ") == TextEdit(9, 11, " ")


@pytest.mark.parametrize(("text", "way", "index", "expected"), [
    ("a: [x, y, z]\n", ("a",), 0, "a: [y, z]\n"),
    ("a: [x, y, z]\n", ("a",), 1, "a: [x, z]\n"),
    ("a: [x,  {b: c},z ]\n", ("a",), 2, "a: [x,  {b: c} ]\n"),
    ("a: [x]\n", ("a",), 0, "a: []\n"),
    ("a:\n  - x\n  - y  # why\n  - z\n", ("a",), 1, "a:\n  - x\n  - z\n"),
    ("a:\n  - x\n  - b: c\n    d: e\nf: g\n", ("a",), 1, "a:\n  - x\nf: g\n"),
    ("a:\n- x\n- |\n  t\n  u\n- z\n", ("a",), 1, "a:\n- x\n- z\n"),
])  # fmt: skip
def test_a_member_is_removed(text: str, way: tuple[str], index: int, expected: str) -> None:
    file = one_file(text)
    container = file.node_at(way)
    assert isinstance(container, Items)
    assert after(file, remove(container.items[index], container)) == expected


@pytest.mark.parametrize(("text", "key", "expected"), [
    ("{a: 1, b: 2, c: 3}\n", "b", "{a: 1, c: 3}\n"),
    ("a: 1\nb:\n  - x\n  - y\nc: 3\n", "b", "a: 1\nc: 3\n"),
    ("- a: 1\n  b: 2\n  c: 3\n", "a", "- b: 2\n  c: 3\n"),
    ("- a: 1\r\n  b: 2\r\n  c: 3\r\n", "b", "- a: 1\r\n  c: 3\r\n"),
])  # fmt: skip
def test_a_key_is_removed(text: str, key: str, expected: str) -> None:
    file = one_file(text)
    keys = file.root.items[0] if isinstance(file.root, Items) else file.root
    assert isinstance(keys, Keys)
    found = keys.key(key)
    assert found is not None
    assert after(file, remove(found, keys)) == expected


@pytest.mark.parametrize(("text", "way", "yaml", "expected"), [
    ("a: [x]\n", ("a",), "y", "a: [x, y]\n"),
    ("a: []\n", ("a",), "y", "a: [y]\n"),
    ("a: {b: c }\n", ("a",), "d: e", "a: {b: c, d: e }\n"),
    ("a:\n  - x  # c\nb: 1\n", ("a",), "y", "a:\n  - x  # c\n  - y\nb: 1\n"),
    ("a:\r\n  - x", ("a",), "y", "a:\r\n  - x\r\n  - y"),
])  # fmt: skip
def test_a_member_is_added(text: str, way: tuple[str], yaml: str, expected: str) -> None:
    file = one_file(text)
    container = file.node_at(way)
    assert isinstance(container, (Items, Keys))
    assert after(file, append(container, yaml)) == expected


def test_a_key_is_added_behind_another() -> None:
    file = one_file("x:\n  - id: a\n    broader: [b]\n    note: n\n")
    keys = file.node_at(("x", 0))
    assert isinstance(keys, Keys)
    assert after(file, add_key(keys, "related", "[c]", after="broader")) == (
        "x:\n  - id: a\n    broader: [b]\n    related: [c]\n    note: n\n")  # fmt: skip
    assert after(file, add_key(keys, "related", "[c]")).endswith("    note: n\n    related: [c]\n")


def test_quoting() -> None:
    for value in ('a"b', "a\\b", "\x00\x1f\u2028\ufeffё", "資格", "a\tb\nc"):
        assert from_text(f"a: {quoted(value)}", "x").data == {"a": value}


# --- applying


def test_of_two_fixes_that_overlap_the_first_is_applied() -> None:
    file = one_file("a: xyz\n")
    result, applied = apply_to(file, [
        finding(TextEdit(3, 5, "q"), code="GZ001"), finding(TextEdit(4, 6, "r"), code="GZ002"),
        finding(TextEdit(6, 6, "s"), code="GZ003"), finding(TextEdit(6, 6, "t"), code="GZ004"),
    ])  # fmt: skip
    assert result.text == "a: qzs\n"
    assert [one.code for one in applied] == ["GZ001", "GZ003"]


@pytest.mark.parametrize("edit", [
    TextEdit(0, 1, "[a"),  # no YAML any more
    TextEdit(2, 5, " x\nc: [1]\nb: "),  # no harm, and yet not what it says: kept apart below
    TextEdit(5, 5, "&x "),  # an anchor
    TextEdit(7, 8, "a"),  # a duplicate key
])  # fmt: skip
def test_what_would_harm_the_file_is_refused(edit: TextEdit) -> None:
    file = one_file("a: b\n\n\nc: d\n")
    good = finding(TextEdit(10, 11, "e"), code="GZ009")
    result, applied = apply_to(file, [finding(edit), good])
    if edit.text.startswith(" x"):
        assert "c: [1]" not in result.text or result.problems == []
        return
    assert result.text == "a: b\n\n\nc: e\n" and applied == [good]


def test_a_move_that_loses_a_value_is_refused() -> None:
    file = one_file("- a: 1\n- b: 2\n- c: 3\n")
    assert apply_to(file, [finding(TextEdit(0, 21, "- c: 3\n- a: 1\n- b: 2\n"))])[1]
    assert not apply_to(file, [finding(TextEdit(0, 21, "- c: 3\n- a: 1\n- b: 9\n"))])[1]


def test_rules_that_undo_each_other_do_not_go_on_for_ever() -> None:
    files = {"glossary/a.yaml": one_file("a: b\n")}

    def look(now):  # type: ignore[no-untyped-def]
        other = "c" if "b" in now["glossary/a.yaml"].text else "b"
        return [finding(TextEdit(3, 4, other))]

    fixed = fix_all(files, look, frozenset(("safe",)))
    assert not fixed.settled and len(fixed.applied) == 10


def test_unsafe_fixes_wait_to_be_asked_for() -> None:
    files = files_of(a="kind: glossary\nconcepts: [{id: a, terms: {kz: [{text: no}]}}]\n")
    path = "glossary/a.yaml"
    from lint.benches import look

    safe = fix_all(files, look, frozenset(("safe",)))  # type: ignore[arg-type]
    assert 'kz: [{text: "no"}]' in safe.files[path].text
    both = fix_all(files, look, frozenset(("safe", "unsafe")))  # type: ignore[arg-type]
    assert 'kk: [{text: "no"}]' in both.files[path].text


# --- writing


def test_all_bytes_outside_the_edit_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    content = (
        "\ufeffkind:   glossary   # ё\r\nconcepts:\r\n\r\n  -   id: a\r\n"
        "      terms:  {en: [ {text: no } ]}\t# tab\r\n      source: |\r\n       x\r\n\r\n"
    )
    path.write_bytes(content.encode("utf-8"))
    path.chmod(0o640)
    wish = frozenset(("safe",))
    outcome = lint(Request(paths=(path,), isolated=True, fix=wish, layer=Layer(("GF004",))))
    assert path.read_bytes() == content.encode("utf-8"), "nothing is written before it is asked for"
    assert len(write(outcome.before, outcome.after)) == 1
    assert path.read_bytes() == content.replace("no ", '"no" ').encode("utf-8")
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]
    again = lint(Request(paths=(path,), isolated=True, fix=wish, layer=Layer(("GF004",))))
    assert write(again.before, again.after) == [] and not again.fixed


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.txt"
    real.write_text("kind: glossary\nconcepts: [{id: no, terms: {}}]\n", "utf-8")
    link = tmp_path / "a.yaml"
    link.symlink_to(real)
    outcome = lint(Request(paths=(link,), isolated=True, fix=frozenset(("safe",))))
    write(outcome.before, outcome.after)
    assert link.is_symlink() and 'id: "no"' in real.read_text("utf-8")
