-- description: cells that failed sums point at, with the value that would fit; never applied | 勾稽不符所指的单元格及建议值，仅供参考
-- grain: report, table, row, column
-- column report_id: report | 报告标识
-- column table_code: application or dispute | 所属表
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column printed_count: the number as printed; null for a blank total | 印出的数
-- column suggested_count: the number that repairs every failed sum of the cell | 能使相关等式成立的数
-- column reason: what may have happened: exchanged digits, factor of ten, neighbouring column and so on | 可能的原因
-- column failed_sum_count: failed sums that this cell explains | 该单元格可解释的不符等式数
-- column is_only_candidate: whether nothing else explains them as well | 是否为唯一的可能
-- column attribution: source, parse or unknown, as of the failed sums | 归因
with judgement as (
    select
        report_id,
        table_code,
        identity_code,
        line_code,
        status,
        actual - expected as difference,
        attribution,
    from quality.identity_judgement
    where
        report_id in (
            select failed.report_id,
            from quality.identity_judgement as failed
            where failed.status = 'fail'
        )
        and status <> 'not_assessable'
),

-- Columns stand side by side in this order; 总计 is the last.
applicant as (
    select
        unnest(
            [
                'natural_person',
                'commercial_enterprise',
                'research_institution',
                'public_interest_org',
                'legal_service_org',
                'other_org',
                'total',
            ]
        ) as applicant_code,
        unnest([1, 2, 3, 4, 5, 6, 7]) as column_ordinal,
),

failed_report as (
    select distinct
        report_id,
        table_code,
    from judgement
    where status = 'fail'
),

application_cell as (
    select
        cell.report_id,
        cell.outcome_code,
        cell.applicant_code,
        applicant.column_ordinal,
        cell.application_count as printed_count,
        lag(cell.application_count) over neighbours as left_count,
        lead(cell.application_count) over neighbours as right_count,
    from core.fact_application as cell
    join failed_report
        on
            failed_report.report_id = cell.report_id
            and failed_report.table_code = 'application'
    join applicant on applicant.applicant_code = cell.applicant_code
    window neighbours as (partition by cell.report_id, cell.outcome_code order by applicant.column_ordinal)
),

-- What each sum says the cell should be: a part lacks the difference, a total exceeds its parts by it.
application_evidence as (
    select
        cell.*,
        row_sum.status as row_status,
        column_sum.status as column_status,
        balance.status as balance_status,
        case
            when row_sum.status <> 'fail' then null
            when cell.applicant_code = 'total' then cell.printed_count - row_sum.difference
            else cell.printed_count + row_sum.difference
        end as row_count,
        case
            when column_sum.status <> 'fail' then null
            when cell.outcome_code = 'total_processed' then cell.printed_count - column_sum.difference
            else cell.printed_count + column_sum.difference
        end as column_count,
        case
            when balance.status <> 'fail' then null
            when cell.outcome_code in ('total_processed', 'carried_forward')
                then cell.printed_count - balance.difference
            else cell.printed_count + balance.difference
        end as balance_count,
        coalesce(row_sum.attribution, column_sum.attribution, balance.attribution) as attribution,
    from application_cell as cell
    left join judgement as row_sum
        on
            row_sum.report_id = cell.report_id
            and row_sum.identity_code = 'row_sum'
            and row_sum.line_code = cell.outcome_code
    left join judgement as column_sum
        on
            column_sum.report_id = cell.report_id
            and column_sum.identity_code = 'outcome_sum'
            and column_sum.line_code = cell.applicant_code
            and cell.outcome_code not in ('received_new', 'carried_in', 'carried_forward')
    left join judgement as balance
        on
            balance.report_id = cell.report_id
            and balance.identity_code = 'balance'
            and balance.line_code = cell.applicant_code
            and cell.outcome_code in ('received_new', 'carried_in', 'total_processed', 'carried_forward')
    where cell.printed_count is not null
),

