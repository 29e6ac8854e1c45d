-- description: governments that sum up others, with every report of a body that their number should cover | 汇总报告及其应涵盖的各机构报告
-- grain: report, body's report
-- kind: view
-- column report_id: report of the government | 政府报告标识
-- column scope: government_aggregate or region_aggregate | 汇总口径
-- column received_count: applications received, as the government counts them; null when not printed | 政府新收申请数
-- column body_report_id: report of the body, of the same year; null without one | 所涵盖机构的报告；无则为空
-- column body_kind: kind of the body | 机构类别
-- column body_is_known: whether the body is identified, so that it counts once | 机构是否已识别
-- column distance: 0 for bodies of the government itself, else levels below it | 0为本级机构，否则为下级层数
-- column body_received_count: applications received by the body | 该机构新收申请数
with government as (
    select
        report.report_id,
        report.adcode,
        report.report_year,
        report.scope,
        counts.received_count,
    from core.dim_report as report
    join quality.application_count as counts on counts.report_id = report.report_id
    where
        report.kind = 'local_government'
        and report.scope in ('government_aggregate', 'region_aggregate')
        and report.adcode is not null
),

-- Departments belong to their government; governments and bodies further down only where the region is summed up.
reach as (
    select
        report_id,
        adcode,
        0 as distance,
    from government
    union all
    select
        government.report_id,
        closure.adcode,
        closure.distance,
    from government
    join core.region_closure as closure
        on
            closure.ancestor_adcode = government.adcode
            and closure.distance > 0
            and closure.valid_from_year <= government.report_year
            and coalesce(closure.valid_to_year, 9999) >= government.report_year
    where government.scope = 'region_aggregate'
),

body as (
    select
        report.report_id,
        report.organisation_id,
        report.adcode,
        report.kind,
        report.report_year,
        counts.received_count,
    from core.dim_report as report
    join quality.application_count as counts on counts.report_id = report.report_id
    where
        report.adcode is not null
        and counts.received_count is not null
),

covered as (
    select
        government.report_id,
        body.report_id as body_report_id,
        body.kind as body_kind,
        body.organisation_id is not null as body_is_known,
        reach.distance,
        body.received_count as body_received_count,
    from government
    join reach on reach.report_id = government.report_id
    join body
        on
            body.adcode = reach.adcode
            and body.report_year = government.report_year
    where
        reach.distance > 0
        or body.kind in ('department', 'government_office')
)

select
    government.report_id,
    government.scope,
    government.received_count,
    covered.body_report_id,
    covered.body_kind,
    covered.body_is_known,
    covered.distance,
    covered.body_received_count,
from government
left join covered on covered.report_id = government.report_id
