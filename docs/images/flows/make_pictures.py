"""Writes the drawings in this folder: `python docs/images/flows/make_pictures.py`.

The standards' flows, what markets change in them, and made-up flows for what those do not show.
"""

from collections.abc import Iterator
from pathlib import Path

from made_up import MADE_UP
from merged import merged, plain

from checker.diagram import Picture, render_svg
from checker.load.workspace import WorkspaceFiles

HERE = Path(__file__).parent
CHANGES: dict[str, tuple[str, str, dict[str, object]]] = {
    "de-voice-support": ("voice-support", "Voice support – Germany", {"changes": [{"skip": "survey"}]}),
    "kr-contact-intake": (
        "contact-intake",
        "Contact intake and routing – Korea",
        {
            "changes": [
                {
                    "replace": "identify_customer",
                    "with": [
                        {
                            "id": "kr_kakao_login",
                            "type": "system",
                            "name": "Use the KakaoTalk identity",
                            "same_as": "identify_customer",
                        }
                    ],
                },
                {"tune": "state_wait", "set": {"params": {"callback_offer_minutes": 2}}},
            ]
        },
    ),
    "id-refund-and-return": (
        "refund-and-return",
        "Refund and return – Indonesia",
        {"changes": [{"move": "check_eligibility", "after": "show_options"}]},
    ),
    "br-refund-and-return": (
        "refund-and-return",
        "Refund and return – Brazil",
        {
            "changes": [
                {"insert": {"id": "br_cpf", "type": "system", "name": "Check the CPF number"}, "at": "after_request"},
                {"tune": "manual_review", "set": {"type": "ai_agent"}},
            ]
        },
    ),
    "mx-refund-and-return": (
        "refund-and-return",
        "Refund and return – Mexico",
        {
            "changes": [
                {"insert": {"id": "mx_kyc", "type": "human", "name": "Verify the person"}, "at": "before_payout"},
            ]
        },
    ),
}
LIT = (
    "trigger", "acknowledge", "summarise", "within_hours", "offer_callback", "wait_for_callback", "customer_reached",
    "written_reply", "return_feedback", "closed",
)  # fmt: skip


def pictures() -> Iterator[tuple[str, Picture]]:
    """Twenty names and pictures."""
    programme = WorkspaceFiles(HERE.parents[2]).programme()
    standards = {process: versions[max(versions)].model for process, versions in sorted(programme.standards.items())}
    for process, standard in standards.items():
        yield process, plain(standard)
    for name, (process, title, local) in CHANGES.items():
        yield name, merged(title, standards[process], local)
    yield "lit-human-handoff", plain(standards["human-handoff"], LIT)
    for name, made_up in MADE_UP.items():
        yield name, made_up()


if __name__ == "__main__":
    for name, picture in pictures():
        (HERE / f"{name}.svg").write_text(render_svg(picture, standalone=True), encoding="utf-8")
