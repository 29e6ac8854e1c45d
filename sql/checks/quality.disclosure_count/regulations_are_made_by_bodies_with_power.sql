-- description: 规章 are only made by the State Council's departments, provinces, cities with districts, prefectures.
-- severity: error
-- blocking: no
-- rule: T2-CAP
-- source: 立法法 articles 91 and 93; 条例 article 20 (1)
with counts as (
    select
        table_two.report_id,
        greatest(table_two.regulation_new_count, table_two.regulation_stock_count) as regulation_count,
        case
            when greatest(table_two.regulation_new_count, table_two.regulation_stock_count) is null then null
            when greatest(table_two.regulation_new_count, table_two.regulation_stock_count) = 0 then true
            when report.level in ('county', 'township') then false
            when report.kind in ('department', 'township', 'mass_org', 'enterprise') and report.level <> 'central'
                then false
            when report.level = 'central' or report.kind = 'state_council_dept' then true
            when report.level in ('province', 'prefecture') and report.kind in ('local_government', 'government_office')
                then true
        end as has_power,
        case
            when table_two.regulation_stock_count > 0
                then
                    case table_two.form_version when '2021' then 'in_force' else 'disclosed_total' end
            else case table_two.form_version when '2021' then 'issued' else 'made' end
        end as measure_code,
        coalesce(report.level || ' ', '') || coalesce(report.kind, 'body of unknown kind') as body,
    from quality.disclosure_count as table_two
    join core.dim_report as report on report.report_id = table_two.report_id
)

select
    counts.report_id,
    'disclosure regulations' || case when not counts.has_power then ' ' || counts.measure_code else '' end as subject,
    case
        when counts.has_power is null then 'not_assessable'
        when counts.has_power then 'pass'
        else 'fail'
    end as status,
    0 as expected,
    counts.regulation_count as actual,
    case
        when counts.regulation_count is null then 'no number of 规章 is printed'
        when counts.has_power is null then 'whether this body may make 规章 is not known: ' || counts.body
        when not counts.has_power then 'no power to make 规章: ' || counts.body
    end as detail,
    case when not counts.has_power then reading.failure_attribution end as attribution,
from counts
left join core.report_table as reading
    on
        reading.report_id = counts.report_id
        and reading.table_code = 'disclosure'
