-- description: metrics and counts of a body beside those of its year before | 机构各项指标与上一年的对比
-- kind: view
-- grain: report with a report of the year before, series
-- column organisation_id: body | 机构标识
-- column report_id: report | 报告标识
-- column previous_report_id: report of the year before | 上一年度报告
-- column report_year: year of the later one | 报告年度
-- column series_code: a metric of core.dim_metric, or a count of mart.report_count without its _count | 指标代码或计数项
-- column series_kind: share, ratio, count, and so on as in core.dim_metric | 类型
-- column value: this year; null where the metric is, and at a break | 本年值；断点处为空
-- column previous_value: the year before; null where the metric is, and at a break | 上年值；断点处为空
-- column difference: value less previous_value; points of a share as a fraction | 差值；构成为百分点的小数
-- column change_ratio: difference / previous_value, for counts of 30 and more | 变化率；仅对30以上的计数
-- column break_code: why both years do not compare: form or scope; null where they do | 不可比原因：格式或口径；可比为空
with pair as (
    select
        report.organisation_id,
        report.report_id,
        previous.report_id as previous_report_id,
        report.report_year,
        coalesce(report.disclosure_form <> previous.disclosure_form, false) as has_other_form,
        case
            when 'unknown' in (report.scope, previous.scope) then false
            when report.scope <> previous.scope then true
            else false
        end as has_other_scope,
    from core.dim_report as report
    join core.dim_report as previous
        on
            previous.organisation_id = report.organisation_id
            and previous.report_year = report.report_year - 1
),

counted as (
    select
        report_id,
        unnest([
            { 'series_code': 'received', 'n': received_count },
            { 'series_code': 'accepted', 'n': accepted_count },
            { 'series_code': 'processed', 'n': processed_count },
            { 'series_code': 'granted', 'n': granted_count },
            { 'series_code': 'granted_in_part', 'n': granted_in_part_count },
            { 'series_code': 'denied', 'n': denied_count },
            { 'series_code': 'unavailable', 'n': unavailable_count },
            { 'series_code': 'not_held', 'n': not_held_count },
            { 'series_code': 'not_processed', 'n': not_processed_count },
            { 'series_code': 'other', 'n': other_count },
            { 'series_code': 'review_total', 'n': review_total_count },
            { 'series_code': 'direct_total', 'n': direct_total_count },
            { 'series_code': 'after_review_total', 'n': after_review_total_count },
            { 'series_code': 'normative_new', 'n': normative_new_count },
            { 'series_code': 'licence', 'n': licence_count },
            { 'series_code': 'penalty', 'n': penalty_count },
            { 'series_code': 'measure', 'n': measure_count }
        ]) as entry,
    from mart.report_count
),

series as (
    select
        counted.report_id,
        counted.entry.series_code,
        'count' as series_kind,
        counted.entry.n::double as value,
    from counted
    where counted.entry.n is not null
    union all
    select
        metric.report_id,
        metric.metric_code as series_code,
        definition.metric_kind as series_kind,
        metric.value,
    from mart.metric as metric
    join core.dim_metric as definition on definition.metric_code = metric.metric_code
),

-- Grouped, not joined: the two years of a report come together in one pass, however many series there are.
side as (
    select
        pair.report_id,
        series.series_code,
        series.series_kind,
        series.value,
        null as previous_value,
        true as is_this_year,
    from pair
    join series on series.report_id = pair.report_id
    union all
    select
        pair.report_id,
        series.series_code,
        series.series_kind,
        null as value,
        series.value as previous_value,
        false as is_this_year,
    from pair
    join series on series.report_id = pair.previous_report_id
),

two_years as (
    select
        report_id,
        series_code,
        series_kind,
        max(value) as value,
        max(previous_value) as previous_value,
    from side
    group by
        report_id,
        series_code,
        series_kind
    having bool_or(is_this_year) and bool_or(not is_this_year)
),

-- From the form of 2019 to that of 2021 decisions and table three go on once the rows of 其他处理 are summed, table four
-- is the same, and of the documents only 制作 and 制发 are nearly one thing: they are not compared (series break).
compared as (
    select
        pair.organisation_id,
        pair.report_id,
        pair.previous_report_id,
        pair.report_year,
        two_years.series_code,
        two_years.series_kind,
        case
            when pair.has_other_form and starts_with(two_years.series_code, 'normative_') then 'form'
            when pair.has_other_scope and two_years.series_kind <> 'days' then 'scope'
        end as break_code,
        case when break_code is null then two_years.value end as value,
        case when break_code is null then two_years.previous_value end as previous_value,
    from two_years
    join pair on pair.report_id = two_years.report_id
)

select
    organisation_id,
    report_id,
    previous_report_id,
    report_year,
    series_code,
    series_kind,
    value,
    previous_value,
    value - previous_value as difference,
    case when series_kind = 'count' and previous_value >= 30 then (value - previous_value) / previous_value end
        as change_ratio,
    break_code,
from compared
