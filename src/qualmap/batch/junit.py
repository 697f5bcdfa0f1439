"""junit.xml: a suite a run; a case for its inputs, and one for each gate that it does not meet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from qualmap.batch.result import GateFailure, RunResult
from qualmap.lint.formats.junit import FORBIDDEN

INPUTS: Final = "inputs can be read and compared"
GATES: Final = "gates and expectations hold"


def render(results: Sequence[RunResult], folder: Path) -> dict[str, str | bytes]:
    """Return the document; it holds no durations, for the same results give the same bytes."""
    root = Element("testsuites", name="qualmap batch")
    for result in results:
        _suite(root, result)
    _count(root)
    indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return {"junit.xml": head + tostring(root, encoding="unicode") + "\n"}


def _suite(root: Element, result: RunResult) -> None:
    suite = SubElement(root, "testsuite", name=allowed(result.id))
    inputs = _case(suite, result, INPUTS)
    if result.faults or result.status == "failed":
        lines = [str(fault) for fault in result.faults] or ["the run failed"]
        _trouble(inputs, "error", lines[0], "\n".join(lines))
    if result.status == "failed":
        SubElement(_case(suite, result, GATES), "skipped", message="the run failed")
    elif not result.failures:
        _case(suite, result, GATES)
    for failure in result.failures:
        _failed_gate(suite, result, failure)
    _count(suite)


def _case(suite: Element, result: RunResult, name: str) -> Element:
    return SubElement(suite, "testcase", name=allowed(name), classname=allowed(result.id))


def _failed_gate(suite: Element, result: RunResult, failure: GateFailure) -> None:
    at = f", line {failure.line}" if failure.line else ""
    case = _case(suite, result, f"{failure.gate}{at}")
    case.set("file", allowed(failure.path))
    place = f"{failure.path}:{failure.line}" if failure.line else failure.path
    _trouble(case, "failure", failure.message, f"{place}: {failure.message}")


def _trouble(case: Element, kind: str, message: str, text: str) -> None:
    SubElement(case, kind, message=allowed(message)).text = allowed(text)


def _count(element: Element) -> None:
    """Test reports read these figures instead of counting."""
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"),
                      ("skipped", "skipped")):  # fmt: skip
        element.set(name, str(len(list(element.iter(tag)))))


def allowed(text: str) -> str:
    """Return text without the characters that XML cannot hold in any form."""
    return FORBIDDEN.sub("", text)
