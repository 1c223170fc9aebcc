"""Texts with marks in them: code between backticks, and what was added to or taken from a value. Part of `report`.

Everything that comes from a document is escaped here; what is returned as `Markup` is safe to print as it is.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from checker.model.amount import Amount
from checker.model.value import Value
from checker.report.words import NOTHING, in_words

CODE = re.compile(r"`([^`]+)`")
MAX_WORDS = 400
MAX_MEMBERS = 60


class Sides(NamedTuple):
    """The standard's value and the local one, as marked text."""

    standard: Markup
    local: Markup


@lru_cache(maxsize=20_000)
def code_marked(text: str | None) -> Markup:
    """Text with what stands between backticks as code."""
    if not text:
        return Markup("")
    if "`" not in text:
        return escape(text)
    parts = CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )


def sides(standard: Amount | None, local: Amount | None) -> Sides:
    """Both values, with what differs marked in lists and in texts of several words."""
    left, right = _value(standard), _value(local)
    if isinstance(left, tuple) or isinstance(right, tuple):
        return _members(left, right)
    if isinstance(left, str) and isinstance(right, str) and left != right and (" " in left or " " in right):
        return _texts(left, right)
    return Sides(_plain(standard), _plain(local))


def _value(amount: Amount | None) -> Value | None:
    return None if amount is None else amount.value


def _plain(amount: Amount | None) -> Markup:
    if amount is None:
        return escape(NOTHING)
    if isinstance(amount.value, bool):
        return escape("yes" if amount.value else "no")
    return escape(in_words(amount.text) if isinstance(amount.value, str) else amount.text)


def _members(standard: Value | None, local: Value | None) -> Sides:
    left, right = _as_members(standard), _as_members(local)
    removed = frozenset(left) - frozenset(right) if local is not None else frozenset()
    added = frozenset(right) - frozenset(left) if standard is not None else frozenset()
    return Sides(_member_list(left, removed, "del"), _member_list(right, added, "ins"))


def _as_members(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _member_list(members: tuple[str, ...], marked: frozenset[str], tag: str) -> Markup:
    if not members:
        return escape(NOTHING)
    shown = [_marked(in_words(each), tag) if each in marked else escape(in_words(each)) for each in members[:MAX_MEMBERS]]
    rest = len(members) - MAX_MEMBERS
    return Markup(", ").join(shown) + (f" and {rest} more" if rest > 0 else "")


def _texts(standard: str, local: str) -> Sides:
    left, right = standard.split()[:MAX_WORDS], local.split()[:MAX_WORDS]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return Sides(
        _pieces(((left[start:end], kind) for kind, start, end, _, _ in blocks), "del"),
        _pieces(((right[start:end], kind) for kind, _, _, start, end in blocks), "ins"),
    )


def _pieces(blocks: Iterable[tuple[list[str], str]], tag: str) -> Markup:
    texts = ((" ".join(words), kind) for words, kind in blocks if words)
    return Markup(" ").join(escape(text) if kind == "equal" else _marked(text, tag) for text, kind in texts)


def _marked(text: str, tag: str) -> Markup:
    return Markup("<del>{}</del>").format(text) if tag == "del" else Markup("<ins>{}</ins>").format(text)
