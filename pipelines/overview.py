"""The overview: one HTML page beside the published file, for people who first want to look.

In: a published file. Out: `published/overview.html`, self-contained, without script. The one idea: every figure is a
query on the published file, so whoever doubts the page can ask the file; what pages printed is escaped by the template.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from pipelines.channels import OVERVIEW, UNFINISHED, make_durable
from pipelines.database import Connection, connect
from pipelines.overview_figures import lines, stacked_bars
from pipelines.paths import DataPaths

LONGEST_TEXT = 160

Row = Mapping[str, object]

STATUSES = {
    "on_time": "on time 按时",
    "late": "late 逾期",
    "no_tables": "no tables 无表",
    "old_form": "old form 旧格式",
    "missing": "missing 缺报",
    "blocked": "blocked 被拦截",
    "unknown": "unknown 不明",
}
OUTCOMES = {
    "granted": "granted 公开",
    "granted_in_part": "in part 部分公开",
    "denied": "denied 不予公开",
    "unavailable": "unavailable 无法提供",
    "not_processed": "not processed 不予处理",
    "other": "other 其他",
}
COLOURS = {
    "on_time": 1,
    "late": 4,
    "no_tables": 5,
    "old_form": 2,
    "missing": 3,
    "blocked": 6,
    "unknown": 7,
    "granted": 1,
    "granted_in_part": 2,
    "denied": 3,
    "unavailable": 4,
    "not_processed": 5,
    "other": 6,
}
"""Numbers of the page's palette, the same for the same thing in every year and file."""

_TOTALS = """
select
    (select published_at from quality.publication) as published_at,
    (select parser_versions from quality.publication) as parser_versions,
    (select count(*) from core.dim_document) as documents,
    (select count(*) from core.dim_report) as reports,
    (select count(*) from core.dim_organisation) as bodies,
    (select count(*) from core.fact_application) + (select count(*) from core.fact_disclosure)
        + (select count(*) from core.fact_dispute) as cells,
    (select count(*) from quality.check_result where status = 'pass') as passes,
    (select count(*) from quality.check_result where status = 'fail') as failures,
    (select count(*) from quality.run_diff where change = 'new') as new_reports,
    (select count(*) from quality.run_diff where change = 'changed') as changed_reports,
    (select count(*) from quality.run_diff where change = 'gone') as gone_reports
"""

_COVERAGE = """
with province as (
    select adcode, max_by(region_name, valid_from_year) as province_name
    from core.dim_region
    where level = 'province'
    group by adcode
)
select
    coalesce(any_value(province.province_name), 'unknown 不明') as province_name,
    coverage.report_year,
    count(*) as expected_count,
    count(coverage.report_id) as found_count,
from quality.coverage as coverage
join core.dim_organisation as organisation on organisation.organisation_id = coverage.organisation_id
left join province on province.adcode = left(organisation.adcode, 2) || '0000'
group by left(organisation.adcode, 2), coverage.report_year
order by left(organisation.adcode, 2) nulls last, coverage.report_year
"""

_TIMELINESS = """
select report_year, coverage_status, count(*) as body_count
from quality.coverage
group by all
order by report_year
"""

_OUTCOMES = """
select
    report_year,
    count(*) as report_count,
    sum(processed_count) as processed_count,
    sum(granted_count) as granted,
    sum(granted_in_part_count) as granted_in_part,
    sum(denied_count) as denied,
    sum(unavailable_count) as unavailable,
    sum(not_processed_count) as not_processed,
    sum(other_count) as other,
from mart.report_overview
where
    processed_count > 0
    and granted_count + granted_in_part_count + denied_count + unavailable_count + not_processed_count + other_count
    = processed_count
    and report_year is not null
group by report_year
order by report_year
"""

_NOT_HELD = """
select
    report.organisation_name,
    report.province_name,
    report.report_year,
    metric.numerator::bigint as numerator,
    metric.denominator::bigint as denominator,
    100 * metric.value as percent,
    100 * metric.wilson_low as low,
    100 * metric.wilson_high as high,
    report.url,
from mart.metric as metric
join mart.report_overview as report on report.report_id = metric.report_id
where
    metric.metric_code = 'not_held_share'
    and metric.value is not null
order by metric.wilson_low desc, report.report_id
limit 15
"""

_SCOREBOARD = """
select
    check_name,
    any_value(severity) as severity,
    sum(report_count)::bigint as report_count,
    sum(pass_count)::bigint as pass_count,
    sum(fail_count)::bigint as fail_count,
    sum(source_count)::bigint as source_count,
    sum(parse_count)::bigint as parse_count,
    100 * sum(fail_count) / sum(pass_count + fail_count) as percent,
from mart.check_scoreboard
group by check_name
having sum(pass_count + fail_count) > 0
order by percent desc, check_name
"""

