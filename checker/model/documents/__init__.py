"""The shape of every document that a person writes; the single source of it. Part of `model`."""

from checker.model.documents.allowed import AllowedForm, AllowedRange, AllowedSchema
from checker.model.documents.catalogue import Catalogue, DueChannels, Severity, SeverityTerms
from checker.model.documents.flow import (
    Branch,
    ExtensionPoint,
    Flow,
    FlowChange,
    FlowRule,
    Insert,
    LocalFlow,
    LocalParameter,
    LocalStep,
    Move,
    Parameter,
    Replace,
    Skip,
    Step,
    Tailoring,
    Tune,
)
from checker.model.documents.law import Duty, Law
from checker.model.documents.market import Confirmation, Market, Region
from checker.model.documents.reason import Reason, ReasonType
from checker.model.documents.standard import Control, Definition, Metric, Standard
from checker.model.documents.variant import ControlEntry, LocalControl, MetricEntry, Variant, holds_on
from checker.model.documents.waiver import Waiver

DocumentModel = Catalogue | Standard | Law | Waiver | Region | Market | Variant

__all__ = [
    "AllowedForm", "AllowedRange", "AllowedSchema", "Branch", "Catalogue", "Confirmation", "Control", "ControlEntry",
    "Definition", "DocumentModel", "DueChannels", "Duty", "ExtensionPoint", "Flow", "FlowChange", "FlowRule", "Insert",
    "Law", "LocalControl", "LocalFlow", "LocalParameter", "LocalStep", "Market", "Metric", "MetricEntry", "Move",
    "Parameter", "Reason", "ReasonType", "Region", "Replace", "Severity", "SeverityTerms", "Skip", "Standard", "Step",
    "Tailoring", "Tune", "Variant", "Waiver", "holds_on",
]  # fmt: skip
