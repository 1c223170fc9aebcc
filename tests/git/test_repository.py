"""Git is asked for commits and objects only, whatever the repository and its surroundings try."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest
from repositories import LEAD, OWNER, Repo

from checker.errors import BaseUnavailableError
from checker.git import command
from checker.git.repository import Repository, address_in, open_repository
from checker.git.signatures import signers, versions_below
from checker.git.tree import link_target


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repo", "work space")
    repo.commit({"markets/a.yaml": "one\n", "../outside.txt": "no\n"}, day=date(2026, 3, 1))
    return repo


def opened(repo: Repo) -> Repository:
    return open_repository(repo.root)


def test_a_workspace_may_be_a_folder_of_the_repository(repo: Repo) -> None:
    repository = opened(repo)
    assert (repository.top, repository.prefix) == (repo.top, "work space/")
    tree = repository.tree(repository.commit("HEAD"))
    assert list(tree.paths()) == ["markets/a.yaml"]
    assert tree.read("markets/a.yaml") == b"one\n"
    tree.close()


def test_a_name_in_a_commit_is_the_name_of_the_bytes(repo: Repo) -> None:
    tree = opened(repo).tree("HEAD")
    assert tree.content_id("markets/a.yaml") == tree.id_of(b"one\n") != tree.id_of(b"one\r\n")


def test_a_repository_of_the_longer_hash_is_read_too(tmp_path: Path) -> None:
    top = tmp_path / "long"
    top.mkdir()
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", "--initial-branch=main", str(top)], check=True)
    repo = Repo(top)
    repo.git("config", "user.email", LEAD)
    repo.git("config", "user.name", "A lead")
    repo.commit({"a": "x"})
    tree = opened(repo).tree("HEAD")
    assert len(tree.content_id("a")) == 64
    assert tree.content_id("a") == tree.id_of(b"x")


def test_large_and_empty_files_and_strange_names_come_back_whole(repo: Repo) -> None:
    files = {"empty": b"", "tab\tand\nline": b"\0\1\r\n", "ü/ñ.yaml": b"x" * 200_000}
    repo.commit(files)
    with opened(repo).tree("HEAD") as tree:
        assert {path: tree.read(path) for path in files} == files
        with pytest.raises(FileNotFoundError):
            tree.read("not there")


def test_a_fork_reads_through_a_git_of_its_own(repo: Repo) -> None:
    tree = opened(repo).tree("HEAD")
    assert tree.read("markets/a.yaml") == b"one\n"
    child = os.fork()
    if child == 0:
        os._exit(0 if tree.read("markets/a.yaml") == b"one\n" else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert tree.read("markets/a.yaml") == b"one\n"
    tree.close()


def test_a_link_is_its_target_and_never_followed_by_reading(repo: Repo) -> None:
    (repo.root / "link.yaml").symlink_to("/etc/hostname")
    repo.commit()
    tree = opened(repo).tree("HEAD")
    assert tree.is_link("link.yaml")
    assert not tree.is_link("markets/a.yaml")
    assert tree.read("link.yaml") == b"/etc/hostname"
    tree.close()


@pytest.mark.parametrize(
    ("path", "target", "leads_to"),
    [
        ("a/b.yaml", "c.yaml", "a/c.yaml"),
        ("a/b.yaml", "../c.yaml", "c.yaml"),
        ("a/b.yaml", "../../c.yaml", None),
        ("a/b.yaml", "/etc/passwd", None),
        ("a/b.yaml", "/root/of/c.yaml", "c.yaml"),
        ("a/b.yaml", "/root/other/c.yaml", None),
    ],
)
def test_a_link_leads_inside_or_nowhere(path: str, target: str, leads_to: str | None) -> None:
    assert link_target(path, target, "/root/of") == leads_to


def test_a_submodule_is_named_and_has_no_files(tmp_path: Path, repo: Repo) -> None:
    other = Repo(tmp_path / "other")
    other.commit({"catalogue.yaml": "x"})
    repo.git("submodule", "--quiet", "add", str(other.top), "work space/standards")
    repo.commit()
    tree = opened(repo).tree("HEAD")
    assert tree.submodules == ("standards",)
    assert "standards" not in tree.names


def test_the_merge_base_is_where_the_branch_left_even_when_the_base_went_on(repo: Repo) -> None:
    left = repo.git("rev-parse", "HEAD")
    repo.branch("change")
    repo.commit({"markets/b.yaml": "b\n"})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"markets/c.yaml": "c\n"})
    repo.git("checkout", "--quiet", "change")
    repository = opened(repo)
    assert repository.merge_base("main", "HEAD") == left
    assert repository.day_of(left) == date(2026, 3, 1)


def test_everybody_who_made_the_change_is_known(repo: Repo) -> None:
    repo.branch("change")
    repo.commit({"b": "b"}, by="One@Example.com", message="x\n\nCo-authored-by: Two <two@example.com>")
    repo.commit({"c": "c"}, by="three@example.com")
    repository = opened(repo)
    assert repository.people("main", "HEAD") == {"one@example.com", "two@example.com", "three@example.com"}
    assert repository.own_addresses() == {LEAD}


@pytest.mark.parametrize(
    ("text", "address"),
    [("Ann <ann@example.com>", "ann@example.com"), (" BOB@example.com", "bob@example.com"), ("nobody", ""), ("", "")],
)
def test_an_address_is_found_in_what_people_write(text: str, address: str) -> None:
    assert address_in(text) == address


def test_a_worktree_and_a_hook_s_surroundings_do_not_lead_astray(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    repository = open_repository(tmp_path / "second" / "work space")
    assert repository.top == tmp_path / "second"
    assert repository.commit("HEAD") == open_repository(repo.root).commit("main")


def test_no_program_that_a_setting_names_is_run(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of the repository's own settings nor of the environment."""
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.askPass"):
        repo.git("config", key, str(trap))
    repo.git("config", "core.hooksPath", str(tmp_path))
    for name in ("GIT_PAGER", "PAGER", "GIT_EXTERNAL_DIFF", "GIT_SSH_COMMAND", "GIT_ASKPASS"):
        monkeypatch.setenv(name, str(trap))
    repository = opened(repo)
    tree = repository.tree(repository.merge_base("HEAD", "HEAD"))
    assert [tree.read(path) for path in tree.paths()] == [b"one\n"]
    repository.people("HEAD", "HEAD")
    versions_below(repository, "markets", "HEAD")
    tree.close()
    assert not sprung.exists()


