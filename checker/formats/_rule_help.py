"""A rule's manual page for programs that show it beside a finding. Part of `formats`.

The one place where a stage looks into another: the pages are the rules' own docstrings, and are written nowhere else.
"""

from collections.abc import Mapping
from typing import Any

from checker.model.status import Level
from checker.rules.registry import all_rules
from checker.rules.rule import Manual, Rule

Json = dict[str, Any]
MAX_DESCRIPTION = 1_024
SARIF_LEVELS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "note"}


def rule_json(rule_id: str) -> Json:
    """A SARIF reportingDescriptor. A rule that is not registered has its id only."""
    rule = all_rules().get(rule_id)
    described: Json = {"id": rule_id, "name": rule_id.title().replace("-", "")}
    if rule is None:
        words = rule_id.replace("-", " ")
        return described | {"shortDescription": {"text": words}, "fullDescription": {"text": words}, "help": {"text": words}}
    manual = rule.manual
    return described | {
        "shortDescription": {"text": manual.summary[:MAX_DESCRIPTION]},
        "fullDescription": {"text": (manual.what or manual.why)[:MAX_DESCRIPTION]},
        "help": {"text": _text(manual), "markdown": _markdown(manual)},
        "defaultConfiguration": {"level": _level(rule)},
        "properties": {"tags": [rule.family], "precision": "very-high", "problem.severity": _problem(rule)},
    }


def _level(rule: Rule) -> str:
    """By severity means that most severities make it an error."""
    return "error" if rule.level == "severity" else SARIF_LEVELS[rule.level]


def _problem(rule: Rule) -> str:
    return {"note": "recommendation"}.get(_level(rule), _level(rule))


def _text(manual: Manual) -> str:
    parts = [manual.summary, manual.what, f"Why: {manual.why}", f"Mend: {manual.mend}"]
    return "\n\n".join([*filter(None, parts), f"Bad:\n{_block(manual.bad)}", f"Good:\n{_block(manual.good)}"])


def _markdown(manual: Manual) -> str:
    parts = [manual.summary, manual.what, f"**Why:** {manual.why}", f"**Mend:** {manual.mend}"]
    blocks = [f"**{name}**\n\n```yaml\n{_block(text)}\n```" for name, text in (("Bad", manual.bad), ("Good", manual.good))]
    return "\n\n".join([*filter(None, parts), *blocks])


def _block(text: str) -> str:
    return "\n".join(line.strip() if index == 0 else line for index, line in enumerate(text.splitlines()))
