"""Measure how long `check --watch` takes after a save in the sample workspace: `python benchmarks/watch.py [--runs 9]`."""

import argparse
import shutil
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

from checker.pipeline.request import Request
from checker.pipeline.watching import Watched

PROJECT = Path(__file__).parent.parent
LIMIT = 150
"""Milliseconds after which a person notices."""
PATHS = (
    "markets/eu/es/voice-support.yaml",
    "markets/eu/region.yaml",
    "standards/processes/voice-support/1.1.0.yaml",
    "standards/law/FR.yaml",
    "standards/catalogue.yaml",
)


def main() -> None:
    """Save each file, check, and print a table of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for part in ("standards", "markets"):
            shutil.copytree(PROJECT / part, root / part)
        watched = Watched(Request(root, date(2026, 11, 22)))
        watched.check()
        print("| saved | ms, median | limit |")
        print("|---|---|---|")
        for path in PATHS:
            times = [_timed(watched, root, path, number) for number in range(runs)]
            print(f"| `{path}` | {statistics.median(times):.0f} | {LIMIT} |", flush=True)


def _timed(watched: Watched, root: Path, path: str, number: int) -> float:
    file = root / path
    file.write_text(f"{(PROJECT / path).read_text()}# {number}\n")
    started = time.perf_counter()
    watched.check([path])
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
