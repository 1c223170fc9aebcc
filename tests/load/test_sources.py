"""A workspace reads the same from a folder, from a commit, and from parts of both."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from repositories import Repo
from test_cases import CASE_FOLDERS, built
from workspaces import CASES, SHARED

from checker.git.repository import open_repository
from checker.load.folder import FolderSource
from checker.load.layout import Layout, lay_out, lay_out_source
from checker.load.releases import read_releases
from checker.load.workspace import WorkspaceFiles
from checker.model.fault import FaultKind
from checker.model.source import Composed, Mounted, Part
from checker.model.value import Version

SOME = [case for case in CASE_FOLDERS if case.parent.name == "document-misplaced"]


def name(data: bytes) -> str:
    return sha256(data).hexdigest()


def plain(layout: Layout) -> tuple[object, ...]:
    return (
        layout.standards, layout.laws, layout.waivers, layout.regions, layout.blocked,
        sorted(layout.faults, key=repr),
    )  # fmt: skip


def linked(root: Path) -> Path:
    """Every kind of link, and other things that lie about."""
    shutil.copytree(SHARED, root)
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("kind: variant\n")
    es = root / "markets/eu/es"
    for link, target in {
        es / "loyalty.yaml": "refund-of-others.yaml",
        es / "voice-care.yaml": "../../../standards/catalogue.yaml",
        es / "refund.yaml": str(outside / "x.yaml"),
        root / "markets/eu/pt": "es",
        root / "markets/eu/up": "..",
        root / "markets/eu/out": str(outside),
        root / "markets/eu/nowhere": "nothing",
        root / "standards/law": "../markets/eu",
        root / "standards/processes/refund/2.0.0.yaml": str(root / "standards/processes/refund/1.0.0.yaml"),
        root / "markets/eu/fr/notes.txt": "nothing.txt",
        root / "markets/eu/circle.yaml": "circle.yaml",
    }.items():
        link.symlink_to(target)
    (es / "old.yml").write_text("kind: variant\n")
    (es / "x\x07y.yaml").write_text("kind: variant\n")
    (root / "markets/stray.yaml").write_text("kind: market\n")
    return root


@pytest.mark.parametrize("case", SOME, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_folder_and_a_commit_of_it_are_laid_out_alike(case: Path, tmp_path: Path) -> None:
    root = built(case, tmp_path / "workspace")
    _same_everywhere(root)


def test_links_lead_where_the_disk_leads_them(tmp_path: Path) -> None:
    root = linked(tmp_path / "workspace")
    layout = _same_everywhere(root)
    assert len(layout.faults) + len(layout.blocked) >= 8


def _same_everywhere(root: Path) -> Layout:
    expected = lay_out(root, root / "standards")
    folder = FolderSource(root, root / "standards", name)
    assert plain(lay_out_source(folder, root)) == plain(expected)
    repo = Repo(root)
    repo.commit()
    with open_repository(root).tree("HEAD") as tree:
        assert plain(lay_out_source(tree, root)) == plain(expected)
        parts = Composed([Part("markets/", tree), Part("standards/", folder)])
        assert plain(lay_out_source(parts, root)) == plain(expected)
        read, there = WorkspaceFiles(root, source=tree).workspace(), WorkspaceFiles(root).workspace()
        assert read.markets.keys() == there.markets.keys()
        assert sorted(read.faults, key=repr) == sorted(there.faults, key=repr)
    return expected


def test_a_document_behind_a_link_is_the_one_that_the_link_leads_to(tmp_path: Path) -> None:
    root = tmp_path / "workspace"
    shutil.copytree(SHARED, root)
    (root / "markets/eu/pt").symlink_to("fr")
    files = WorkspaceFiles(root, source=FolderSource(root, root / "standards", name))
    assert files.layout.real("markets/eu/pt/market.yaml") == "markets/eu/fr/market.yaml"
    assert [market.id for region in files.layout.regions for market in region.markets] == ["es", "fr", "pt"]


def test_a_source_shown_elsewhere_keeps_its_files(tmp_path: Path) -> None:
    (tmp_path / "markets").mkdir()
    (tmp_path / "markets/a.yaml").write_bytes(b"a")
    (tmp_path / "markets/b.yaml").symlink_to("a.yaml")
    mounted = Mounted("x/", FolderSource(tmp_path, tmp_path / "none", name))
    assert sorted(mounted.paths()) == ["x/markets/a.yaml", "x/markets/b.yaml"]
    assert (mounted.read("x/markets/a.yaml"), mounted.content_id("x/markets/a.yaml")) == (b"a", name(b"a"))
    assert (mounted.is_link("x/markets/b.yaml"), mounted.read("x/markets/b.yaml")) == (True, b"a.yaml")


def test_what_is_no_document_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "markets").mkdir()
    os.mkfifo(tmp_path / "markets/pipe.yaml")
    (tmp_path / "markets/picture.png").write_bytes(b"x")
    assert list(FolderSource(tmp_path, tmp_path / "none", name).paths()) == []


# Digests of releases.

DIGEST = "a" * 63 + "b"


def test_digests_are_read_by_process_and_version() -> None:
    read = read_releases(f"refund:\n  1.0.0: {DIGEST}\n  1.10.0: {DIGEST}\nother: {{}}\n".encode())
    assert read.digests == {("refund", Version(1, 0, 0)): DIGEST, ("refund", Version(1, 10, 0)): DIGEST}
    assert read.faults == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("refund: [1.0.0]\n", FaultKind.INVALID),
        ("refund: {one: x}\n", FaultKind.INVALID),
        ("refund: {1.0.0: short}\n", FaultKind.INVALID),
        ("- refund\n", FaultKind.INVALID),
        ("refund: {1.0.0: x\n", FaultKind.SYNTAX),
        (f"refund: {{1.0.0: {DIGEST}}}\nrefund: {{}}\n", FaultKind.DUPLICATE_KEY),
    ],
)
def test_a_file_of_digests_that_says_something_else_is_a_fault(text: str, kind: FaultKind) -> None:
    read = read_releases(text.encode())
    assert {fault.kind for fault in read.faults} == {kind}
    assert all(fault.location.path == "standards/releases.yaml" for fault in read.faults)


def test_no_digest_recorded_is_no_fault() -> None:
    assert read_releases(b"") == ({}, ())
    assert (CASES / "_workspace/standards/catalogue.yaml").exists()
