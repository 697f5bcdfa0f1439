"""The engine: choosing rules, settings, suppressions, the baseline, and what counts as reported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lint.benches import FAULTY, files_of, look

from qualmap.errors import QualmapError
from qualmap.lint import baseline, config
from qualmap.lint.job import Request, lint
from qualmap.lint.linted import plan
from qualmap.lint.rule import RULES, rule
from qualmap.lint.select import Layer, choose, table
from qualmap.lint.suppress import directives_of

GOOD = """\
kind: glossary
concepts:
  - id: level
    terms: {en: [{text: "level"}]}
    definition: {en: "step of a scale"}
"""


def codes(*layers: Layer, preview: bool = False) -> set[str]:
    return {one.code for one in choose(layers, preview=preview)}


def defaults() -> set[str]:
    return {code for code, one in table().items() if one.default}


# --- choosing rules


def test_the_default_rules_are_those_marked() -> None:
    assert codes() == defaults() and "GC001" in codes() and "GC012" not in codes()


def test_all_and_prefixes() -> None:
    every = {code for code, one in table().items() if not one.preview}
    assert codes(Layer(("ALL",))) == every
    assert codes(Layer(("GC",))) == {code for code in every if code.startswith("GC")}
    assert codes(Layer(("GC00",))) == {code for code in every if code.startswith("GC00")}
    assert codes(Layer(("duplicate-id", "GF001"))) == {"GC001", "GF001"}


def test_the_most_specific_selector_wins() -> None:
    assert codes(Layer(("GC",), ignore=("GC001",))) >= {"GC002"}
    assert "GC001" not in codes(Layer(("GC",), ignore=("GC001",)))
    assert codes(Layer(("GC001",), ignore=("GC",))) == {"GC001"}
    assert codes(Layer(("GC001",), ignore=("GC001",))) == set()
    assert codes(Layer(ignore=("ALL",))) == set()
    assert codes(Layer(extend=("GC012",))) == defaults() | {"GC012"}
    assert codes(Layer(ignore=("GC",), extend=("GC012",))) == {
        "GC012", *(code for code in defaults() if not code.startswith("GC"))}  # fmt: skip


def test_the_command_line_beats_the_configuration() -> None:
    below = Layer(("GC",), ignore=("GC002",))
    assert codes(below, Layer(("GC002",))) == {"GC002"}
    assert codes(below, Layer(extend=("GC002",))) == codes(Layer(("GC",)))
    assert codes(below, Layer(ignore=("GC00",))) == {c for c in codes(below) if c > "GC01"}


@pytest.mark.parametrize(("word", "hint"), [
    ("GC999", "did you mean"), ("duplicate-ids", "did you mean 'duplicate-id'"),
    ("gc001", "did you mean 'GC001'"), ("E501", "rule --all"), ("", "rule --all"),
])  # fmt: skip
def test_an_unknown_selector_is_an_error(word: str, hint: str) -> None:
    with pytest.raises(QualmapError) as caught:
        choose([Layer((word,))])
    assert hint in caught.value.hint


def test_no_rule_is_registered_twice() -> None:
    for code, name in (("GC001", "new-name"), ("GZ999", "duplicate-id")):
        with pytest.raises(ValueError, match="there already"):
            rule(code, name, "error")(lambda subject, context: iter(()))
    assert "GZ999" not in RULES


# --- configuration


def toml(folder: Path, text: str, name: str = "qualmap.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_wins_and_may_extend_another(tmp_path: Path) -> None:
    toml(tmp_path, '[glossary.lint]\nselect = ["GC"]\nfail-on = "info"\n')
    inner = toml(tmp_path / "a", '[glossary.lint]\nextend = "../qualmap.toml"\nselect = ["GF"]\n')
    assert config.find(tmp_path / "a") == inner
    options = config.load(inner).options
    assert options.select == ("GF",) and options.fail_on == "info"


def test_pyproject_counts_only_with_our_section(tmp_path: Path) -> None:
    upper = toml(tmp_path, "[glossary.lint]\n", ".qualmap.toml")
    lower = toml(tmp_path / "a", '[project]\nname = "x"\n', "pyproject.toml")
    assert config.find(tmp_path / "a") == upper
    lower.write_text('[tool.qualmap.glossary.lint]\nuz = {apostrophe = "quote"}\n', "utf-8")
    assert config.find(tmp_path / "a") == lower
    assert config.load(lower).options.uz.apostrophe == "quote"


@pytest.mark.parametrize(("text", "words"), [
    ('selct = ["GC"]', "unknown key 'selct' (did you mean 'select'?)"),
    ('uz = {apostrofe = "ascii"}', "unknown key 'uz.apostrofe' (did you mean 'apostrophe'?)"),
    ('uz = {apostrophe = "curly"}', "uz.apostrophe: 'curly' is not one of"),
    ('fail-on = "fatal"', "fail-on: 'fatal' is not one of"),
    ("candidate-days = 0", "candidate-days: "),
    ('select = "GC"', "select: "),
    ('severity = {GC001 = "fatal"}', "severity.GC001: "),
])  # fmt: skip
def test_what_is_wrong_in_a_configuration_is_said(tmp_path: Path, text: str, words: str) -> None:
    path = toml(tmp_path, f"[glossary.lint]\n{text}\n")
    with pytest.raises(QualmapError) as caught:
        config.load(path)
    assert words in "".join(map(str, caught.value.faults))


@pytest.mark.parametrize(("text", "words"), [
    ("[glossary.lint", "not valid TOML"),
    ("[glossary.lnit]\n", "unknown table 'glossary.lnit'"),
    ('[glossary]\nlint = "GC"\n', "is no table"),
    ('[glossary.lint]\nextend = "qualmap.toml"\n', "extends itself"),
    ('[glossary.lint]\nextend = "none.toml"\n', "no such file"),
])  # fmt: skip
def test_a_configuration_that_cannot_be_read(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(QualmapError, match=words):
        config.load(toml(tmp_path, text))


def run(folder: Path, **wishes: object):  # type: ignore[no-untyped-def]
    return lint(Request(paths=(folder / "glossary",), **wishes))  # type: ignore[arg-type]


def test_severities_and_files_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "a.yaml").write_text(FAULTY, "utf-8")
    (tmp_path / "glossary" / "old.yaml").write_text(FAULTY.replace("Level", "Old"), "utf-8")
    toml(
        tmp_path,
        '[glossary.lint]\nselect = ["GC002", "GC009"]\nseverity = {GC002 = "info"}\n'
        'per-file-ignores = {"glossary/old*" = ["GC"]}\n',
    )
    found = run(tmp_path).findings
    assert {Path(one.path).name for one in found} == {"a.yaml"}
    assert {one.code: one.severity for one in found} == {"GC002": "info", "GC009": "error"}
    isolated = run(tmp_path, isolated=True, layer=Layer(("GC002",))).findings
    assert {one.severity for one in isolated} == {"error"} and len(isolated) == 4


# --- what is read and what is reported


def test_one_file_is_judged_in_the_whole_glossary(tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "a.yaml").write_text(GOOD, "utf-8")
    (folder / "b.yaml").write_text(GOOD.replace("step", "rung"), "utf-8")
    (folder / "notes.json").write_text('{"kind": "country"}', "utf-8")
    found = lint(Request(paths=(folder / "b.yaml",), isolated=True)).findings
    assert [(Path(one.path).name, one.code) for one in found] == [("b.yaml", "GC001")]
    assert lint(Request(paths=(folder / "a.yaml",), isolated=True)).findings == []
    assert len(plan([folder / "a.yaml"]).read) == 3


def test_a_file_of_another_kind_is_an_error_only_where_it_is_named(tmp_path: Path) -> None:
    other = tmp_path / "x.yaml"
    other.write_text("kind: framework\nid: x\n", "utf-8")
    found = lint(Request(paths=(other,), isolated=True)).findings
    assert [one.code for one in found] == ["GF003"]
    with pytest.raises(QualmapError, match="nothing to lint"):
        lint(Request(paths=(tmp_path,), isolated=True))
    assert lint(Request(paths=(tmp_path,), isolated=True, allow_empty=True)).findings == []


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QualmapError, match="no such file"):
        lint(Request(paths=(tmp_path / "none.yaml",)))


def test_files_that_cannot_be_read_are_findings(tmp_path: Path) -> None:
    contents = {
        "empty.yaml": b"",
        "spaces.yaml": b" \n",
        "binary.yaml": b"\x00\xff\x10" * 9,
        "cyrillic.yaml": "kind: glossary # ё\n".encode("windows-1251"),
        "utf16.yaml": "kind: glossary".encode("utf-16"),
        "surrogate.yaml": b"kind: \xed\xa0\x80\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    found = lint(Request(paths=(tmp_path,), isolated=True)).findings
    assert [(Path(one.path).name, one.code) for one in found] == [
        (name, "GF001") for name in sorted(contents)]  # fmt: skip
    assert next(one for one in found if "cyrillic" in one.path).column == 18


def test_findings_are_in_the_order_of_their_places() -> None:
    found = look(files_of(b=FAULTY, a=FAULTY), "ALL")
    assert [(f.path, f.line, f.column) for f in found] == sorted(
        (f.path, f.line, f.column) for f in found)  # fmt: skip


# --- suppressions


@pytest.mark.parametrize(("text", "found"), [
    ("  - id: Level  # qualmap: ignore[GC002]\n    terms: {}\n", {"GC004"}),
    ("  - id: Level  # qualmap: ignore[bad-id-format, GC004]  reason\n    terms: {}\n", set()),
    ("  # qualmap: ignore[GC002,GC004]\n  # more\n\n  - id: Level\n    terms: {}\n", set()),
    ("  - terms: {}\n    # qualmap: ignore[GC002]\n    id: Level\n", {"GC004"}),
    ("  - terms: {}\n    id: Level\n    # qualmap: ignore[GC002]\n    domain: x\n",
     {"GC002", "GC004"}),
    ("  - id: Level\n    terms: {}\n# qualmap: file-ignore[GC002]\n", {"GC004"}),
    ("  - {id: Level, terms: {}, lint: {ignore: [GC002]}}\n", {"GC004"}),
    ("  - id: Level#qualmap:ignore[GC002]\n    terms: {}\n", {"GC002", "GC004"}),
    ("  - id: Level\n    terms: {}\n    note: |\n      # qualmap: file-ignore[GC002]\n",
     {"GC002", "GC004"}),
    ("  - id: Level  #qualmap:ignore[GC002]\n    terms: {}\n", {"GC004"}),
])  # fmt: skip
def test_suppressions(text: str, found: set[str]) -> None:
    files = files_of(a=f"kind: glossary\nconcepts:\n{text}")
    assert {one.code for one in look(files, "GC002", "GC004")} == found


def test_a_broken_file_has_no_suppressions() -> None:
    (file,) = files_of(a="# qualmap: file-ignore[GF001]\nkind: [\n").values()
    assert directives_of(file) == []


# --- baseline


def test_a_baseline_counts_and_survives_moved_lines(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    before = look(files_of(a=FAULTY))
    assert baseline.write(path, before) == len(before)
    known = baseline.read(path)
    moved = look(files_of(a=FAULTY.replace("concepts:", "# a\n\n# b\nconcepts:")))
    marked, stale = baseline.apply(moved, known)
    assert stale == 0 and {one.suppressed for one in marked} == {"baseline"}
    more = look(files_of(a=FAULTY.replace("{text: no}", "{text: no}, {text: yes}")))
    fresh = [one for one in baseline.apply(more, known)[0] if not one.suppressed]
    assert [one.code for one in fresh] == ["GF004"]
    assert baseline.apply([], known)[1] == len(known)


def test_a_baseline_is_written_the_same_every_time(tmp_path: Path) -> None:
    found = look(files_of(a=FAULTY))
    for name, findings in (("a", found), ("b", found[::-1])):
        baseline.write(tmp_path / name, findings)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert b"line" not in (tmp_path / "a").read_bytes()


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [{"rule": 1}]}', "[" * 9999, "\ufeff{}"])
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, "utf-8")
    with pytest.raises(QualmapError, match="is no baseline"):
        baseline.read(path)


def test_a_key_names_no_line() -> None:
    found = look(files_of(a=FAULTY))
    assert Counter(map(baseline.key_of, found)).total() == len(found)
    assert ("GC009", "Level", "en", "tier") in set(map(baseline.key_of, found))


def test_one_fault_is_reported_by_one_rule() -> None:
    """Two concepts with one word: GX001 where another language tells them apart, else GT004."""
    shared = 'terms: {en: [{text: "%s"}], kk: [{text: "кәсіп"}]}'
    told, alone = ("occupation", "profession"), ("occupation", "occupation")
    for names, code in ((told, "GX001"), (alone, "GT004")):
        texts = [f"  - {{id: c{n}, {shared % name}}}\n" for n, name in enumerate(names)]
        found = look(files_of(a="kind: glossary\nconcepts:\n" + "".join(texts)), "GX001", "GT004")
        assert {one.code for one in found} == {code}
