"""What the checks say: one judgement, and one check over the whole warehouse."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement of one check, a row of `quality.check_result`.

    Attributes:
        attribution: of a failure: `source`, `parse` or `unknown`; None otherwise.
        url: address of the report's document, where it is known.
    """

    check: str
    report_id: str | None
    subject: str
    status: Literal["pass", "fail", "not_assessable"]
    expected: str | None = None
    actual: str | None = None
    detail: str | None = None
    attribution: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """Counts of one check over the whole warehouse, with the first failing rows for people."""

    check: str
    table: str
    severity: Literal["info", "warn", "error"]
    blocking: bool
    description: str
    passed: int = 0
    failed: int = 0
    not_assessable: int = 0
    sample: tuple[Verdict, ...] = field(default=())
