-- description: A government that sums up its region counts at least the applications of its departments and of the governments right below it together.
-- severity: warn
-- blocking: no
-- rule: H-LE
-- source: one-sided, because not every body below it reports; only where the report says 汇总 or speaks of the whole region
with government as (
    select
        report.report_id,
        report.adcode,
        report.report_year,
        counts.received_count,
    from core.dim_report as report
    join quality.application_count as counts on counts.report_id = report.report_id
    where
        report.kind = 'local_government'
        and report.scope = 'region_aggregate'
        and report.adcode is not null
        and report.report_year is not null
),

body as (
    select
        report.adcode,
        report.report_year,
        report.kind,
        counts.received_count,
    from core.dim_report as report
    join quality.application_count as counts on counts.report_id = report.report_id
    where
        report.kind in ('department', 'government_office', 'local_government')
        and report.organisation_id is not null
        and report.adcode is not null
        and counts.received_count is not null
),

covered as (
    select
        government.report_id,
        body.received_count,
    from government
    join body
        on
            body.adcode = government.adcode
            and body.report_year = government.report_year
            and body.kind in ('department', 'government_office')
    union all
    select
        government.report_id,
        body.received_count,
    from government
    join core.region_closure as closure
        on
            closure.ancestor_adcode = government.adcode
            and closure.distance = 1
            and closure.valid_from_year <= government.report_year
            and coalesce(closure.valid_to_year, 9999) >= government.report_year
    join body
        on
            body.adcode = closure.adcode
            and body.report_year = government.report_year
            and body.kind = 'local_government'
),

summed as (
    select
        report_id,
        count(*) as body_count,
        sum(received_count)::bigint as received_count,
    from covered
    group by report_id
)

select
    government.report_id,
    'application received_new total' as subject,
    case
        when summed.body_count is null or summed.body_count < 2 or government.received_count is null
            then 'not_assessable'
        when government.received_count >= summed.received_count then 'pass'
        else 'fail'
    end as status,
    summed.received_count as expected,
    government.received_count as actual,
    case
        when summed.body_count is null or summed.body_count < 2 then 'fewer than two reports of bodies below it'
        when government.received_count is null then 'a number is not printed'
        when government.received_count < summed.received_count
            then 'fewer than the ' || summed.body_count || ' bodies below it have together'
    end as detail,
from government
left join summed on summed.report_id = government.report_id
