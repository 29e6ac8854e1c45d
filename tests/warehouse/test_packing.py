"""What the published file stores small reads exactly like what the warehouse built."""

import duckdb
import pytest

from pipelines.database import columns_of, connect, literal, shown_type
from pipelines.errors import WarehouseError
from pipelines.packing import PACKINGS, REPORTS
from pipelines.paths import DataPaths
from pipelines.publishing import RECOMPUTED, published_relations
from pipelines.rundiff import DIFF_TABLES
from pipelines.sqlfiles import load_models
from pipelines.warehouse import publish


def test_every_published_relation_reads_as_it_was_built(ready: DataPaths) -> None:
    with connect(ready.warehouse) as connection:
        connection.execute(
            "update core.fact_application set application_count = null, cell_state = 'blank', raw_text = ''"
            " where outcome_code = 'granted'"
        )
        connection.execute(
            "update core.fact_application set raw_text = '1,024', application_count = 1024"
            " where outcome_code = 'denied_by_law' and applicant_code = 'total'"
        )
        connection.execute("update core.fact_application set raw_text = '０' where outcome_code = 'received_new'")
        connection.execute(
            "update quality.check_result set expected = case subject when 'dispute review' then expected end,"
            " actual = case subject when 'application granted' then actual end where status = 'pass'"
        )
    publish(ready)
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(str(ready.warehouse))} as working (read_only)")
        connection.execute(f"attach {literal(str(ready.published_database))} as published (read_only)")
        for relation in published_relations():
            if relation.name in DIFF_TABLES:
                continue
            built, shown = f"from working.{relation.name}", f"from published.{relation.name}"
            columns = [(name, shown_type(kind)) for name, kind in columns_of(connection, built)]
            assert columns_of(connection, shown) == columns
            if relation.name in RECOMPUTED:
                continue
            for one, other in ((built, shown), (shown, built)):
                different = connection.execute(f"select count(*) from ({one} except all {other})").fetchone()  # noqa: S608
                assert different == (0,), relation.name


def test_packed_relations_and_recomputed_ones_exist() -> None:
    names = {relation.name for relation in published_relations()}
    assert {*PACKINGS, *RECOMPUTED, REPORTS} <= names
    for name, packing in PACKINGS.items():
        columns = next(relation.columns for relation in published_relations() if relation.name == name)
        assert {*packing.order, *packing.coded, "report_id"} <= columns.keys(), name
        assert name not in {model.name for model in load_models() if model.kind == "view"}, name


def test_what_is_recomputed_reads_nothing_that_is_not_published() -> None:
    published = {relation.name for relation in published_relations()}
    for model in load_models():
        if model.name in RECOMPUTED or model.kind == "view":
            assert set(model.dependencies) <= published, model.name


def test_a_cell_of_an_unknown_report_is_never_published(ready: DataPaths) -> None:
    with connect(ready.warehouse) as connection:
        connection.execute("update core.fact_dispute set report_id = 'nobody' where channel_code = 'review'")
    with pytest.raises(WarehouseError, match=r"core\.fact_dispute"):
        publish(ready)
    assert not ready.published_database.exists()
