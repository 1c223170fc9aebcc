"""The style sheet and scripts written into the page, and the policy that allows only them. Part of `report`."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from checker.diagram.style import DARK, LIGHT, STYLE
from checker.report.style_sheet import compact

FOLDER = Path(__file__).parent / "assets"
FIRST_SCRIPT = "theme.js"
"""Runs before anything is drawn, so that no page flashes in the wrong colours."""
FIRST_RULE = ".flow{background"
"""Where in the drawings' style the rules begin that are the same in every theme."""
PRINTED = re.compile(r"@media print\{[^}]*\}\}")
COMMENT = re.compile(r"(?<=[;,{}(\])]) // .*$")
"""What stands behind code. Nothing in our scripts' strings or patterns looks like it."""
STRING = re.compile(r"('[^']*')")
SIGNS = re.compile(" ?([=,;{}()?:<>|&]+) ?")
SCRIPTS = ("address.js", "columns.js", "parts.js", "runs.js", "matrix.js", "run.js", "export.js", "router.js")
"""In this order; each may use what those before it define."""


@dataclass(frozen=True, slots=True)
class Assets:
    style: Markup
    first_script: Markup
    script: Markup
    policy: str


@lru_cache(maxsize=1)
def assets() -> Assets:
    style = compact(_read("style.css") + _drawing_style())
    first = _wrapped([FIRST_SCRIPT])
    script = _wrapped(SCRIPTS)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_source(first)} {_source(script)}",
            f"style-src {_source(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    return Assets(Markup(style), Markup(first), Markup(script), policy)  # noqa: S704 (files of this package)


def _drawing_style() -> str:
    """The drawings' own, with both themes' colours in one rule: the page says what is light and what dark."""
    rules = PRINTED.sub("", STYLE[STYLE.index(FIRST_RULE) :]).replace(":is(.flow,.flow-symbol) ", ".flow ")
    colours = "".join(f"--flow-{name}:light-dark({LIGHT[name]},{DARK[name]});" for name in LIGHT)
    return f".flow{{{colours}}}\n{rules}".replace("--flow-", "--f-")


def _wrapped(names: Iterable[str]) -> str:
    """The scripts as one, with names of their own that the page does not share."""
    lines = (_tight(COMMENT.sub("", line.strip())) for name in names for line in _read(name).splitlines())
    return "(() => {\n'use strict';\n" + "\n".join(line for line in lines if _is_code(line)) + "\n})();\n"


def _tight(line: str) -> str:
    """Code without the blanks around its signs. Strings, and lines with a pattern, a template or a division, stay as they are."""
    if set(line) & set('"`/\\'):
        return line
    parts = STRING.split(line)
    parts[::2] = [SIGNS.sub(r"\1", part) for part in parts[::2]]
    return "".join(parts)


def _is_code(line: str) -> bool:
    """Whether a line is more than a comment."""
    return bool(line) and not line.startswith(("//", "/** "))


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """The hash that a policy names. It counts the exact bytes between the tags."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
