-- description: The numbers of a government are not those of one of its own bodies.
-- severity: warn
-- blocking: no
-- rule: H-DBL
-- source: two reports of different scope with the same numbers
with counted as (
    select
        fingerprint.report_id,
        count(twin.twin_report_id) as twin_count,
        min(twin.twin_report_id) as first_twin,
    from quality.report_fingerprint as fingerprint
    left join quality.table_twin as twin
        on
            twin.report_id = fingerprint.report_id
            and twin.is_own_government
            and twin.is_division_known
    -- Chance repeats a few small numbers, not four of ten and more.
    where fingerprint.telling_count >= 4
    group by fingerprint.report_id
)

select
    report_id,
    'tables' as subject,
    case when twin_count = 0 then 'pass' else 'fail' end as status,
    0 as expected,
    twin_count as actual,
    case when twin_count > 0 then 'every number is that of ' || first_twin end as detail,
from counted
