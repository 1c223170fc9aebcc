"""What a check is asked for, and whether its answer is known already. Part of `cli`. Reads no document."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checker.cache.answers import Answers
from checker.cache.folder import cache_folder
from checker.cache.store import Store
from checker.cli.options import Place
from checker.cli.output import Output

if TYPE_CHECKING:
    from checker.pipeline.gate.gathering import Gathered


class Look(NamedTuple):
    """How text looks on standard output."""

    color: bool
    verbose: bool
    quiet: bool


class Asked(NamedTuple):
    """The words and options of `checker check`."""

    place: Place
    words: tuple[str, ...]
    outputs: tuple[Output, ...]
    look: Look
    fail_on: str
    base: str | None
    allows_narrowing: bool
    demands_proof: bool
    all_elements: bool
    jobs: int | None
    keeps: bool


def store_of(asked: Asked) -> Store | None:
    """Where markets are kept from run to run; None where nothing is, or where elements are listed, which are not kept."""
    folder = cache_folder() if asked.keeps and not any(output.name == "json" for output in asked.outputs) else None
    return Store(folder) if folder is not None else None


def gathered_ahead(asked: Asked) -> "Callable[[], Gathered]":
    """Start to ask git and the disk what a check under a base asks first, while the judging part of the tool is imported."""
    from checker.pipeline.processes import ahead

    reference = "HEAD" if asked.base is None else asked.base
    standards, store = asked.place.standards, store_of(asked)

    def work() -> "Gathered":
        from checker.pipeline.gate.gathering import Question, gather

        return gather(Question(asked.place.root, reference, standards, store))

    return ahead(work)


def answers_to(asked: Asked) -> Answers | None:
    """Where the answer may be known from; None where it depends on more than the files of a workspace.

    That is a history, the standards of another checkout, or the summary of a step that the answer would be added to.
    """
    folder = cache_folder() if asked.keeps else None
    is_summarised = any(output.name == "github" for output in asked.outputs)
    if folder is None or asked.base is not None or asked.demands_proof or asked.place.standards is not None or is_summarised:
        return None
    question = (
        "check", asked.place.as_of.isoformat(), *asked.words, str(Path.cwd()) if asked.words else "",
        *(f"{output.name} {output.file is None}" for output in asked.outputs), repr(tuple(asked.look)), asked.fail_on,
        str(asked.all_elements), os.path.realpath(asked.place.root),
    )  # fmt: skip
    return Answers(Store(folder), asked.place.root, question)
