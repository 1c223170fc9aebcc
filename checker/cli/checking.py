"""A check whose answer is not known: judge, write, and keep the answer. Part of `cli`."""

from collections.abc import Callable, Iterable
from functools import partial

from checker.cache.answers import Answer, Answers
from checker.cli.asking import Asked, store_of
from checker.cli.options import request_of, with_progress
from checker.cli.output import Output, deliver, encoded, rendered, summarise, write_outputs
from checker.pipeline.gate.gathering import Gathered
from checker.pipeline.request import Request
from checker.pipeline.run import check, check_written


def check_and_write(asked: Asked, answers: Answers | None, gathered: Callable[[], Gathered] | None = None) -> int:
    """Check, and write the report in every format; the exit code. `answers` None: nothing is kept.

    `gathered`: what was asked of git and the disk ahead, for a check under a base.
    """
    request = request_of(asked.place, asked.words, all_elements=asked.all_elements, jobs=asked.jobs)
    request = request._replace(
        base=asked.base,
        allows_narrowing=asked.allows_narrowing,
        wants_proofs=asked.base is not None,
        demands_proof=asked.demands_proof,
        store=store_of(asked) if asked.base is not None else None,
        gathered=gathered,
    )
    if asked.base is None and not asked.words and [output.name for output in asked.outputs] == ["json"]:
        return _written(asked, request, answers)
    from checker.formats.text_format import Appearance

    report = with_progress(partial(check, request), quiet=asked.look.quiet)
    look = Appearance(color=asked.look.color, verbose=asked.look.verbose, quiet=asked.look.quiet)
    exit_code = report.exit_code(asked.fail_on)
    if answers is None:
        write_outputs(report, asked.outputs, look)
        return exit_code
    made = rendered(report, asked.outputs, look)
    deliver(list(zip(asked.outputs, made, strict=True)))
    summarise(report, asked.outputs)
    answers.keep(Answer(exit_code, tuple(b"".join(pieces) for pieces in made)))
    return exit_code


def _written(asked: Asked, request: Request, answers: Answers | None) -> int:
    """All markets as JSON alone: each is put into text where it was judged."""
    from checker.formats.json_format import written, written_pieces

    report = with_progress(partial(check_written, request, written), quiet=asked.look.quiet)
    exit_code = report.totals.exit_code(asked.fail_on)
    _deliver_and_keep(asked.outputs[0], encoded(written_pieces(report)), exit_code, answers)
    return exit_code


def _deliver_and_keep(output: Output, pieces: Iterable[bytes], exit_code: int, answers: Answers | None) -> None:
    if answers is None:
        deliver([(output, pieces)])
        return
    made = list(pieces)
    deliver([(output, made)])
    answers.keep(Answer(exit_code, (b"".join(made),)))
