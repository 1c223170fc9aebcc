"""The style sheet as the page holds it: without what only its authors read. Part of `report`.

`style.css` is written for people: one rule after the other, with names. In the page custom properties have names of a
letter or two, and rules that begin alike stand inside of one another (CSS nesting, which every browser that knows
`light-dark()` knows). What applies to what, and in which order, stays the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from string import ascii_lowercase
from typing import NamedTuple

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS = re.compile(r"\s+")
AROUND = re.compile(r" ?([{};]) ?|(?<=[:,]) ")
PROPERTY = re.compile(r"--[a-z][a-z0-9-]*")


class Rule(NamedTuple):
    """A selector, or a condition like `@media print`, and what stands in its braces."""

    head: str
    body: str

    @property
    def text(self) -> str:
        return f"{self.head}{{{self.body}}}"


def compact(style: str) -> str:
    """The same style sheet in fewer letters."""
    plain = AROUND.sub(lambda found: found[1] or "", BLANKS.sub(" ", COMMENT.sub("", style)))
    return nested(_short_names(plain.replace(";}", "}").strip()))


def _short_names(style: str) -> str:
    """A letter or two for each custom property, the most used first; nothing outside of the style names them."""
    used = Counter(PROPERTY.findall(style))
    letters = (f"--{first}{second}" for first in ("", *ascii_lowercase) for second in ascii_lowercase)
    by_weight = sorted(used.items(), key=lambda item: (-item[1] * len(item[0]), item[0]))
    short = {name: next(letters) for name, _ in by_weight}
    return PROPERTY.sub(lambda found: short[found[0]], style)


def nested(style: str) -> str:
    """Rules in a row whose selectors begin alike, as one rule with these inside, where that is shorter."""
    rules = list(rules_of(style))
    text, at = "", 0
    while at < len(rules):
        row = _row(rules[at:])
        text += _together(row) if len(row) > 1 else _alone(rules[at])
        at += len(row)
    return text


def rules_of(style: str) -> Iterator[Rule]:
    """The outermost rules of a style sheet without comments."""
    at = 0
    while at < len(style):
        opened = style.index("{", at)
        depth, end = 1, opened + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(style[end], 0)
            end += 1
        yield Rule(style[at:opened], style[opened + 1 : end - 1])
        at = end


def _alone(rule: Rule) -> str:
    return Rule(rule.head, nested(rule.body)).text if rule.head.startswith("@") and "{" in rule.body else rule.text


def _row(rules: Sequence[Rule]) -> Sequence[Rule]:
    """The first rule with those behind it that begin alike."""
    first = rules[0]
    beginning = _beginning(first) or (first.head if len(rules) > 1 and _beginning(rules[1]) == first.head else None)
    if beginning is None or first.head.startswith("@"):
        return rules[:1]
    end = 1
    while end < len(rules) and _beginning(rules[end]) == beginning:
        end += 1
    return rules[:end]


def _beginning(rule: Rule) -> str | None:
    """The first part of a selector with several, alike in each of a list; a part in brackets is never torn."""
    if rule.head.startswith("@"):
        return None
    found = {each.partition(" ")[0] if " " in each else None for each in members(rule.head)}
    first = found.pop() if len(found) == 1 else None
    return first if first is not None and first.count("(") == first.count(")") else None


def _together(row: Sequence[Rule]) -> str:
    first = row[0]
    beginning = _beginning(row[1]) or ""
    own, inner = (f"{first.body};", row[1:]) if first.head == beginning else ("", row)
    inside = "".join(Rule(",".join(each[len(beginning) + 1 :] for each in members(rule.head)), rule.body).text for rule in inner)
    whole, flat = f"{beginning}{{{own}{inside}}}", "".join(rule.text for rule in row)
    return min(whole, flat, key=len)


def members(selectors: str) -> Sequence[str]:
    """The selectors of a list; a comma in brackets parts nothing."""
    found, depth = [""], 0
    for letter in selectors:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return found
