"""A standard's unit compares with nothing that people would write beside it.

`weeks`, `years` and `days` are units of their own here, which convert to nothing; an amount of `money` without a currency
is another amount in every market.

Why: A market that writes the same time in another unit, or the same sum in its currency, cannot be compared.
Mend: Use the units that convert (seconds, minutes, hours, calendar_days) or months; give money a value for each currency.
Bad:
    {id: record_years, value: 2, unit: years}
Good:
    {id: record_months, value: 24, unit: months}
"""

from collections.abc import Iterator

from checker.facts import UnitFact
from checker.rules.rule import RuleLevel, Violation

LEVEL: RuleLevel = "info"
ABOUT = ("unit-unclear",)


def judge(fact: UnitFact) -> Iterator[Violation]:
    why = "says no currency" if fact.unit == "money" else "converts to no other unit"
    message = f"the unit `{fact.unit}` of {fact.name} {why}, so that markets cannot compare with it"
    yield Violation(message, f"write it {fact.instead}, in a new version", {"name": fact.name, "unit": fact.unit})
