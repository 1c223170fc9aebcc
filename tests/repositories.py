"""Git repositories that tests build: every commit has a day and somebody who made it."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

LEAD = "lead-es@example.com"
OWNER = "owner@example.com"


class Repo:
    """A repository in a folder. `workspace` is the folder inside it that the files' paths count from."""

    def __init__(self, top: Path, workspace: str = "") -> None:
        self.top, self.root = top, top / workspace
        self.root.mkdir(parents=True, exist_ok=True)
        if not (top / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")
            self.git("config", "user.email", LEAD)
            self.git("config", "user.name", "A lead")
            self.git("config", "commit.gpgSign", "false")

    def git(self, *words: str, **environment: str) -> str:
        """Run git without the settings of whoever runs the tests."""
        hermetic = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        ended = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *words],
            cwd=self.top,
            env={**kept, **hermetic, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"git {' '.join(words)}: {ended.stderr}"
        return ended.stdout.strip("\n")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for path, content in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(
        self,
        files: Mapping[str, str | bytes] | None = None,
        *,
        remove: Iterable[str] = (),
        by: str = LEAD,
        day: date = date(2026, 11, 1),
        message: str = "a change",
        sign: bool = False,
    ) -> str:
        """Write and remove files, commit all that is in the folder, and return the commit's name."""
        self.write(files or {})
        for path in remove:
            (self.root / path).unlink()
        self.git("add", "--all")
        noon = f"{day.isoformat()}T12:00:00+00:00"
        who = {"GIT_AUTHOR_EMAIL": by, "GIT_COMMITTER_EMAIL": by, "GIT_AUTHOR_NAME": "N", "GIT_COMMITTER_NAME": "N"}
        signing = ["--gpg-sign"] if sign else []
        self.git("commit", "--quiet", "--allow-empty", *signing, "-m", message,
                 GIT_AUTHOR_DATE=noon, GIT_COMMITTER_DATE=noon, **who)  # fmt: skip
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, start: str = "main") -> None:
        self.git("checkout", "--quiet", "-B", name, start)

    def sign_with(self, folder: Path, *addresses: str) -> Path:
        """Let git sign with a new ssh key, and trust it for these addresses. Returns the list of trusted keys."""
        folder.mkdir(parents=True, exist_ok=True)
        key = folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        public = " ".join((folder / "key.pub").read_text().split()[:2])
        trusted = folder.parent / "allowed_signers"
        lines = [f"{address} {public}" for address in addresses]
        trusted.write_text((trusted.read_text() if trusted.exists() else "") + "".join(f"{line}\n" for line in lines))
        self.git("config", "gpg.format", "ssh")
        self.git("config", "user.signingKey", str(key))
        self.git("config", "gpg.ssh.allowedSignersFile", str(trusted))
        return trusted
