"""The command line: arguments in, exit code out. One module a command, imported when it is called.

A front end: it reads the clock and the terminal, and hands everything else to the library.
"""

import gc
import os
import sys


def main() -> None:
    """The entry point of the `checker` command; turns every end of a run into its exit code.

    A process that ends anyway neither collects garbage nor takes a large report apart: that would take longer than
    writing it.
    """
    gc.disable()
    from checker.cli.plugins import leave_out_plugins
    from checker.cli.program import run

    leave_out_plugins()
    if "_CHECKER_COMPLETE" in os.environ:
        from checker.cli.shells import use

        use()
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = code or 1
    os._exit(code)
