"""The command line: arguments in, exit code out. One module a command, imported when it is called.

A front end: it reads the clock and the terminal, and hands everything else to the library.
"""

import sys


def main() -> None:
    """The entry point of the `checker` command; turns every end of a run into its exit code."""
    from checker.cli.program import run

    sys.exit(run(sys.argv[1:]))
