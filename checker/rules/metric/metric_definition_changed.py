"""A market counts a metric by another formula.

Why: Numbers under two formulas must not be compared, whatever their value: a resolution rate that counts silence as
success is higher and says less.
Mend: Delete `definition`; report a number of your own under a name of its own.
Bad:
    csat: {definition: {numerator: ratings 3 to 5, denominator: valid ratings}}
Good:
    csat: {target: 88}
"""

from collections.abc import Iterator

from checker.facts import DefinitionFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "severity"
ABOUT = ("definition",)


def judge(fact: DefinitionFact) -> Iterator[Violation]:
    standard, local = fact.standard.text, fact.local.text
    message = f"{fact.name} must be counted as {standard}, not as {local}"
    yield Violation(
        message,
        "delete `definition:`; a number of the market's own goes under a name of its own",
        {"name": fact.name, "expected": standard, "actual": local},
    )
