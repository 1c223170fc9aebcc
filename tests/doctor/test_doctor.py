"""What `checker doctor` says of a repository: each test a way in which a gate can be walked round."""

from pathlib import Path

import pytest
from repositories import Repo
from workspaces import CATALOGUE, PROJECT, SHARED, shared_text, workspace

from checker.cli.program import run
from checker.doctor.examine import examine
from checker.doctor.owners import deciding, fits, read_owners
from checker.doctor.setup import Advice, Setup

TEMPLATES = PROJECT / "templates"
OWNERS = (TEMPLATES / "CODEOWNERS").read_text()
GATE = (TEMPLATES / "github/gate.yml").read_text().replace("OWNER/REPO@COMMIT", f"example/process-standard-checker@{'a1' * 20}")
GATE_FILE, OWNERS_FILE, HOOKS = ".github/workflows/process-standards.yml", ".github/CODEOWNERS", ".pre-commit-config.yaml"
WHOLE = Setup(
    {OWNERS_FILE: OWNERS, GATE_FILE: GATE, HOOKS: "- id: checker"}, regions=("eu", "apac", "latam"), checker=">=0.1,<1.0"
)


def missing(setup: Setup) -> list[Advice]:
    return [advice for advice in examine(setup) if advice.state == "missing"]


def with_text(path: str, *replacements: tuple[str, str]) -> Setup:
    text = WHOLE.texts[path]
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return WHOLE._replace(texts={**WHOLE.texts, path: text})


def without(path: str) -> Setup:
    return WHOLE._replace(texts={each: text for each, text in WHOLE.texts.items() if each != path})


def test_the_templates_as_they_are_leave_nothing_missing() -> None:
    assert missing(WHOLE) == []
    assert {advice.about for advice in examine(WHOLE) if advice.state == "look"} == {"required check"}


def owned(text: str) -> Setup:
    return WHOLE._replace(texts={**WHOLE.texts, OWNERS_FILE: text})


def run_by(text: str) -> Setup:
    return WHOLE._replace(texts={**WHOLE.texts, GATE_FILE: text})


WAIVERS = "/standards/waivers/                @example/cx-strategy @example/legal"
SHORT = "timeout-minutes: 10"
TITLE = 'x: "${{ github.event.pull_request.title }}"'
NEWEST = "fetch-depth: 0\nrun: pip install process-standard-checker && checker check --base origin/main"
HOLES = {
    "nobody owns anything": (without(OWNERS_FILE), "there is no CODEOWNERS"),
    "nothing runs": (without(GATE_FILE), "no pipeline runs"),
    "a later line takes over": (with_text(OWNERS_FILE, ("CODEOWNERS     ", "*  @everybody\nCODEOWNERS     ")), "takes it over"),
    "the general comes last": (owned("/standards/ @cx\n/.github/ @cx\n* @everybody\n"), "takes it over"),
    "waivers are nobody's": (with_text(OWNERS_FILE, (WAIVERS, "/standards/waivers/")), "names nobody"),
    "the workflow is nobody's": (owned("/standards/ @cx\nCODEOWNERS @cx\n"), "whether the gate runs"),
    "owners are nobody's": (owned("/standards/ @cx\n/.github/workflows/ @cx\n.pre-commit-config.yaml @cx\n"), "has to review"),
    "only the last commit": (with_text(GATE_FILE, ("fetch-depth: 0", "fetch-depth: 1")), "exit 4"),
    "a depth in a comment": (with_text(GATE_FILE, ("fetch-depth: 0", "fetch-depth: 2 # fetch-depth: 0")), "exit 4"),
    "a branch of the action": (with_text(GATE_FILE, ("a1" * 20, "main")), "somebody can move"),
    "failures that do not count": (with_text(GATE_FILE, (SHORT, "continue-on-error: true")), "goes on after any failure"),
    "a stranger's checkout": (with_text(GATE_FILE, ("  pull_request:", "  pull_request_target:")), "a stranger's files"),
    "a stranger's title": (with_text(GATE_FILE, (SHORT, TITLE)), "into a script"),
    "reports that are committed": (WHOLE._replace(tracked_reports=("reports/index.html",)), "committed"),
    "reports that would be": (WHOLE._replace(ignores_reports=False), "not ignored"),
    "signers that a change can edit": (WHOLE._replace(signers_file="keys/allowed"), "a change can edit"),
    "no repository": (Setup({}, is_repository=False), "no git repository"),
    "no commit": (WHOLE._replace(has_commit=False), "no commit yet"),
    "any version": (run_by(NEWEST), "newest"),
}


@pytest.mark.parametrize(("setup", "words"), HOLES.values(), ids=HOLES)
def test_a_hole_is_named_with_what_to_write(setup: Setup, words: str) -> None:
    found = [advice for advice in missing(setup) if words in advice.says]
    assert found, [advice.says for advice in missing(setup)]
    assert all(advice.do for advice in found)


LOOKS = {
    "no base": (WHOLE._replace(texts={**WHOLE.texts, GATE_FILE: "fetch-depth: 0\nrun: checker check"}), "without a base"),
    "paths": (with_text(GATE_FILE, ("  pull_request:", "  pull_request:\n    paths: [markets/**]")), "for some paths only"),
    "no queue": (with_text(GATE_FILE, ("  merge_group:\n", "")), "merge queue"),
    "no schedule": (with_text(GATE_FILE, ("  schedule:\n", "  workflow_dispatch:\n")), "on a schedule"),
    "no hook": (without(HOOKS), "after they push"),
    "no lead": (WHOLE._replace(regions=("eu", "africa")), "africa"),
    "no range of versions": (WHOLE._replace(checker=None), "every version of the tool"),
    "two files of owners": (WHOLE._replace(texts={**WHOLE.texts, "CODEOWNERS": "* @x"}), "read by nobody"),
    "a shallow clone": (WHOLE._replace(is_shallow=True), "part of the history"),
}