def test_an_object_that_a_partial_clone_lacks_is_not_fetched(repo: Repo, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{repo.top}", str(tmp_path / "partial"))
    with (
        open_repository(tmp_path / "partial").tree("HEAD", "work space/") as tree,
        pytest.raises(BaseUnavailableError, match="git fetch --refetch --no-filter"),
    ):
        tree.read("markets/a.yaml")


def test_what_cannot_be_had_names_the_command_that_mends_it(repo: Repo, tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailableError, match="git init") as none:
        open_repository(tmp_path)
    assert none.value.exit_code == 4
    with pytest.raises(BaseUnavailableError, match="git fetch --all"):
        opened(repo).commit("nobody")
    with pytest.raises(BaseUnavailableError, match="git knows no commit `--output=x`"):
        opened(repo).commit("--output=x")
    with pytest.raises(BaseUnavailableError, match="git commit"):
        open_repository(Repo(tmp_path / "empty").top).commit("HEAD")


def test_a_shallow_clone_names_the_command_that_gets_its_history(repo: Repo, tmp_path: Path) -> None:
    repo.branch("change")
    for number in range(3):
        repo.commit({"b": str(number)})
    repo.git("clone", "--quiet", "--depth=1", "--branch=change", f"file://{repo.top}", str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone", "work space")
    with pytest.raises(BaseUnavailableError) as unknown:
        opened(clone).commit("origin/main")
    assert "`git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main`" in str(unknown.value)
    clone.git("fetch", "--quiet", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
    with pytest.raises(BaseUnavailableError, match="`git fetch --unshallow`"):
        opened(clone).merge_base("origin/main", "HEAD")
    clone.git("fetch", "--quiet", "--unshallow", "origin", "+refs/heads/main:refs/remotes/origin/main")
    assert opened(clone).merge_base("origin/main", "HEAD") == repo.git("rev-parse", "main")


def test_histories_without_a_common_commit_are_no_base(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "stranger")
    repo.commit()
    with pytest.raises(BaseUnavailableError, match="no history in common"):
        opened(repo).merge_base("main", "HEAD")


def test_without_git_the_message_says_what_to_install(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BaseUnavailableError, match="git is not installed"):
        open_repository(repo.root)
    with pytest.raises(BaseUnavailableError, match="git is not installed"):
        command.start(repo.root, ("cat-file", "--batch"))


def test_a_valid_signature_names_its_signer_and_others_name_nobody(repo: Repo, tmp_path: Path) -> None:
    repo.sign_with(tmp_path / "keys" / "owner", OWNER)
    good = repo.commit({"standards/waivers/es/W.yaml": "1"}, sign=True)
    repo.git("config", "user.signingKey", str(stranger_key(repo, tmp_path)))
    strange = repo.commit({"standards/waivers/es/W.yaml": "2"}, sign=True)
    plain = repo.commit({"standards/waivers/es/W.yaml": "3"})
    assert signers(opened(repo), [good, strange, plain]) == {good: OWNER}
    assert signers(opened(repo), []) == {}


def stranger_key(repo: Repo, tmp_path: Path) -> Path:
    """A key that nobody trusts; the list of trusted keys stays the owner's."""
    trusted = repo.git("config", "gpg.ssh.allowedSignersFile")
    repo.sign_with(tmp_path / "elsewhere" / "stranger", "stranger@example.com")
    repo.git("config", "gpg.ssh.allowedSignersFile", trusted)
    return tmp_path / "elsewhere" / "stranger" / "key"


def test_every_version_of_a_file_comes_with_what_was_there_before(repo: Repo) -> None:
    first = repo.commit({"standards/waivers/es/W.yaml": "1"})
    repo.branch("side")
    side = repo.commit({"standards/waivers/es/W.yaml": "2"})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"standards/waivers/fr/V.yaml": "v"})
    repo.git("merge", "--quiet", "--no-edit", "side")
    found = versions_below(opened(repo), "standards/waivers", "HEAD")
    assert set(found) == {"standards/waivers/es/W.yaml", "standards/waivers/fr/V.yaml"}
    seen = {version.commit: (version.content, version.before) for version in found["standards/waivers/es/W.yaml"]}
    assert seen[first] == (b"1", (None,))
    assert seen[side] == (b"2", (b"1",))
