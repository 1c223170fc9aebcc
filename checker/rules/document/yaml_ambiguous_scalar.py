"""A value that another YAML reader would take for something else.

Files are read by YAML 1.2: only `true` and `false` are booleans, `NO` is Norway, `8:30` is a text, `014` is fourteen.
Readers of YAML 1.1 take the same characters for false, for 510 and for twelve.

Why: Other programs that read the file see another value than this check did.
Mend: Quote the value, if it is a text; write the plain number, if it is one.
Bad:
    country: NO
Good:
    country: "NO"
"""

from collections.abc import Iterator

from checker.facts import DocumentFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("document-ambiguous",)


def judge(fact: DocumentFact) -> Iterator[Violation]:
    yield Violation(fact.fault.message, fact.fault.remedy, {"scalar": fact.fault.actual})
