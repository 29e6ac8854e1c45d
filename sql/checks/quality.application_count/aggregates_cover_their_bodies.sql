-- description: A government that sums up its region counts at least as many applications as any one body in it.
-- severity: error
-- blocking: no
-- rule: H-SCOPE
-- source: reports with 汇总 count all bodies below them
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

body as (
    select
        report.report_id,
        report.adcode as own_adcode,
        report.kind,
        report.report_year,
        counts.received_count,
    from core.dim_report as report
    join quality.application_count as counts on counts.report_id = report.report_id
    where
        report.adcode is not null
        and counts.received_count is not null
),

-- Departments belong to their government; governments and bodies further down only where the region is summed up.
covered as (
    select
        government.report_id,
        body.received_count,
        body.report_id as body_report_id,
    from government
    join body
        on
            body.own_adcode = government.adcode
            and body.report_year = government.report_year
            and body.report_id <> government.report_id
            and body.kind in ('department', 'government_office')
    union all
    select
        government.report_id,
        body.received_count,
        body.report_id as body_report_id,
    from government
    join core.region_closure as closure
        on
            closure.ancestor_adcode = government.adcode
            and closure.distance > 0
            and closure.valid_from_year <= government.report_year
            and coalesce(closure.valid_to_year, 9999) >= government.report_year
    join body
        on
            body.own_adcode = closure.adcode
            and body.report_year = government.report_year
    where government.scope = 'region_aggregate'
),

largest as (
    select
        report_id,
        max(received_count) as largest_count,
        max_by(body_report_id, received_count) as body_report_id,
    from covered
    group by report_id
)

select
    government.report_id,
    'application received_new total' as subject,
    case
        when largest.report_id is null or government.received_count is null then 'not_assessable'
        when government.received_count >= largest.largest_count then 'pass'
        else 'fail'
    end as status,
    largest.largest_count as expected,
    government.received_count as actual,
    case
        when largest.report_id is null then 'no report of a body below it'
        when government.received_count is null then 'a number is not printed'
        when government.received_count < largest.largest_count then 'fewer than ' || largest.body_report_id
    end as detail,
from government
left join largest on largest.report_id = government.report_id
