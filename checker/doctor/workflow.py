"""Whether some pipeline runs the gate, on the whole history, with a pinned tool, and cannot be talked out of it.

Part of `doctor`. Pipelines are read as text, line by line: every platform has its own YAML.
"""

import re
from collections.abc import Iterator, Mapping

from checker.doctor.setup import Advice, Setup, good, look, missing

GITHUB = ".github/workflows/"
GITLAB = ".gitlab-ci.yml"
HOOKS = ".pre-commit-config.yaml"
ABOUT = "workflow"
PLACEHOLDER = "OWNER/REPO@COMMIT"
"""What stands in the template until somebody fills it in."""
CALLS = re.compile(r"\bchecker\s+check\b|^\s*-?\s*uses:\s*\S*(process-standard|checker)\S*@\S+", re.MULTILINE)
ACTION = re.compile(r"^\s*-?\s*uses:\s*(\S*(?:process-standard|checker)\S*)@(\S+)", re.MULTILINE)
INSTALLED = re.compile(r"process-standard-checker(?:\[[^\]]*\])?(\s*[=<>~!]=?[^\s\"']*)?")
WHOLE_HISTORY = re.compile(r"fetch-depth:\s*[\"']?0\b|GIT_DEPTH:\s*[\"']?0\b|--unshallow")
COMMIT = re.compile("[0-9a-f]{40}")
SHELL_INPUT = re.compile(r"\$\{\{[^}]*github\.(?:event\.(?:pull_request\.(?:title|body|head)|issue|comment)|head_ref)[^}]*\}\}")


def workflow_advice(setup: Setup) -> Iterator[Advice]:
    pipelines = {path: without_comments(text) for path, text in setup.texts.items() if _is_pipeline(path)}
    gates = {path: text for path, text in pipelines.items() if CALLS.search(text)}
    unfilled = [path for path, text in pipelines.items() if PLACEHOLDER in text]
    if unfilled:
        do = f"put the repository that holds the tool, and a commit of it, in place of `{PLACEHOLDER}`"
        yield missing(ABOUT, f"`{unfilled[0]}` does not say yet where the tool comes from", do)
        return
    if not gates:
        do = f"copy `templates/github/gate.yml` to `{GITHUB}process-standards.yml`, or `templates/gitlab/gate.yml` to `{GITLAB}`"
        yield missing(ABOUT, "no pipeline runs `checker check`", do)
        return
    for path, text in gates.items():
        yield from _of_gate(path, text)
    yield from _scheduled(gates)
    yield look(
        "required check",
        "whether the gate's check is required cannot be seen from the files",
        "require it in the rules of your main branch, with a review from code owners, for administrators too",
    )


def without_comments(text: str) -> str:
    return "\n".join(re.split(r"(?:^|\s)#", line, maxsplit=1)[0].rstrip() for line in text.splitlines())


def _is_pipeline(path: str) -> bool:
    return path.startswith((GITHUB, ".gitlab/")) or path == GITLAB


def _of_gate(path: str, text: str) -> Iterator[Advice]:
    is_action = bool(ACTION.search(text))
    if not is_action and "--base" not in text:
        do = "add `--base origin/main` for pull requests, so that only what a change makes worse stops it"
        yield look(ABOUT, f"{path} checks without a base: whatever is open anywhere stops everybody", do)
    if WHOLE_HISTORY.search(text):
        yield good(ABOUT, f"{path} runs the gate on the whole history")
    else:
        do = (
            "write `fetch-depth: 0` under `with:` of the checkout"
            if path.startswith(GITHUB)
            else 'write `GIT_DEPTH: "0"` under `variables:`'
        )
        yield missing(ABOUT, f"{path} checks out the last commit only, so that no base can be found (exit 4)", do)
    yield from _pinned(path, text)
    yield from _holes(path, text, is_action=is_action)


def _pinned(path: str, text: str) -> Iterator[Advice]:
    for name, reference in ACTION.findall(text):
        if not COMMIT.fullmatch(reference):
            yield missing(
                "version",
                f"{path} uses {name}@{reference}, which somebody can move",
                f"write the full commit: `{name}@<40 hex digits>`",
            )
        else:
            yield good("version", f"{path} pins {name} to a commit")
    for version in INSTALLED.findall(ACTION.sub("", text)):
        if "==" not in version.replace(" ", ""):
            yield missing(
                "version",
                f"{path} installs whatever version is newest, so that counts move by themselves",
                "write `process-standard-checker==` and the version",
            )
        else:
            yield good("version", f"{path} pins the tool to {version.strip()}")


def _holes(path: str, text: str, *, is_action: bool) -> Iterator[Advice]:
    """How a pipeline can be green without an answer, or run what a stranger wrote."""
    if re.search(r"continue-on-error:\s*true|allow_failure:\s*true", text):
        do = "take it out; `--fail-on never` lets findings through, and still stops on what cannot be checked"
        yield missing(ABOUT, f"{path} goes on after any failure, also where nothing could be checked", do)
    if "pull_request_target" in text and "checkout" in text:
        do = "use `pull_request`, and `templates/github/fork-comment.yml` for the comment"
        yield missing(ABOUT, f"{path} checks out on `pull_request_target`: a stranger's files with your rights", do)
    if SHELL_INPUT.search(text):
        do = "hand it over under `env:`, and use the variable in quotes"
        yield missing(ABOUT, f"{path} writes what a pull request brings into a script", do)
    if path.startswith(GITHUB) and "pull_request" in text and "merge_group" not in text:
        yield look(
            ABOUT,
            f"{path} does not run in a merge queue",
            "add `merge_group:` under `on:` if you use one, or the queue waits for ever",
        )
    if path.startswith(GITHUB) and is_action and re.search(r"^\s+paths(-ignore)?:", text, re.MULTILINE):
        do = "take the filter out: the check takes seconds, and a required one that never starts blocks the merge"
        yield look(ABOUT, f"{path} runs for some paths only", do)


def _scheduled(gates: Mapping[str, str]) -> Iterator[Advice]:
    if not any(re.search(r"^\s*schedule:|\"schedule\"", text, re.MULTILINE) for text in gates.values()):
        do = "add a daily run without a base: waivers and dates lapse without anybody's change"
        yield look(ABOUT, "no pipeline runs the check on a schedule", do)