application_candidate as (
    select
        *,
        greatest(row_count, column_count, balance_count) as suggested_count,
        (row_count is not null)::integer + (column_count is not null)::integer + (balance_count is not null)::integer
            as failed_sum_count,
        coalesce(row_status, '') <> 'pass'
        and coalesce(column_status, '') <> 'pass'
        and coalesce(balance_status, '') <> 'pass'
        and greatest(row_count, column_count, balance_count) = least(row_count, column_count, balance_count)
        and greatest(row_count, column_count, balance_count) >= 0 as is_consistent,
        -- The column wants what stands beside the cell: a value that slipped into the neighbouring column.
        coalesce(column_count, balance_count) in (left_count, right_count) as is_neighbours_count,
        -- 1 and 2 side by side where the column wants 12.
        coalesce(column_count, balance_count)::varchar = printed_count || right_count::varchar
        and applicant_code <> 'total'
        and coalesce(row_status, '') <> 'pass' as is_split,
    from application_evidence
    where
        row_count is not null
        or column_count is not null
        or balance_count is not null
),

slipped_row as (
    select
        report_id,
        outcome_code,
        count(*) filter (where is_neighbours_count) as slipped_count,
    from application_candidate
    group by
        report_id,
        outcome_code
),

dispute_evidence as (
    select
        cell.report_id,
        cell.channel_code,
        cell.result_code,
        cell.case_count as printed_count,
        case
            when cell.result_code = 'total' then cell.case_count - judgement.difference
            else cell.case_count + judgement.difference
        end as suggested_count,
        judgement.attribution,
    from core.fact_dispute as cell
    join judgement
        on
            judgement.report_id = cell.report_id
            and judgement.identity_code = 'result_sum'
            and judgement.line_code = cell.channel_code
    where
        judgement.status = 'fail'
        and cell.case_count is not null
),

candidate as (
    select
        report_id,
        'application' as table_code,
        outcome_code as row_code,
        applicant_code as column_code,
        printed_count,
        suggested_count,
        failed_sum_count,
        null::varchar as slip,
        attribution,
    from application_candidate
    where is_consistent
    union all
    select
        slip.report_id,
        'application' as table_code,
        slip.outcome_code as row_code,
        slip.applicant_code as column_code,
        slip.printed_count,
        coalesce(slip.column_count, slip.balance_count) as suggested_count,
        2 as failed_sum_count,
        case
            when slip.is_split then 'one number is split over two columns'
            else 'the value stands in the neighbouring column'
        end as slip,
        slip.attribution,
    from application_candidate as slip
    join slipped_row
        on
            slipped_row.report_id = slip.report_id
            and slipped_row.outcome_code = slip.outcome_code
    where
        not slip.is_consistent
        and (slip.is_split or (slip.is_neighbours_count and slipped_row.slipped_count >= 2))
    union all
    select
        report_id,
        'dispute' as table_code,
        channel_code as row_code,
        result_code as column_code,
        printed_count,
        suggested_count,
        1 as failed_sum_count,
        null as slip,
        attribution,
    from dispute_evidence
    where suggested_count >= 0
),

explained as (
    select
        *,
        case
            when slip is not null then slip
            when
                length(printed_count::varchar) = length(suggested_count::varchar)
                and damerau_levenshtein(printed_count::varchar, suggested_count::varchar) = 1
                and levenshtein(printed_count::varchar, suggested_count::varchar) = 2
                then 'two digits are exchanged'
            when printed_count = suggested_count * 10 and suggested_count > 0 then 'ten times too large'
            when printed_count = suggested_count * 10000 and suggested_count > 0 then 'ten thousand times too large'
            when suggested_count = printed_count * 10000 and printed_count > 0 then 'ten thousand times too small'
            when suggested_count // 10 = printed_count and printed_count > 0 then 'the last digit is missing'
            when printed_count // 10 = suggested_count and suggested_count > 0 then 'a digit too many at the end'
            when
                levenshtein(printed_count::varchar, suggested_count::varchar) = 1
                and length(suggested_count::varchar) > length(printed_count::varchar)
                and printed_count > 0
                then 'a digit is missing'
            when
                levenshtein(printed_count::varchar, suggested_count::varchar) = 1
                and length(suggested_count::varchar) < length(printed_count::varchar)
                then 'a digit too many'
            when printed_count = 0 and column_code = 'total' then 'the total was left at zero'
            when column_code = 'total' or row_code = 'total_processed' then 'the total does not fit its parts'
            when printed_count = 0 then 'a number was left out'
            when suggested_count = 0 then 'nothing belongs here'
            else 'another number belongs here'
        end as reason,
    from candidate
),

