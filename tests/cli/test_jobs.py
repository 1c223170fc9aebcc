"""Work that is shared out over processes gives the same bytes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def output(jobs: int) -> bytes:
    command = [sys.executable, "-m", "checker", "check", "--root", str(ROOT), "--as-of", "2026-11-22"]
    run = subprocess.run([*command, "--format", "json", "--jobs", str(jobs)], capture_output=True, check=False)
    assert run.returncode == 1, run.stderr.decode()
    return run.stdout


def test_two_jobs_say_what_one_says() -> None:
    alone = output(1)
    assert b'"market": "mx"' in alone
    assert output(2) == alone
