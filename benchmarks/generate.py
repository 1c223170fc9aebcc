"""Write a large workspace: `python benchmarks/generate.py FOLDER [--markets 1000] [--processes 5]`.

Each market adapts every process: values inside what is allowed with their reasons, a step at an extension point, a tuned
parameter; and three breaches in all. The same arguments give the same bytes.
"""

import argparse
import random
from pathlib import Path

REGIONS = 20
CONTROLS = 10
ADAPTED = [number for number in range(CONTROLS) if number % 5 != 4]  # the locked ones are left alone
REASONS = ("customer_preference", "capacity", "payment_rail", "channel_platform", "regulator_guidance")
NOTES = (
    "Customers here write in the evening and expect an answer the next morning",
    "The carrier reports deliveries a day later than elsewhere",
    "Agreed with the local partner until the new platform is live",
    "Most cases need a second look by the team in the capital",
)
CATALOGUE = """\
kind: catalogue
format: 1
title: Generated programme
owner: Global CX strategy
severities:
  compliance: {weight: 10, level: error, waiver_days: 90, approvals: [process_owner, legal]}
  customer: {weight: 5, level: error, waiver_days: 180, approvals: [process_owner]}
  business: {weight: 3, level: error, waiver_days: 365, approvals: [process_owner]}
  minor: {weight: 1, level: warning, waiver_days: 365, approvals: [process_owner]}
max_renewals: 2
confirm_every_days: 365
targets: {conformance: 95, confirmed: 80}
approvers:
  process_owner: [cx-owner@example.com]
  legal: [legal@example.com]
processes:
"""
FLOW = """\
flow:
  steps:
    - {id: greet, type: bot, name: Greet and say that the assistant is automated}
    - {id: capture, type: bot, name: Capture the request, market_may: [reword]}
    - id: request
      type: decision
      name: What is the request?
      branches:
        - {label: question, go: answer}
        - {label: case, go: verify}
    - {id: answer, type: ai_agent, name: Answer from the knowledge base, turns: 2, market_may: [reword, replace]}
    - id: solved
      type: decision
      name: Solved?
      branches:
        - {label: "yes", go: close}
        - {label: retry, go: answer, max_repeats: 2}
        - {label: "no", go: handoff}
    - {id: verify, type: bot, name: Verify the identity, severity: compliance}
    - {id: resolve, type: system, name: Resolve the case}
    - {id: confirm, type: bot, name: Confirm the outcome, market_may: [skip, reword]}
    - {id: settle, type: system, name: Record the outcome, go: close}
    - id: handoff
      type: ai_agent
      name: Hand over with a summary
      tags: [handoff]
      market_may: [tune]
      params: {wait_minutes: {value: 5, unit: minutes, stricter: lower, tailoring: within, allowed: {max: 10}}}
    - {id: agent, type: human, name: A person handles the case, owner: tier-1}
    - {id: close, type: end, name: Case closed}
  extension_points:
    - {id: before_request, after: capture, types: [bot, system], max_steps: 2}
  rules:
    - {id: verify_before_resolve, precedence: [verify, resolve], severity: compliance, why: Fraud.}
    - {id: human_after_handoff, response: [handoff, type:human], severity: customer, why: Nobody is left waiting.}
    - {id: few_turns, max_turns: 12, severity: customer, why: Nobody is kept talking.}
"""


