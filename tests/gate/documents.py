"""Documents of the shared workspace of the cases, with parts of their text replaced."""

from workspaces import CATALOGUE, REFUND, shared_text

from checker.load.document import parse_document
from checker.model.documents import Catalogue, Law, Standard, Waiver
from checker.model.position import Document

LAW = """\
kind: law
jurisdiction: ES
checked_on: 2026-11-22
notice: Made up.
duties:
  - {id: ES-1, citation: c, says: s, control: refund/payout_days, bound: max, value: 3, unit: business_days, status: enacted,
     evidence: verified}
  - {id: ES-2, citation: c, says: s, control: refund/priority_cases, bound: includes, value: [minors], status: enacted,
     applies_to: [staff_250], evidence: verified}
"""
WAIVER = """\
kind: waiver
id: W-1
market: es
process: refund
elements: [control:payout_days]
standard: ">=1.0,<2.0"
category: accepted
accepts: {at_most: 8}
reason: The bank needs longer than elsewhere.
plan: {owner: Team, due: 2027-01-01}
requested_by: lead-es@example.com
requested_on: 2026-10-01
approvals: [{by: owner@example.com, role: process_owner, signed_on: 2026-10-02}]
expires: 2027-02-01
"""


def replaced(text: str, *replacements: tuple[str, str]) -> bytes:
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text.encode()


def catalogue(*replacements: tuple[str, str]) -> Catalogue:
    loaded = parse_document(shared_text(CATALOGUE, *replacements).encode(), CATALOGUE, Catalogue)
    assert loaded.document is not None, loaded.faults
    return loaded.document.model


def standard(*replacements: tuple[str, str]) -> Standard:
    loaded = parse_document(shared_text(REFUND, *replacements).encode(), REFUND, Standard)
    assert loaded.document is not None, loaded.faults
    return loaded.document.model


def law(*replacements: tuple[str, str]) -> Law:
    loaded = parse_document(replaced(LAW, *replacements), "standards/law/ES.yaml", Law)
    assert loaded.document is not None, loaded.faults
    return loaded.document.model


def waiver_document(*replacements: tuple[str, str]) -> Document[Waiver]:
    loaded = parse_document(replaced(WAIVER, *replacements), "standards/waivers/es/W-1.yaml", Waiver)
    assert loaded.document is not None, loaded.faults
    return loaded.document


def waiver(*replacements: tuple[str, str]) -> Waiver:
    return waiver_document(*replacements).model
