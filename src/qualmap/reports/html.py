"""The comparison as one offline page: no script, no network, a policy that allows neither."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any, Final

from qualmap.files import data_path
from qualmap.messages import _
from qualmap.reports.view import View

TONE: Final = {
    "no difference found": "good",
    "difference": "warn",
    "possibly substantial": "bad",
    "not enough information": "none",
}


def render(view: View) -> str:
    """Return the page; every text of a file is escaped."""
    from markupsafe import Markup

    style = data_path("templates", "report.css").read_text("utf-8")
    page: str = _template().render(
        view=view, style=Markup(style), style_hash=style_hash(style), tone=TONE
    )
    return page


@cache
def _template() -> Any:
    """Compiling the template takes longer than filling it: once a process is enough."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(data_path("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.globals["_"] = _
    return environment.get_template("report.html.j2")


def style_hash(style: str) -> str:
    """Return how a content security policy names an inline style: any other style is refused."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
