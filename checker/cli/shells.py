"""What Click's scripts for bash and zsh leave undone: no space behind `es/` and `payout_days=`, and colons. Part of `cli`."""

import os

from click.shell_completion import BashComplete, CompletionItem, ZshComplete, add_completion_class, split_arg_string

UNFINISHED = "[[ ${#COMPREPLY[@]} -gt 0 && ${COMPREPLY[0]} == *[/=] ]] && compopt -o nospace"


class Bash(BashComplete):
    """Bash ends a word at a colon, and replaces only what stands behind it."""

    source_template = BashComplete.source_template.replace("    return 0\n", f"    {UNFINISHED}\n    return 0\n")

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words as they were typed, with `es/refund/control`, `:` and `pay` put together again."""
        words = split_arg_string(os.environ["COMP_WORDS"])[: int(os.environ["COMP_CWORD"]) + 1]
        if len(words) <= int(os.environ["COMP_CWORD"]):
            words.append("")
        typed: list[str] = []
        for word in words:
            if typed[1:] and (word == ":" or typed[-1].endswith(":")):
                typed[-1] += word
            else:
                typed.append(word)
        return typed[1:-1], typed[-1]

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Without what stands before the last colon: bash has it already."""
        _, incomplete = self.get_completion_args()
        held = incomplete.rpartition(":")[0]
        return f"{item.type},{item.value.removeprefix(f'{held}:') if held else item.value}"


class Zsh(ZshComplete):
    source_template = ZshComplete.source_template.replace(
        "        compadd -U -V unsorted -a completions\n",
        "        local -a unfinished=(${(M)completions:#*[/=]})\n"
        "        local -a finished=(${completions:#*[/=]})\n"
        "        compadd -U -V unsorted -S '' -a unfinished\n"
        "        compadd -U -V unsorted -a finished\n",
    )


def use() -> None:
    """Let Click take these for the shells of their names."""
    add_completion_class(Bash, "bash")
    add_completion_class(Zsh, "zsh")
