-- description: Neither 自然人 nor all of 法人或其他组织 nor 总计 is blank throughout table three.
-- severity: info
-- blocking: no
-- rule: T3-BLANKTOT
-- source: a zero is printed as 0 (国办公开办函〔2021〕30号)
with column_count as (
    select
        report_id,
        sum(unread_count) as unread_count,
        count(natural_person) as natural_person_count,
        count(commercial_enterprise)
        + count(research_institution)
        + count(public_interest_org)
        + count(legal_service_org)
        + count(other_org) as organisation_count,
        count(total) as total_count,
    from quality.application_row
    group by report_id
),

judged as (
    select
        report_id,
        unread_count,
        (natural_person_count > 0)::integer + (organisation_count > 0)::integer + (total_count > 0)::integer
            as filled_count,
        concat_ws(
            ', ',
            case when natural_person_count = 0 then '自然人' end,
            case when organisation_count = 0 then '法人或其他组织' end,
            case when total_count = 0 then '总计' end
        ) as blank_columns,
    from column_count
)

select
    judged.report_id,
    'application columns' as subject,
    case
        when judged.unread_count > 0 then 'not_assessable'
        when judged.filled_count = 3 then 'pass'
        else 'fail'
    end as status,
    3 as expected,
    judged.filled_count as actual,
    case
        when judged.unread_count > 0 then judged.unread_count || ' cells could not be read'
        when judged.filled_count = 0 then 'the whole table is blank'
        when judged.filled_count < 3 then 'blank in every row: ' || judged.blank_columns
    end as detail,
    case when judged.unread_count = 0 and judged.filled_count < 3 then reading.failure_attribution end as attribution,
from judged
left join core.report_table as reading
    on
        reading.report_id = judged.report_id
        and reading.table_code = 'application'
