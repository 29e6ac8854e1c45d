-- description: Where projects of 政府集中采购 are counted, their amount is printed, on the form of 2019.
-- severity: warn
-- blocking: no
-- rule: T2-FEE-20
-- source: table two of 国办公开办函〔2019〕60号, 第二十条第（九）项
with counts as (
    select
        report_id,
        procurement_count,
        has_procurement_amount,
    from quality.disclosure_count
    where form_version = '2019'
)

select
    counts.report_id,
    'disclosure central_procurement amount' as subject,
    case
        when counts.procurement_count is null or counts.procurement_count = 0 then 'not_assessable'
        when counts.has_procurement_amount then 'pass'
        else 'fail'
    end as status,
    counts.procurement_count as expected,
    null as actual,
    case
        when counts.procurement_count is null or counts.procurement_count = 0 then 'no projects are counted'
        when not coalesce(counts.has_procurement_amount, false) then 'projects without an amount'
    end as detail,
    case
        when counts.procurement_count > 0 and not coalesce(counts.has_procurement_amount, false)
            then reading.failure_attribution
    end as attribution,
from counts
left join core.report_table as reading
    on
        reading.report_id = counts.report_id
        and reading.table_code = 'disclosure'
