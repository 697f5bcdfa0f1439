"""The comparison as one offline page: no script, no network, a policy that allows neither."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any, Final

from qualmap.cache import keep, recall
from qualmap.files import data_path
from qualmap.messages import _
from qualmap.reports.view import View
from qualmap.reports.wording import percent

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
    page: str = template("report.html.j2").render(
        view=view, style=Markup(style), style_hash=style_hash(style), tone=TONE
    )
    return page


@cache
def template(name: str) -> Any:
    """Return a page's template, every text in it escaped.

    Compiling takes longer than filling it, so what was compiled is kept between runs.
    """
    from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Any) -> None:
            if content := recall(name, bucket.checksum):
                bucket.bytecode_from_string(content)

        def dump_bytecode(self, bucket: Any) -> None:
            keep(name, bucket.checksum, bucket.bytecode_to_string())

    environment = Environment(
        loader=FileSystemLoader(data_path("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        bytecode_cache=Kept(),
    )
    environment.globals |= {"_": _, "percent": percent}
    return environment.get_template(name)


def style_hash(style: str) -> str:
    """Return how a content security policy names an inline style: any other style is refused."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