_CONTRADICTIONS = """
with judged as (
    select
        *,
        { 'check_name': check_name, 'subject': subject, 'expected': expected, 'actual': actual } as verdict,
        abs(try_cast(expected as double) - try_cast(actual as double)) as difference,
        greatest(abs(try_cast(expected as double)), abs(try_cast(actual as double))) as size,
    from mart.finding
    where
        severity = 'error'
        and attribution = 'source'
        and coalesce(decision, 'none') <> 'dismissed'
        and report_id is not null
),

strongest as (
    select
        report_id,
        any_value(agency) as agency,
        any_value(report_year) as report_year,
        count(*) as finding_count,
        arg_max(verdict, difference / (size + 10) * ln(size + 2)) as strongest,
        max(difference / (size + 10) * ln(size + 2)) as strength,
        any_value(url) as url,
    from judged
    where difference > 0
    group by report_id
)

select
    agency,
    report_year,
    finding_count,
    strongest.check_name,
    strongest.subject,
    strongest.expected,
    strongest.actual,
    url,
from strongest
order by strength desc, report_id
limit 15
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with the table that says the same."""

    title: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def write_overview(paths: DataPaths) -> Path:
    """Draw the overview of the published file beside it, replacing the last one.

    Raises:
        FileNotFoundError: nothing is published.
    """
    target = paths.published_database.with_name(OVERVIEW)
    with connect(paths.published_database, read_only=True) as connection:
        page = overview_page(connection)
    unfinished = target.with_name(f"{UNFINISHED}{OVERVIEW}")
    unfinished.write_text(page, encoding="utf-8")
    make_durable(unfinished)
    unfinished.replace(target)
    return target


def overview_page(connection: Connection) -> str:
    """The page as HTML."""
    template = Environment(
        loader=PackageLoader("pipelines", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template.filters |= {"link": _link, "short": _short, "number": _number}
    return template.get_template("overview.html").render(
        totals=_rows(connection, _TOTALS)[0],
        coverage=_coverage(_rows(connection, _COVERAGE)),
        timeliness=_timeliness(_rows(connection, _TIMELINESS)),
        outcomes=_outcomes(_rows(connection, _OUTCOMES)),
        not_held=_rows(connection, _NOT_HELD),
        scoreboard=_rows(connection, _SCOREBOARD),
        contradictions=_rows(connection, _CONTRADICTIONS),
    )


def _rows(connection: Connection, query: str) -> list[Row]:
    found = connection.execute(query)
    names = [column[0] for column in connection.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _coverage(rows: Sequence[Row]) -> Mapping[str, object]:
    """A table of provinces by years; each cell found, expected, and their ratio in tenths for its shade."""
    years = sorted({row["report_year"] for row in rows}, key=str)
    provinces: dict[object, dict[object, tuple[int, int, int]]] = {}
    for row in rows:
        found, expected = int(str(row["found_count"])), int(str(row["expected_count"]))
        provinces.setdefault(row["province_name"], {})[row["report_year"]] = (found, expected, 10 * found // expected)
    return {"years": years, "provinces": provinces}


def _timeliness(rows: Sequence[Row]) -> Drawing:
    counts = {(row["report_year"], row["coverage_status"]): int(str(row["body_count"])) for row in rows}
    years = sorted({int(str(row["report_year"])) for row in rows})
    seen = {code: name for code, name in STATUSES.items() if any(status == code for _, status in counts)}
    series = {name: [counts.get((year, code), 0) for year in years] for code, name in seen.items()}
    return Drawing(
        title="Bodies by year and by when they reported 各年度发布情况",
        svg=stacked_bars(years, series, [colour for code, colour in COLOURS.items() if code in seen]),
        header=("year 年度", *series),
        rows=tuple((year, *(values[place] for values in series.values())) for place, year in enumerate(years)),
    )


def _outcomes(rows: Sequence[Row]) -> Drawing:
    years = [int(str(row["report_year"])) for row in rows]
    series: dict[str, list[float | None]] = {
        name: [round(100 * float(str(row[code])) / float(str(row["processed_count"])), 1) for row in rows]
        for code, name in OUTCOMES.items()
    }
    return Drawing(
        title="Outcomes as a share of applications processed 各类办理结果占比（%）",
        svg=lines(years, series, [COLOURS[code] for code in OUTCOMES]),
        header=("year 年度", "reports 报告", "processed 办结", *series),
        rows=tuple(
            (
                row["report_year"],
                row["report_count"],
                row["processed_count"],
                *(f"{one[place]} %" for one in series.values()),
            )
            for place, row in enumerate(rows)
        ),
    )


def _link(url: object) -> str | None:
    """An address that may be linked to: of the web, nothing else."""
    text = str(url or "")
    return text if urlsplit(text).scheme in {"http", "https"} and urlsplit(text).netloc else None


def _short(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else _short(value)
