"""Which approvals of the waivers are proven by signed commits. Part of `pipeline`."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from checker.errors import BaseUnavailableError
from checker.gate.approvals import Stand, adding_commits, proven
from checker.git.repository import Repository, open_repository
from checker.git.signatures import FileVersion, signers, versions_below
from checker.load.document import parse_document
from checker.model.documents import Waiver
from checker.model.position import Document
from checker.pipeline.request import Request

FOLDER = "standards/waivers"


def known_proofs(waivers: Iterable[Document[Waiver]], standards: Path, request: Request) -> Mapping[str, tuple[bool, ...]]:
    """The same; without a repository nothing is proven, which is an error only where proof is demanded."""
    try:
        return proofs_of(waivers, standards)
    except BaseUnavailableError:
        if request.demands_proof:
            raise
        return {}


def proofs_of(waivers: Iterable[Document[Waiver]], standards: Path) -> Mapping[str, tuple[bool, ...]]:
    """By waiver, whether each of its approvals is proven. `standards`: the folder of the standards.

    Raises BaseUnavailableError where the folder lies in no repository.
    """
    approved = [document for document in waivers if document.model.approvals]
    if not approved:
        return {}
    repository = open_repository(standards)
    stands = _stands(repository, approved)
    commits = {
        commit
        for document in approved
        for approval in document.model.approvals
        for commit in adding_commits(document.model, approval, stands.get(document.path, ()))
    }
    signed = signers(repository, commits)
    return {document.model.id: proven(document.model, stands.get(document.path, ()), signed.get) for document in approved}


def _stands(repository: Repository, waivers: Iterable[Document[Waiver]]) -> Mapping[str, tuple[Stand, ...]]:
    """By the shown path of a waiver, how each commit left it. Each distinct content is parsed once."""
    read: dict[tuple[str, bytes], Waiver | None] = {}

    def waiver(path: str, content: bytes | None) -> Waiver | None:
        if content is None:
            return None
        if (path, content) not in read:
            document = parse_document(content, path, Waiver).document
            read[path, content] = document.model if document is not None else None
        return read[path, content]

    def stand(path: str, version: FileVersion) -> Stand:
        before = tuple(waiver(path, content) for content in version.before)
        return Stand(version.commit, waiver(path, version.content), before)

    wanted = {document.path for document in waivers}
    versions = versions_below(repository, FOLDER.removeprefix("standards/"), repository.commit("HEAD"))
    return {
        shown: tuple(stand(shown, version) for version in found)
        for path, found in versions.items()
        if (shown := f"standards/{path}") in wanted
    }
