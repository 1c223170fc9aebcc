"""Two versions of a small standard, made by replacing texts in one."""

from typing import Any

import yaml

from checker.evolution.pairs import names_of
from checker.evolution.standards import changes_between
from checker.model.documents import Standard
from checker.model.evolution import Change

TEXT = """
kind: standard
process: small
version: 1.0.0
title: Small
purpose: To be compared.
owner: Global team
status: active
effective_from: 2026-01-01
channels: [email]
controls:
  - {id: days, title: Days, requirement: Within., value: 5, unit: business_days, stricter: lower, tailoring: tighten_only, severity: customer}
  - {id: hours, title: Hours, requirement: Within., value: 24, unit: hours, tailoring: within, allowed: {min: 1, max: 48}, severity: business}
  - {id: notice, title: Notice, requirement: Said., value: true, tailoring: locked, severity: business}
  - {id: cases, title: Cases, requirement: These., value: [a, b], tailoring: superset, severity: business}
  - {id: reply, title: Reply, requirement: Within., value: {email: 5, voice: 1}, unit: minutes, stricter: lower, tailoring: tighten_only, per: channel, severity: business}
metrics:
  - {id: csat, title: Csat, definition: {formula: mean}, unit: percent, target: 80, stricter: higher, tailoring: within, allowed: {min: 70, max: 100}, severity: business}
flow:
  steps:
    - {id: greet, type: bot, name: Greet}
    - {id: answer, type: ai_agent, name: Answer, owner: team, market_may: [tune, reassign], params: {tries: {value: 2, tailoring: within, allowed: {max: 5}}}}
    - {id: close, type: end, name: Close}
  extension_points:
    - {id: before_answer, after: greet, types: [bot], max_steps: 1}
  rules:
    - {id: greet_first, init: greet, severity: business}
    - {id: few_turns, max_turns: 5, severity: business}
"""  # noqa: E501 (a control on a line)


def standard(*replacements: tuple[str, str]) -> Standard:
    text = TEXT
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    body: dict[str, Any] = yaml.safe_load(text)
    body["effective_from"] = str(body["effective_from"])
    return Standard.model_validate(body)


def changes(*replacements: tuple[str, str]) -> tuple[Change, ...]:
    """What the replacements change, with the newer version's own renames."""
    new = standard(*replacements)
    return changes_between(standard(), new, names_of(new.renamed))
