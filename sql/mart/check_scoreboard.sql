-- description: verdicts by check, portal, province and year, to see where and when reports fail | 按核查、门户、省份、年度汇总的核查结果
-- grain: check, portal, province, report year
-- column check_name: check | 核查名称
-- column severity: info, warn or error | 严重程度
-- column portal_id: portal that brought the document | 来源门户
-- column province_adcode: code of the province; null when the region is unknown | 省级代码；未知为空
-- column level: administrative level of the reporting bodies | 行政层级
-- column report_year: report year; null when unknown | 报告年度
-- column report_count: reports judged | 已判断的报告数
-- column pass_count: verdicts that pass | 通过数
-- column fail_count: verdicts that fail, dismissed ones left out | 不通过数，不含被驳回的
-- column dismissed_count: failing verdicts that a person dismissed | 被人工驳回的不通过数
-- column not_assessable_count: verdicts that could not be reached | 无法判断数
-- column source_count: failures that are the source's own | 归因于来源的不通过数
-- column parse_count: failures that are our reading's | 归因于解析的不通过数
-- column fail_ratio: failures / (passes and failures) | 不通过占已判断之比
with verdict as (
    select
        result.check_name,
        result.severity,
        result.report_id,
        result.status,
        result.attribution,
        result.status = 'fail' and coalesce(decision.decision = 'dismissed', false) as is_dismissed,
    from quality.check_result as result
    left join quality.decision as decision
        on
            decision.check_name = result.check_name
            and decision.report_id = result.report_id
            and decision.subject = result.subject
            and decision.is_in_force
    where result.report_id is not null
),

-- A check judges much of one report: what is counted within the report first is counted in half the time.
judged_report as (
    select
        check_name,
        severity,
        report_id,
        count(*) filter (where status = 'pass') as pass_count,
        count(*) filter (where status = 'fail' and not is_dismissed) as fail_count,
        count(*) filter (where is_dismissed) as dismissed_count,
        count(*) filter (where status = 'not_assessable') as not_assessable_count,
        count(*) filter (where status = 'fail' and not is_dismissed and attribution = 'source') as source_count,
        count(*) filter (where status = 'fail' and not is_dismissed and attribution = 'parse') as parse_count,
    from verdict
    group by
        check_name,
        severity,
        report_id
),

counted as (
    select
        judged.check_name,
        judged.severity,
        document.portal_id,
        case when report.adcode is not null then left(report.adcode, 2) || '0000' end as province_adcode,
        report.level,
        report.report_year,
        count(*) filter (where judged.pass_count + judged.fail_count + judged.dismissed_count > 0) as report_count,
        sum(judged.pass_count)::bigint as pass_count,
        sum(judged.fail_count)::bigint as fail_count,
        sum(judged.dismissed_count)::bigint as dismissed_count,
        sum(judged.not_assessable_count)::bigint as not_assessable_count,
        sum(judged.source_count)::bigint as source_count,
        sum(judged.parse_count)::bigint as parse_count,
    from judged_report as judged
    join core.dim_report as report on report.report_id = judged.report_id
    join core.dim_document as document on document.document_id = report.document_id
    group by
        judged.check_name,
        judged.severity,
        document.portal_id,
        province_adcode,
        report.level,
        report.report_year
)

select
    check_name,
    severity,
    portal_id,
    province_adcode,
    level,
    report_year,
    report_count,
    pass_count,
    fail_count,
    dismissed_count,
    not_assessable_count,
    source_count,
    parse_count,
    fail_count / nullif(pass_count + fail_count, 0) as fail_ratio,
from counted
order by
    check_name,
    portal_id,
    province_adcode,
    level,
    report_year
