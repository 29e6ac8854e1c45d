-- description: the numbers of a report's three tables as one hash, and how much they can prove | 报告三张表全部数值的摘要及其证明力
-- grain: report
-- column report_id: report | 报告标识
-- column number_hash: hash over every number with its place; the same numbers give the same hash | 全部数值的摘要
-- column telling_count: independent cells of ten and more: chance does not repeat several of them | 不小于十的独立单元格数
with row_hash as (
    select
        report_id,
        hash(
            outcome_code,
            natural_person,
            commercial_enterprise,
            research_institution,
            public_interest_org,
            legal_service_org,
            other_org,
            total
        ) as number_hash,
        case
            when outcome_code in ('total_processed', 'received_new') then 0
            else
                (coalesce(natural_person, 0) >= 10)::integer
                + (coalesce(commercial_enterprise, 0) >= 10)::integer
                + (coalesce(legal_service_org, 0) >= 10)::integer
                + (coalesce(other_org, 0) >= 10)::integer
        end as telling_count,
    from quality.application_row
    where coalesce(total, part_sum) > 0
    union all
    select
        report_id,
        hash(item_code, measure_code, value) as number_hash,
        (abs(value) >= 10)::integer as telling_count,
    from core.fact_disclosure
    where value <> 0
    union all
    select
        report_id,
        hash(channel_code, result_code, case_count) as number_hash,
        (case_count >= 10 and result_code <> 'total')::integer as telling_count,
    from core.fact_dispute
    where case_count <> 0
)

select
    report_id,
    -- Hashed twice: the hash of several values is linear in the last, so two numbers that change places would cancel out.
    bit_xor(hash(number_hash)) as number_hash,
    sum(telling_count)::bigint as telling_count,
from row_hash
group by report_id