ranked as (
    select
        *,
        -- Cells in which a row and a column cross come first, then errors of the hand, then totals.
        failed_sum_count * 100
        + case
            when reason in ('two digits are exchanged', 'ten times too large', 'ten thousand times too large') then 50
            when reason like '%digit%' or reason like 'ten thousand%' then 45
            when reason = 'the total was left at zero' then 42
            when column_code = 'total' then 40
            when row_code = 'total_processed' then 30
            else 10
        end as weight,
    from explained
),

-- Every failed sum is explained by its best candidates; a cell that is best for none is no suspect.
line as (
    select
        ranked.report_id,
        ranked.table_code,
        ranked.row_code,
        ranked.column_code,
        ranked.weight,
        judgement.identity_code || ' ' || judgement.line_code as failed_sum,
    from ranked
    join judgement
        on
            judgement.report_id = ranked.report_id
            and judgement.table_code = ranked.table_code
            and judgement.status = 'fail'
            and (
                (judgement.identity_code in ('row_sum', 'result_sum') and judgement.line_code = ranked.row_code)
                or (
                    judgement.identity_code = 'outcome_sum'
                    and judgement.line_code = ranked.column_code
                    and ranked.row_code not in ('received_new', 'carried_in', 'carried_forward')
                )
                or (
                    judgement.identity_code = 'balance'
                    and judgement.line_code = ranked.column_code
                    and ranked.row_code in ('received_new', 'carried_in', 'total_processed', 'carried_forward')
                )
            )
),

best as (
    select
        report_id,
        table_code,
        failed_sum,
        max(weight) as weight,
        count(*) filter (where is_best) as best_count,
    from (
        select
            *,
            weight = max(weight) over (partition by report_id, table_code, failed_sum) as is_best,
        from line
    ) as weighed
    group by
        report_id,
        table_code,
        failed_sum
),

suspect as (
    select
        line.report_id,
        line.table_code,
        line.row_code,
        line.column_code,
        min(best.best_count) = 1 as is_only_candidate,
    from line
    join best
        on
            best.report_id = line.report_id
            and best.table_code = line.table_code
            and best.failed_sum = line.failed_sum
            and best.weight = line.weight
    group by
        line.report_id,
        line.table_code,
        line.row_code,
        line.column_code
)

select
    ranked.report_id,
    ranked.table_code,
    ranked.row_code,
    ranked.column_code,
    ranked.printed_count,
    ranked.suggested_count,
    ranked.reason,
    ranked.failed_sum_count,
    suspect.is_only_candidate,
    ranked.attribution,
from ranked
join suspect
    on
        suspect.report_id = ranked.report_id
        and suspect.table_code = ranked.table_code
        and suspect.row_code = ranked.row_code
        and suspect.column_code = ranked.column_code
union all
-- A total that was not printed beside its parts.
select
    blank.report_id,
    'application' as table_code,
    blank.outcome_code as row_code,
    'total' as column_code,
    null as printed_count,
    blank.part_sum as suggested_count,
    'the total is blank' as reason,
    0 as failed_sum_count,
    true as is_only_candidate,
    reading.failure_attribution as attribution,
from quality.application_row as blank
left join core.report_table as reading
    on
        reading.report_id = blank.report_id
        and reading.table_code = 'application'
where
    blank.is_total_blank
    and blank.part_sum > 0
