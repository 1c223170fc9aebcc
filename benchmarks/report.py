"""Measure the HTML report against its budgets: `python benchmarks/report.py [--markets 200] [--processes 20] [--runs 5]`.

Writes a programme of this size, checks it, writes its report, and opens it in the system's Chromium, at full speed and with
the processor slowed four times. `--heavy` takes the programme of `generate.py`, in which every market adapts every process
in eight places.
"""

import argparse
import gc
import gzip
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import generate
from playwright.sync_api import sync_playwright

import checker
from checker.formats.registry import format_named
from checker.model.report import Report
from checker.report.assets import assets
from checker.report.page import Extras, render_page

DAY = date(2026, 11, 22)
BREACHES = 15
"""In each market: 200 of them have 3,000 findings."""
CHROMIUM = os.environ.get("CHECKER_CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync", "--disable-background-networking"]
SUBJECTS = ("The carrier", "The local partner", "The payment scheme", "The team at night", "The call centre in the capital",
            "The app store", "The bank", "The regulator’s guidance", "The shop floor", "The largest seller")  # fmt: skip
REASONS = ("reports a day later than elsewhere", "answers in writing only", "asks for a second look", "is closed on Sundays",
           "has its own form", "changes over in the spring", "needs a signature", "knows no callbacks")  # fmt: skip
READY = """() => {
    const seen = performance.getEntriesByType('navigation')[0];
    return Math.max(seen.domContentLoadedEventEnd, performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
}"""
TIMED = """async (action) => {
    const start = performance.now();
    new Function(action)();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - start;
}"""
SEARCH = """const box = document.querySelector('[data-filter=q]'); box.value = '%s';
    box.dispatchEvent(new Event('input', {bubbles: true}));"""
ACTIONS = {
    "search": SEARCH % "m001", "clear the search": SEARCH % "",
    "only breaches": "document.querySelector('[data-status=breach]').click()",
    "all statuses again": "document.querySelector('[data-status=breach]').click()",
    "worst first": """const sort = document.querySelector('[data-filter=sort]'); sort.value = 'worst';
        sort.dispatchEvent(new Event('change', {bubbles: true}));""",
    "open a market": "location.hash = '#/m/m0003'", "open a process": "location.hash = '#/p/process-03'",
    "open the findings": "location.hash = '#/findings'", "back to the overview": "location.hash = '#/overview'",
}  # fmt: skip


class Line(NamedTuple):
    """One row of the table. `limit` None: no budget."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def text(self) -> str:
        over = " **over**" if self.limit is not None and self.value > self.limit else ""
        limit = "" if self.limit is None else f"{self.limit:,.0f} {self.unit}"
        return f"| {self.what} | {self.value:,.0f} {self.unit}{over} | {limit} |"


def main() -> None:
    """Write the workspace, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markets", type=int, default=200)
    parser.add_argument("--processes", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--heavy", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write = generate.generate if arguments.heavy else programme
        write(Path(folder), arguments.markets, arguments.processes)
        report = checker.check(folder, as_of=DAY)
        page = Path(folder) / "report.html"
        print(f"{arguments.markets} markets × {arguments.processes} processes, {len(report.findings):,} findings, "
              f"{sum(len(process.elements) for _, process in report.pairs):,} differences\n")  # fmt: skip
        print("| what | measured | budget |\n|---|---|---|")
        for line in [*written(report, page, arguments.runs), *opened(page, arguments.runs)]:
            print(line.text, flush=True)


def programme(folder: Path, markets: int, processes: int) -> None:
    """A programme as people write one: each market adapts about half of its processes, in one to three places."""
    generate.generate(folder, markets, processes)
    ids = [f"process-{number:02}" for number in range(processes)]
    for number in range(markets):
        market, dice = f"m{number:04}", random.Random(number)
        wrong = [(process, control) for process in ids for control in generate.ADAPTED]
        breaches = set(dice.sample(wrong, BREACHES))
        for process in ids:
            file = folder / f"markets/r{number % generate.REGIONS:02}/{market}/{process}.yaml"
            text = _variant(process, dice, {control for name, control in breaches if name == process})
            file.write_text(text, encoding="utf-8") if text else file.unlink()


def _variant(process: str, dice: random.Random, breaches: set[int]) -> str:
    allowed = dice.sample(generate.ADAPTED, dice.randint(1, 3)) if dice.random() < 0.5 else []
    lines = [f"kind: variant\nprocess: {process}\ncontrols:"]
    for number in sorted({*allowed, *breaches}):
        value, unit = _value(number, dice, is_breach=number in breaches)
        lines += [f"  control_{number:02}:\n    value: {value}", *([f"    unit: {unit}"] if unit else [])]
        note = f"{dice.choice(SUBJECTS)} {dice.choice(REASONS)}"
        lines.append(f"    because: {{type: {dice.choice(generate.REASONS)}, note: {note}}}")
    return "\n".join([*lines, ""]) if allowed or breaches else ""


def _value(number: int, dice: random.Random, *, is_breach: bool) -> tuple[str, str]:
    if number % 5 == 3 and is_breach:
        return "everything", ""
    return generate._value(number, dice, is_breach=is_breach)


def written(report: Report, page: Path, runs: int) -> Iterable[Line]:
    """The time to write the page, and what it weighs."""
    gc.disable()  # as the command does
    seconds = []
    for _ in range(runs):
        started = time.process_time()
        text = render_page(report, Extras(run_json=format_named("json")(report)))
        page.write_text(text, encoding="utf-8")
        seconds.append(time.process_time() - started)
    data = text.encode()
    yield Line("written in, processor time", statistics.median(seconds) * 1000, "ms", 2000)
    yield Line("size", len(data) / 1000, "kB", 1500)
    yield Line("size, gzip", len(gzip.compress(data)) / 1000, "kB", 200)
    bare = render_page(report).encode()
    yield Line("size, gzip, without the run’s JSON", len(gzip.compress(bare)) / 1000, "kB")
    found = assets()
    yield Line("script", len((found.script + found.first_script).encode()) / 1000, "kB", 25)
    yield Line("style", len(found.style.encode()) / 1000, "kB", 25)


def opened(page: Path, runs: int) -> Iterable[Line]:
    """What a reader waits for."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for rate, ready_limit, limit in ((1, 1000, 100), (4, 2000, 250)):
            measured = [_visit(browser, page, rate) for _ in range(runs)]
            how = "" if rate == 1 else f", processor slowed {rate} times"
            if rate == 1:
                yield Line("elements at load", measured[0]["nodes"], "", 20_000)
            for name in ("ready", *ACTIONS):
                value = statistics.median(each[name] for each in measured)
                yield Line(f"{name}{how}", value, "ms", ready_limit if name == "ready" else limit)
        browser.close()


def _visit(browser: Any, page: Path, rate: int) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    tab = context.new_page()
    context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    tab.goto(page.as_uri(), wait_until="load")
    tab.wait_for_timeout(300 * rate)
    found = {"ready": tab.evaluate(READY), "nodes": tab.evaluate("document.querySelectorAll('*').length")}
    for name, action in ACTIONS.items():
        found[name] = tab.evaluate(TIMED, action)
        tab.wait_for_timeout(50 * rate)
    context.close()
    return found


if __name__ == "__main__":
    main()
