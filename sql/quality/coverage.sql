-- description: whether each body that should have reported for a year did, and in time | 每个应报告机构各年度是否报告、是否按时
-- grain: organisation, report year
-- column organisation_id: body | 机构标识
-- column report_year: year that a report was due for, from 2019 | 应报告的年度，2019年起
-- column coverage_status: on_time, late, missing, blocked, no_tables, old_form or unknown | 报告情况
-- column due_date: last day for publication; null where the kind of body is unknown | 发布截止日；机构类别未知为空
-- column due_basis: law, or practice for townships and other bodies that the law does not date | 截止日依据：法律或惯例
-- column published_date: earliest credible date of publication over all versions of the report | 各版本中最早的可信发布日期
-- column days_late: published_date less due_date; 0 or less is in time | 发布日期减截止日，零或负为按时
-- column report_id: the report; null without one | 报告标识；无报告为空
-- column portal_id: portal that should hold it | 应发布该报告的门户
-- column is_on_roster: whether a portal is described to hold reports of the body | 是否列入门户名册
-- column detail: why it is so, for a person | 说明
with moment as (
    select max(seen_at) as known_at,
    from staging.sighting
    union all
    select max(finished_at) as known_at,
    from staging.portal_visit
),

publication as (
    select max(published_date) as published_date,
    from staging.parsed_document
),

looked as (
    select
        coalesce(max(moment.known_at), any_value(publication.published_date), current_date) + interval 8 hours
            as beijing_at,
    from moment
    cross join publication
),

-- Regulation of 2019, article 49: departments by 31 January, governments by 31 March of the next year. Townships are
-- not named there and report with the departments. Mass organisations and enterprises report of their own will.
body as (
    select
        organisation_id,
        kind,
        adcode,
        roster_portal_id is not null as is_on_roster,
        portal_id,
        first_report_year,
        last_report_year,
        case when kind = 'local_government' then 3 else 1 end as due_month,
        case
            when kind in ('local_government', 'department', 'government_office', 'state_council_dept') then 'law'
            when kind is not null then 'practice'
        end as due_basis,
    from core.dim_organisation
    where
        roster_portal_id is not null
        or coalesce(kind not in ('mass_org', 'enterprise'), true)
),

division as (
    select
        adcode,
        min(valid_from_year) as first_year,
        max(coalesce(valid_to_year, 9999)) as last_year,
    from core.dim_region
    group by adcode
),

-- A division began where the line of its codes began: 海门区 reported for 2019 as 海门市.
line as (
    select
        region.adcode,
        min(earlier.first_year) as first_year,
    from core.dim_region as region
    join division as earlier on earlier.adcode = region.origin_adcode
    group by region.adcode
),

expected as (
    select
        body.*,
        unnest(
            generate_series(
                greatest(
                    2019,
                    case when body.is_on_roster then coalesce(line.first_year, 2019) else body.first_report_year end
                ),
                least(
                    year(looked.beijing_at) - 1
                    - (looked.beijing_at::date <= make_date(year(looked.beijing_at), body.due_month, 31))::integer,
                    coalesce(division.last_year, 9999)
                )
            )
        ) as report_year,
    from body
    cross join looked
    left join line on line.adcode = body.adcode
    left join division on division.adcode = body.adcode
),

version as (
    select
        report.organisation_id,
        report.report_year,
        report.report_id,
        any_value(report.status) as status,
        -- No report on a year is published before the year is nearly over; such a date is of something else.
        min(version.published_date) filter (where version.published_date >= make_date(report.report_year, 12, 1))
            as published_date,
        (min(version.first_seen_at) + interval 8 hours)::date as seen_date,
    from core.dim_report as report
    join core.report_version as version on version.report_id = report.report_id
    where
        report.organisation_id is not null
        and report.report_year >= 2019
    group by
        report.organisation_id,
        report.report_year,
        report.report_id
),

-- What was published before it was due counts too, and so do reports of bodies that need not report.
due as (
    select
        coalesce(expected.organisation_id, version.organisation_id) as organisation_id,
        coalesce(expected.report_year, version.report_year) as report_year,
        version.report_id,
        version.status,
        version.published_date,
        version.seen_date,
    from expected
    full outer join version
        on
            version.organisation_id = expected.organisation_id
            and version.report_year = expected.report_year
),

old_form as (
    select distinct
        organisation_id,
        report_year,
    from core.dim_document
    where
        status = 'old_form'
        and organisation_id is not null
),

judged as (
    select
        due.*,
        body.is_on_roster,
        body.portal_id,
        body.due_basis,
        make_date(due.report_year + 1, body.due_month, 31) as last_date,
        coalesce(due.published_date, case when due.seen_date <= last_date then due.seen_date end) as known_date,
        old_form.report_year is not null as has_old_form,
        body.is_on_roster or due.report_year <= body.last_report_year + 1 as is_known_to_exist,
        body.last_report_year,
        portal.status as portal_status,
        (portal.last_success_at + interval 8 hours)::date > last_date as was_looked_for,
    from due
    join body on body.organisation_id = due.organisation_id
    left join old_form
        on
            old_form.organisation_id = due.organisation_id
            and old_form.report_year = due.report_year
    left join core.dim_portal as portal on portal.portal_id = body.portal_id
),

concluded as (
    select
        *,
        case
            when status in ('no_tables', 'needs_ocr') then 'no_tables'
            when report_id is not null and known_date is null then 'unknown'
            when report_id is not null and due_basis is null and known_date > last_date and month(known_date) <= 3
                then 'unknown'
            when report_id is not null and known_date <= last_date then 'on_time'
            when report_id is not null then 'late'
            when has_old_form then 'old_form'
            when portal_status = 'blocked' then 'blocked'
            when portal_status = 'ok' and was_looked_for and is_known_to_exist then 'missing'
            else 'unknown'
        end as coverage_status,
    from judged
)

select
    organisation_id,
    report_year::integer as report_year,
    coverage_status,
    case when due_basis is not null then last_date end as due_date,
    due_basis,
    published_date,
    case when due_basis is not null then published_date - last_date end as days_late,
    report_id,
    portal_id,
    is_on_roster,
    case
        when coverage_status = 'no_tables' then 'the report has no tables that can be read'
        when coverage_status = 'old_form' then 'the report is on the form that was used before 2019'
        when coverage_status = 'blocked' then 'the portal refuses to answer'
        when coverage_status <> 'unknown' then null
        when report_id is not null and known_date is null
            then 'the report states no date, and was first seen after it was due'
        when report_id is not null then 'the kind of body is unknown, and so is its date'
        when portal_status is null or portal_status = 'not_visited' then 'no portal was visited for it'
        when portal_status <> 'ok' then 'the last visit of its portal ended ' || portal_status
        when not was_looked_for then 'nobody has looked since it was due'
        else 'it has not reported since ' || last_report_year || ' and may be no more'
    end as detail,
from concluded
order by
    organisation_id,
    report_year