def main() -> None:
    """Read the arguments and write the workspace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--markets", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=5)
    arguments = parser.parse_args()
    generate(arguments.folder, arguments.markets, arguments.processes)


def generate(folder: Path, markets: int, processes: int) -> None:
    """Write a workspace of this size; three breaches a market."""
    ids = [f"process-{number:02}" for number in range(processes)]
    due = "".join(f"  {process}: {{due: always}}\n" for process in ids)
    _write(folder / "standards/catalogue.yaml", CATALOGUE + due)
    for process in ids:
        _write(folder / f"standards/processes/{process}/1.0.0.yaml", _standard(process))
    for number in range(REGIONS):
        _write(folder / f"markets/r{number:02}/region.yaml", _region(f"r{number:02}", ids))
    for number in range(markets):
        _market(folder / f"markets/r{number % REGIONS:02}/m{number:04}", f"m{number:04}", ids, random.Random(number))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _standard(process: str) -> str:
    lines = [
        "kind: standard", f"process: {process}", "version: 1.0.0", f"title: {process.replace('-', ' ').capitalize()}",
        "purpose: A generated process of realistic size.", "owner: Global CX strategy", "status: active",
        "effective_from: 2026-01-01", "channels: [chatbot, ai_agent, live_chat, email]", "controls:",
    ]  # fmt: skip
    for number in range(CONTROLS):
        kind = number % 5
        lines += [
            f"  - id: control_{number:02}",
            f"    title: Control {number}",
            "    requirement: What every market owes its customers, in one sentence that a lead can read.",
            *_tailored(kind),
            f"    severity: {('compliance', 'customer', 'business', 'minor')[number % 4]}",
            "    why: Late answers are the first reason for repeat contacts.",
        ]
    lines += [
        "metrics:", "  - id: csat", "    title: Customer satisfaction",
        "    definition: {numerator: ratings 4 or 5, denominator: valid ratings, window: month}", "    unit: percent",
        "    target: 85", "    stricter: higher", "    tailoring: tighten_only", "    severity: business",
    ]  # fmt: skip
    return "\n".join(lines) + "\n" + FLOW


def _tailored(kind: int) -> list[str]:
    if kind == 0:
        return ["    value: 10", "    unit: business_days", "    stricter: lower", "    tailoring: tighten_only"]
    if kind == 1:
        return ["    value: 30", "    unit: minutes", "    stricter: lower", "    tailoring: within",
                "    allowed: {min: 10, max: 60}"]  # fmt: skip
    if kind == 2:
        return ["    value: [safety, fraud, minors]", "    tailoring: superset"]
    if kind == 3:
        return ["    value: session_only", "    tailoring: within", "    allowed: [none, session_only, order_id]"]
    return ["    value: true", "    tailoring: locked"]


def _region(region: str, processes: list[str]) -> str:
    adopts = "".join(f"  {process}: 1.0.0\n" for process in processes)
    return f"kind: region\nregion: {region}\nname: Region {region}\nlead: lead-{region}@example.com\nadopts:\n{adopts}"


def _market(folder: Path, market: str, processes: list[str], dice: random.Random) -> None:
    confirms = "".join(
        f"  {process}: {{version: 1.0.0, by: lead-{market}@example.com, confirmed_on: 2026-10-01}}\n" for process in processes
    )
    _write(
        folder / "market.yaml",
        f"kind: market\nmarket: {market}\nname: Market {market}\ncountry: ES\nlanguages: [es-ES]\ncurrency: EUR\n"
        f"time_zones: [Europe/Madrid]\nchannels: [live_chat, email]\nlead: lead-{market}@example.com\nconfirms:\n{confirms}",
    )
    breaches = set(dice.sample(range(3 * len(processes)), 3))
    for index, process in enumerate(processes):
        here = {slot % 3 for slot in breaches if slot // 3 == index}
        _write(folder / f"{process}.yaml", _variant(market, process, dice, here))


def _variant(market: str, process: str, dice: random.Random, breaches: set[int]) -> str:
    lines = ["kind: variant", f"process: {process}", "controls:"]
    for number in sorted({*dice.sample(ADAPTED, 5), *breaches}):
        value, unit = _value(number, dice, is_breach=number in breaches)
        lines += [f"  control_{number:02}:", f"    value: {value}"]
        lines += [f"    unit: {unit}"] if unit else []
        lines += _because(dice, "    ")
    lines += ["metrics:", "  csat:", f"    target: {dice.randint(86, 95)}", *_because(dice, "    ")]
    local = f"{market}_{process.replace('-', '_')}"
    lines += [
        "flow:", "  changes:", f"    - insert: {{id: {local}_check, type: system, name: Check the number of the account}}",
        "      at: before_request", *_because(dice, "      "), "    - tune: handoff",
        f"      set: {{params: {{wait_minutes: {dice.randint(3, 9)}}}}}", *_because(dice, "      "),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _value(number: int, dice: random.Random, *, is_breach: bool) -> tuple[str, str]:
    kind = number % 5
    if kind == 0:
        return (str(dice.randint(11, 20)) if is_breach else str(dice.randint(2, 9))), ""
    if kind == 1:
        return (str(dice.randint(4, 6)) if is_breach else "1", "hours")
    if kind == 2:
        return ("[safety, fraud]" if is_breach else "[safety, fraud, minors, legal]"), ""
    if kind == 3:
        return dice.choice(("none", "order_id")), ""
    return "true", ""


def _because(dice: random.Random, indent: str) -> list[str]:
    return [f"{indent}because:", f"{indent}  type: {dice.choice(REASONS)}", f"{indent}  note: {dice.choice(NOTES)}"]


if __name__ == "__main__":
    main()
