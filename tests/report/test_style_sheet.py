"""The page's style sheet says the same as the one that people read, in fewer letters than its budget."""

import re
from collections.abc import Iterator

import pytest

from checker.report.assets import _drawing_style, _read, assets
from checker.report.style_sheet import AROUND, BLANKS, COMMENT, Rule, compact, members, nested, rules_of

BUDGET = 25_000


def flat(style: str, around: str = "") -> Iterator[Rule]:
    """Every rule in its order as if none stood inside another, by the rules of CSS nesting."""
    for rule in rules_of(style):
        if rule.head.startswith("@"):
            yield rule if "{" not in rule.body else Rule(rule.head, "".join(each.text for each in flat(rule.body)))
            continue
        heads = [f"{around} {each}".strip() for each in members(rule.head)]
        own = re.match(r"[^{}]*;", rule.body) if "{" in rule.body else None
        if "{" not in rule.body:
            yield Rule(",".join(heads), rule.body)
            continue
        if own is not None:
            yield Rule(",".join(heads), own[0].removesuffix(";"))
        (only,) = heads
        yield from flat(rule.body[own.end() if own else 0 :], only)


def plain() -> str:
    style = BLANKS.sub(" ", COMMENT.sub("", _read("style.css") + _drawing_style()))
    return AROUND.sub(lambda found: found[1] or "", style).replace(";}", "}").strip()


def test_rules_inside_one_another_are_the_rules_one_after_the_other() -> None:
    style = plain()
    assert nested(style) != style
    assert list(flat(nested(style))) == list(flat(style))


def test_short_names_are_one_to_one() -> None:
    names = re.findall(r"--[a-z][a-z0-9-]*", plain())
    short = re.findall(r"--[a-z]+", compact(plain()))
    assert len(set(names)) == len(set(short))
    assert len(names) - len(short) == 0


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (".a b{x:1}.a c{x:2}", ".a{b{x:1}c{x:2}}"),
        (".aaa{x:1}.aaa b,.aaa c{x:2}", ".aaa{x:1;b,c{x:2}}"),
        (".a b{x:1}.c d{x:2}", ".a b{x:1}.c d{x:2}"),
        (".aaa > b{x:1}.aaa > c{x:2}", ".aaa{> b{x:1}> c{x:2}}"),
        (":is(.a b) c{x:1}:is(.a b) d{x:2}", ":is(.a b) c{x:1}:is(.a b) d{x:2}"),
        ("@media print{.aa b{x:1}.aa c{x:2}}", "@media print{.aa{b{x:1}c{x:2}}}"),
    ],
)
def test_examples(style: str, expected: str) -> None:
    assert nested(style) == expected


def test_the_budget() -> None:
    assert len(assets().style.encode()) < BUDGET
