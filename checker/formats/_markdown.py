"""Text of markets in Markdown that GitHub and GitLab render: it stays text. Part of `formats`.

No mention, reference, link, image, formula, tag or table cell can begin in it. Escaping alone does not do: mentions and
addresses are looked for in what was rendered, so an invisible space (U+200B) stands between their sign and their name.
"""

import html
import re

from checker.formats._plain import plain

MAX_LINE = 2_000
APART = "\u200b"
MENTIONS = re.compile(r"(?<=[@#!~%&$^])(?=[\w\"'])")
ISSUES = re.compile(r"\b(gh)(?=-\d)", re.IGNORECASE)
ADDRESSES = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)
SIGNS = re.compile(r"([\\`*_\[\]{}|~$])")
BACKTICKS = re.compile("`+")


def escaped(text: str, limit: int) -> str:
    """The text, at most `limit` long before it is escaped; what stands between single backticks is code."""
    parts = plain(text, limit).split("`")
    if len(parts) % 2 == 0:  # one is left over
        return _text("`".join(parts))
    return "".join(code(part) if index % 2 and part.strip() else _text(part) for index, part in enumerate(parts))


def _text(text: str) -> str:
    apart = ADDRESSES.sub(APART, ISSUES.sub(rf"\1{APART}", MENTIONS.sub(APART, text)))
    return SIGNS.sub(r"\\\1", html.escape(apart, quote=False))


def code(text: str, limit: int = 300) -> str:
    """The text as code, in which nothing has a meaning, whatever backticks it holds."""
    shown = plain(text, limit)
    fence = "`" * (_longest(shown) + 1)
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"


def code_block(lines: list[str]) -> str:
    """Lines to copy."""
    shown = "\n".join(plain(line, MAX_LINE) for line in lines)
    fence = "`" * max(3, _longest(shown) + 1)
    return f"{fence}\n{shown}\n{fence}"


def _longest(text: str) -> int:
    return max((len(run) for run in BACKTICKS.findall(text)), default=0)


def length(text: str) -> int:
    """In UTF-16 code units: of the ways in which services count, the one that gives the largest number."""
    return len(text) + sum(letter > "\uffff" for letter in text)
