"""Measure `checker history` on 200 commits of the sample workspace: `python benchmarks/history.py [--commits 200] [--runs 1]`.

Every commit is of another day, and most edit a market's file; every tenth edits a waiver, every fiftieth a law. Cold: no
answer is kept from before. Warm: the same question again.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).parent.parent
FIRST = date(2026, 1, 15)
COLD, WARM = 20.0, 1.0
"""Seconds that it may take."""


def main() -> None:
    """Write the repository, measure, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        repository(root, arguments.commits)
        found = [measured(root, Path(folder) / f"cache{number}", arguments.commits) for number in range(arguments.runs)]
        cold, warm = (sorted(times)[len(found) // 2] for times in zip(*found, strict=True))
    print(f"{arguments.commits} commits of the sample workspace on as many days\n")
    print("| what | measured | budget |\n|---|---|---|")
    for what, seconds, limit in (("cold", cold, COLD), ("warm", warm, WARM)):
        print(f"| {what} | {seconds:.1f} s{' **over**' if seconds > limit else ''} | {limit:.0f} s |")


def repository(root: Path, commits: int) -> None:
    for folder in ("standards", "markets"):
        shutil.copytree(PROJECT / folder, root / folder)
    git(root, "init", "--quiet", "--initial-branch=main")
    dice = random.Random(0)
    variants = sorted(each for each in (root / "markets").glob("*/*/*.yaml") if each.name != "market.yaml")
    waivers, laws = sorted((root / "standards/waivers").rglob("*.yaml")), sorted((root / "standards/law").glob("*.yaml"))
    for number in range(commits):
        files = laws if number % 50 == 49 else waivers if number % 10 == 9 else variants
        if number:
            with dice.choice(files).open("a", encoding="utf-8") as file:
                file.write(f"# looked at again, {number}\n")
        git(root, "add", "--all")
        noon = f"{(FIRST + timedelta(days=number)).isoformat()}T12:00:00+00:00"
        git(root, "commit", "--quiet", "--message", f"change {number}", GIT_AUTHOR_DATE=noon, GIT_COMMITTER_DATE=noon)


def git(root: Path, *words: str, **environment: str) -> None:
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who |= {f"GIT_{role}_{key}": f"{key.lower()}@example.com" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    subprocess.run(["git", *words], cwd=root, env={**os.environ, **who, **environment}, check=True)


def measured(root: Path, cache: Path, commits: int) -> tuple[float, float]:
    """Seconds of the first and of the second time, with the start of the program."""
    return timed(root, cache, commits), timed(root, cache, commits)


def timed(root: Path, cache: Path, commits: int) -> float:
    words = [sys.executable, "-m", "checker", "history", "--root", str(root), "--last", str(commits)]
    start = time.perf_counter()
    subprocess.run(words, env={**os.environ, "XDG_CACHE_HOME": str(cache)}, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