@pytest.mark.parametrize(("setup", "words"), LOOKS.values(), ids=LOOKS)
def test_what_is_worth_a_thought_is_no_hole(setup: Setup, words: str) -> None:
    assert [advice for advice in examine(setup) if advice.state == "look" and words in advice.says]
    assert missing(setup) == []


def test_a_gate_on_another_platform_is_a_gate() -> None:
    text = (TEMPLATES / "gitlab/gate.yml").read_text()
    owners = OWNERS + "/.gitlab-ci.yml @x\n"
    setup = WHOLE._replace(texts={".gitlab/CODEOWNERS": owners, ".gitlab-ci.yml": text, HOOKS: "checker"})
    assert missing(setup) == []


def test_a_workspace_inside_a_repository_is_guarded_where_it_lies() -> None:
    assert [advice for advice in missing(WHOLE._replace(prefix="cx/")) if "cx/standards" in advice.says] == []
    bare = WHOLE._replace(prefix="cx/", texts={**WHOLE.texts, OWNERS_FILE: "/standards/ @cx\n/.github/ @cx\n"})
    assert [advice for advice in missing(bare) if "cx/standards/catalogue.yaml" in advice.says]


@pytest.mark.parametrize(
    ("pattern", "path", "does"),
    [
        ("*", "a/b.yaml", True),
        ("*.yaml", "a/b.yaml", True),
        ("/markets/", "markets/eu/x.yaml", True),
        ("/markets/", "old/markets/x.yaml", False),
        ("markets/", "old/markets/x.yaml", True),
        ("markets/eu", "markets/eu/x.yaml", True),
        ("markets/eu", "old/markets/eu/x.yaml", False),
        ("/standards/*", "standards/catalogue.yaml", True),
        ("/standards/*", "standards/law/EU.yaml", False),
        ("/standards/**", "standards/law/EU.yaml", True),
        ("**/law/", "standards/law/EU.yaml", True),
        ("/standards/**/1.0.0.yaml", "standards/processes/x/1.0.0.yaml", True),
        ("CODEOWNERS", ".github/CODEOWNERS", True),
        ("/CODEOWNERS", ".github/CODEOWNERS", False),
        ("/stand?rds/", "standards/x", True),
        ("a+b", "a+b", True),
        ("a+b", "aab", False),
    ],
)
def test_a_pattern_fits_as_git_s_ignore_patterns_do(pattern: str, path: str, *, does: bool) -> None:
    assert fits(pattern, path) is does


def test_the_last_line_that_fits_decides_and_sections_lend_their_owners() -> None:
    lines = read_owners("* @a # all\n\n[Standards][2] @b @c\n/standards/\n/standards/law @d\n# /standards @e\n")
    assert deciding(lines, "standards/catalogue.yaml").owners == ("@b", "@c")  # type: ignore[union-attr]
    assert deciding(lines, "standards/law/EU.yaml").owners == ("@d",)  # type: ignore[union-attr]
    assert deciding(lines, "README.md").owners == ("@a",)  # type: ignore[union-attr]
    assert deciding(read_owners("/x @a"), "y") is None


# The command.


def test_every_word_that_marks_a_line_is_explained_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path / "repo")
    workspace(repo.root)
    repo.commit()
    run(["doctor", "--root", str(repo.root)])
    lines = capsys.readouterr().out.splitlines()
    explained = {line.split()[0] for line in lines[1:3]}
    used = {line[:8].strip() for line in lines[4:-2] if line[:8].strip()}
    assert explained == {"missing", "advised"}
    assert used == explained | {"ok"}
    counts = {word: sum(line.startswith(f"{word} ") for line in lines) for word in explained}
    assert lines[-1] == f"{counts['missing']} missing, {counts['advised']} advised."


def test_the_command_reads_a_repository_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path / "repo", "cx")
    workspace(repo.root, {CATALOGUE: shared_text(CATALOGUE, ("format: 1", 'format: 1\nchecker: ">=0.1"'))})
    owners = OWNERS.replace("/standards/", "/cx/standards/").replace("/markets/", "/cx/markets/")
    repo.write({"../.github/CODEOWNERS": owners, f"../{GATE_FILE}": GATE, "../.gitignore": "reports/\n"})
    repo.commit()
    before = repo.git("status", "--porcelain")
    assert run(["doctor", "--root", str(repo.root)]) == 0
    said = capsys.readouterr().out
    assert "\nmissing" not in f"\n{said}"
    assert "the whole history is here" in said
    assert repo.git("status", "--porcelain") == before


def test_what_is_missing_is_said_and_still_the_command_did_what_was_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path / "repo")
    workspace(repo.root, {"reports/index.html": "<p>"})
    repo.commit()
    repo.git("config", "gpg.ssh.allowedSignersFile", str(repo.top / "signers"))
    assert run(["doctor", "--root", str(repo.root)]) == 0
    said = capsys.readouterr().out
    assert "there is no CODEOWNERS" in said
    assert "git rm --cached reports/index.html" in said
    assert "git trusts the signers in signers" in said


def test_without_a_repository_it_says_so_and_without_a_workspace_it_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["doctor", "--root", str(workspace(tmp_path / "plain"))]) == 0
    assert "git init" in capsys.readouterr().out
    assert run(["doctor", "--root", str(tmp_path)]) == 2
    assert SHARED.exists()
