"""`reports.yaml` as typed values: what the sample portal publishes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from pipelines.errors import ConfigurationError
from pipelines.sample.tables import Cells, Table, application_rows, application_table, disclosure_table, dispute_table

SOURCE = Path(__file__).parent / "reports.yaml"
Kind = Literal["page", "text", "attachment", "no_tables", "old_form", "look_alike"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the sample portal's lists.

    Attributes:
        site: which of the two lists it stands on, `mixed` or `shanghai`.
        path: address below its list.
        file: address of the attachment below its list, for the kind `attachment`.
        layout: `plain`, `skewed` (columns of table two) or `placeholders` (header of table three).
        disclosure: printed cells of table two by row; empty when it has no tables.
        application: seven printed cells by row of table three.
        dispute: fifteen printed cells.
    """

    slug: str
    site: Literal["mixed", "shanghai"]
    path: str
    title: str
    published: date
    kind: Kind
    agency: str = ""
    year: int = 0
    file: str = ""
    layout: Literal["plain", "skewed", "placeholders"] = "plain"
    labels: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    disclosure: Cells = field(default_factory=dict)
    application: Cells = field(default_factory=dict)
    dispute: tuple[str, ...] = ()

    def tables(self) -> tuple[Table, Table, Table]:
        """The three statutory tables as printed."""
        skewed, placeholders = self.layout == "skewed", self.layout == "placeholders"
        return (
            disclosure_table(self.forms["disclosure"], self.disclosure, labels=self.labels, skewed=skewed),
            application_table(self.forms["application"], self.application, placeholders=placeholders),
            dispute_table(self.dispute),
        )


@cache
def entries() -> tuple[Entry, ...]:
    """All entries in the order of their lists, newest first."""
    return tuple(_entry(record) for record in yaml.safe_load(SOURCE.read_text(encoding="utf-8")))


def _entry(record: Mapping[str, Any]) -> Entry:
    values = dict(record)
    values["site"] = values.pop("list")
    if "dispute" in values:
        disclosure, application = dict(values["disclosure"]), dict(values["application"])
        forms = {"disclosure": disclosure.pop("form"), "application": application.pop("form")}
        otherwise = application.pop("otherwise")
        rows = application_rows(forms["application"])
        unknown = set(application) - set(rows)
        if unknown:
            raise ConfigurationError(f"{SOURCE}: {values['slug']}: no such rows of table three: {sorted(unknown)}")
        values["forms"] = forms
        values["disclosure"] = {code: _split(cells) for code, cells in disclosure.items()}
        values["application"] = {code: _split(application.get(code, otherwise)) for code in rows}
        values["dispute"] = _split(values["dispute"])
    return Entry(**values)


def _split(cells: object) -> tuple[str, ...]:
    return tuple(str(cells).split())
