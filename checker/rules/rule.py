"""What a rule is: one module with a manual page, a level, the facts it is about, and one judgement. Part of `rules`."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from checker.facts import Fact
from checker.model.status import Level

RuleLevel = Literal["severity", "error", "warning", "info"]
SECTION = re.compile(r"^(Why|Mend|Bad|Good): ?", re.MULTILINE)


class Violation(NamedTuple):
    """What a rule says of one fact: a sentence, what to write instead, the sentence's parts for translation."""

    message: str
    remedy: str = ""
    data: Mapping[str, str] = MappingProxyType({})


class Manual(NamedTuple):
    """A rule's page, read from its module's docstring."""

    summary: str
    what: str
    why: str
    mend: str
    bad: str
    good: str


class Rule(NamedTuple):
    """`about` are the kinds of facts that are shown to `judge`; `level` severity means the element's."""

    id: str
    family: str
    level: RuleLevel
    about: tuple[str, ...]
    judge: Callable[[Any], Iterator[Violation]]
    docstring: str

    @property
    def manual(self) -> Manual:
        return read_manual(self.docstring)


class Violated(NamedTuple):
    """A rule, the fact it was shown, and what it says."""

    rule: Rule
    fact: Fact
    violation: Violation
    level: Level


@cache
def read_manual(docstring: str) -> Manual:
    """Split a rule's docstring into its parts. Raises ValueError where one is missing."""
    lines = docstring.strip().splitlines()
    text = "\n".join(line.removeprefix("    ") for line in lines)
    head, *sections = SECTION.split(text)
    summary, _, what = head.strip().partition("\n")
    parts = dict(zip(sections[::2], (section.strip() for section in sections[1::2]), strict=True))
    missing = [name for name in ("Why", "Mend", "Bad", "Good") if not parts.get(name)]
    if missing:
        raise ValueError(f"a rule's docstring lacks {', '.join(missing)}: {summary}")
    return Manual(summary.strip(), what.strip(), parts["Why"], parts["Mend"], parts["Bad"], parts["Good"])
