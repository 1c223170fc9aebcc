"""Everything that is looked at, in the order in which it is told. Part of `doctor`."""

from collections.abc import Iterator

from checker.doctor.owners import owner_advice
from checker.doctor.setup import Advice, Setup, good, look, missing
from checker.doctor.workflow import HOOKS, without_comments, workflow_advice


def examine(setup: Setup) -> tuple[Advice, ...]:
    """What is good, what is missing, and what a person must look at."""
    if not setup.is_repository:
        return (missing("repository", "the workspace lies in no git repository", "start one with `git init`"),)
    return tuple(
        advice
        for part in (_history, owner_advice, workflow_advice, _catalogue, _hooks, _schemas, _reports, _signatures)
        for advice in part(setup)
    )


def _history(setup: Setup) -> Iterator[Advice]:
    if not setup.has_commit:
        yield missing("repository", "the repository has no commit yet", "commit the workspace")
    elif setup.is_shallow:
        yield look(
            "repository", "this clone holds a part of the history, so that a base may be missing", "`git fetch --unshallow`"
        )
    else:
        yield good("repository", "the whole history is here")


def _catalogue(setup: Setup) -> Iterator[Advice]:
    if setup.checker is None:
        do = 'write `checker: ">=0.1,<1.0"` into the catalogue'
        yield look("version", "the catalogue allows every version of the tool, so that two people may see different findings", do)
    else:
        yield good("version", f"the catalogue allows checker {setup.checker}")


def _hooks(setup: Setup) -> Iterator[Advice]:
    text = without_comments(setup.texts.get(HOOKS, ""))
    if "checker" not in text:
        do = f"add the hook `checker` to {HOOKS}; docs/ci.md has the lines"
        yield look("hook", "there is no pre-commit hook, so that leads see findings only after they push", do)
    else:
        yield good("hook", f"{HOOKS} runs the check before a commit")


def _schemas(setup: Setup) -> Iterator[Advice]:
    do = "`checker schema --write` writes them; `checker schema --help` has the line for the editor's settings"
    if setup.schemas == "absent":
        yield look("schemas", "there are none, so that editors neither complete nor underline while a lead types", do)
    elif setup.schemas == "stale":
        yield missing("schemas", "they are older than the standards or the tool, so that editors ask for what was", do)
    else:
        yield good("schemas", "they are as the standards are")


def _reports(setup: Setup) -> Iterator[Advice]:
    if setup.tracked_reports:
        listed = ", ".join(setup.tracked_reports[:3])
        do = f"`git rm --cached {setup.tracked_reports[0]}`, and add `/{setup.prefix}reports/` to .gitignore"
        yield missing("reports", f"written reports are committed ({listed}): they are stale with the next change", do)
    elif not setup.ignores_reports:
        yield missing(
            "reports",
            "reports are not ignored, so that `git add` takes them along",
            f"add `/{setup.prefix}reports/*` to .gitignore",
        )
    else:
        yield good("reports", "written reports are ignored")


def _signatures(setup: Setup) -> Iterator[Advice]:
    if setup.signers_file is not None:
        do = "keep it outside the repository, on the machine that runs the gate"
        says = f"git trusts the signers in {setup.signers_file}, which a change can edit"
        yield missing("signatures", says, do)
