"""Questions that a command asks at a terminal; without one, options answer them. Part of `cli`."""

import sys
from collections.abc import Iterable, Mapping

import click

from checker.errors import UsageError


def answer(given: str | None, option: str, question: str, default: str | None = None) -> str:
    """What was given, else what is typed. Raises UsageError where nobody can be asked."""
    if given is not None:
        return given.strip()
    if not sys.stdin.isatty():
        if default is not None:
            return default
        raise UsageError(f"`{option}` is missing: {question}")
    typed: str = click.prompt(question, default=default, err=True)
    return typed.strip()


def members(text: str) -> tuple[str, ...]:
    """`voice, email` as a list."""
    return tuple(member.strip() for member in text.split(",") if member.strip())


def one_of(word: str, known: Iterable[str], what: str, called: Mapping[str, str] | None = None) -> str:
    """The word, if it is known. `called`: what people call each. Raises UsageError."""
    if word in set(known):
        return word
    from checker.model.nearest import meant

    raise UsageError(f"there is no {what} `{word}`{meant(word, known, called)}")
