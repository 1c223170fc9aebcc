"""A shell at a terminal of its own: keys in, the screen's text out."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(_CHECKER_COMPLETE=bash_source checker)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -U compinit; compinit -u -D; eval "$(_CHECKER_COMPLETE=zsh_source checker)"'),
    "fish": (["fish", "--no-config", "-i"], "_CHECKER_COMPLETE=fish_source checker | source"),
}
BESIDE = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
"""A shell wants its terminal to be the session's own."""
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()][A-Z0-9]|[=>78MNOPc])|[\x07\x0f\r]")
PATIENCE = 60.0
"""Seconds; a machine with much else to do is slow."""


class Shell:
    """`keys` types, `sees` waits until a text stands on the screen."""

    def __init__(self, name: str, cwd: Path, environment: Mapping[str, str]) -> None:
        words, setup = STARTS[name]
        own = {**environment, "TERM": "xterm", "PS1": "> ", "HISTFILE": ""}
        command = [sys.executable, "-c", BESIDE, *words]
        self.screen, (self._terminal, inner) = "", pty.openpty()
        termios.tcsetwinsize(inner, (50, 200))
        self._process = subprocess.Popen(
            command, stdin=inner, stdout=inner, stderr=inner, cwd=cwd, env=own, start_new_session=True
        )
        os.close(inner)
        self.keys(f"{setup}\n")
        self.keys("echo rea''dy\n")
        assert self.sees("ready"), self.screen
        self.screen = ""

    def keys(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def sees(self, text: str, seconds: float = PATIENCE) -> bool:
        """Whether the text comes; the screen is without colours and moves of the cursor."""
        end = time.monotonic() + seconds
        while text not in self.screen:
            ready, _, _ = select.select([self._terminal], [], [], max(0.0, min(0.2, end - time.monotonic())))
            if ready:
                self.screen += ESCAPES.sub("", os.read(self._terminal, 65536).decode(errors="replace"))
            elif time.monotonic() >= end:
                return False
        return True

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)
