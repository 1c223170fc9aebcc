"""Measure speed and memory against their floors: `python benchmarks/run.py [--markets 1000] [--runs 5]`.

Each row runs the tool and its peer in turn (A B A B …) as whole processes, and takes the median of the ratios of pairs,
so that a machine whose speed drifts still compares like with like.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generate import generate

PARSE_ONLY = """
import pathlib, sys, yaml
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
BARE_CLICK = """
import click
@click.group()
@click.version_option("1")
def main(): "A bare program."
@main.command()
def check(): "Check."
main()
"""


CACHE = tempfile.TemporaryDirectory()


class Run(NamedTuple):
    """One process: wall seconds, processor seconds with children, peak memory of the largest process in MB."""

    wall: float
    cpu: float
    peak: float


class Row(NamedTuple):
    """A claim: the command, its peer, and the limit of their ratio."""

    name: str
    command: Sequence[str]
    peer: Sequence[str]
    limit: float


def main() -> None:
    """Write the workspace, measure every row, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--markets", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(root, arguments.markets, arguments.processes)
        commit_and_edit(root)
        print(f"{arguments.markets} markets × {arguments.processes} processes, {arguments.runs} pairs after a warm-up\n")
        print("| what | ratio | limit | tool, s | peer, s | peak, MB |")
        print("|---|---|---|---|---|---|")
        for row in rows(root):
            measure(row, arguments.runs)


def commit_and_edit(root: Path) -> None:
    """Commit the workspace, and edit one market after it."""
    git = ["git", "-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgSign=false", "-C", str(root)]
    for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "base"]):
        subprocess.run([*git, *words], check=True)
    edited = sorted(root.glob("markets/*/m0000/process-01.yaml"))[0]
    edited.write_text(f"# edited\n{edited.read_text()}")


def rows(root: Path) -> list[Row]:
    """The claims of the project."""
    python, checker = sys.executable, str(Path(sys.executable).with_name("checker"))
    check = [checker, "check", "--root", str(root), "--as-of", "2026-11-22", "--format", "json", "--no-cache"]
    one = [checker, "check", "m0000", "--root", str(root), "--as-of", "2026-11-22", "--no-cache"]
    known = [word for word in check if word != "--no-cache"]
    gate = [checker, "check", "--root", str(root), "--as-of", "2026-11-22", "--base", "HEAD"]
    return [
        Row("whole check / bare PyYAML C parse", check, [python, "-c", PARSE_ONLY, str(root)], 1.0),
        Row("whole check, one job / the same", [*check, "--jobs", "1"], [python, "-c", PARSE_ONLY, str(root)], 1.6),
        Row("two jobs / one job", [*check, "--jobs", "2"], [*check, "--jobs", "1"], 0.65),
        Row(
            "one market / import click, yaml, pydantic",
            one,
            [python, "-c", "import click, yaml, pydantic; pydantic.BaseModel"],
            2.5,
        ),
        Row("the same check again, from the cache / anew", known, check, 0.1),
        Row("check --base, one market changed, from the cache / anew", gate, [*gate, "--no-cache"], 0.2),
        Row("checker --help / a bare Click program's", [checker, "--help"], [python, "-c", BARE_CLICK, "--help"], 1.2),
    ]


def measure(row: Row, runs: int) -> None:
    """Run both in turn, and print the row."""
    run(row.command), run(row.peer)
    pairs = [(run(row.command), run(row.peer)) for _ in range(runs)]
    ratio = statistics.median(tool.wall / peer.wall for tool, peer in pairs)
    tool = statistics.median(pair[0].wall for pair in pairs)
    peer = statistics.median(pair[1].wall for pair in pairs)
    peak = max(pair[0].peak for pair in pairs)
    verdict = "" if ratio <= row.limit else " (over)"
    print(f"| {row.name} | {ratio:.2f}{verdict} | {row.limit} | {tool:.3f} | {peer:.3f} | {peak:.0f} |", flush=True)


def run(command: Sequence[str]) -> Run:
    """Run one command to its end, its output thrown away."""
    started = time.perf_counter()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["CHECKER_CACHE_DIR"] = str(CACHE.name)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return Run(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
