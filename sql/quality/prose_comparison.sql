-- description: what the prose says beside what the tables count, in its several readings | 正文数量与表内数据的比对
-- grain: report, indicator
-- column report_id: report | 报告标识
-- column indicator_code: what is counted | 指标代码
-- column prose_value: what the prose says; of several the one that fits, else the first of the table's scope | 正文数值
-- column table_value: what the table counts, in the reading that fits or else the usual one | 表内数值
-- column matched_variant: the reading in which both agree; null where none does | 相符的口径；不符为空
-- column value_count: different values that the prose gives in the scope of the table | 正文中与表同口径的不同数值个数
-- column is_of_other_scope: whether every sentence speaks of another scope than the table | 是否各处口径均与表不同
-- column is_table_complete: whether the table has all its rows and prints numbers | 表是否完整
-- column locator: where the sentence is | 原文位置
-- column context: the clause around it | 上下文
with dispute_count as (
    select
        report_id,
        count(case_count) > 0 as is_printed,
        bool_or(cell_state in ('text', 'unreadable')) as has_unread,
        coalesce(max(case_count) filter (where channel_code = 'review' and result_code = 'total'), 0) as review_count,
        coalesce(max(case_count) filter (where channel_code = 'litigation_direct' and result_code = 'total'), 0)
            as direct_count,
        coalesce(max(case_count) filter (where channel_code = 'litigation_after_review' and result_code = 'total'), 0)
            as after_review_count,
        coalesce(sum(case_count) filter (where channel_code = 'review' and result_code = 'upheld'), 0)
            as review_upheld_count,
        coalesce(sum(case_count) filter (where channel_code = 'review' and result_code = 'corrected'), 0)
            as review_corrected_count,
        coalesce(sum(case_count) filter (where channel_code <> 'review' and result_code = 'upheld'), 0)
            as litigation_upheld_count,
        coalesce(sum(case_count) filter (where channel_code <> 'review' and result_code = 'corrected'), 0)
            as litigation_corrected_count,
    from core.fact_dispute
    group by report_id
),

table_value as (
    select
        report_id,
        number_count > 0 and has_all_rows as is_complete,
        unnest(
            [
                { code: 'application.received', variant: 'new', number: received_count },
                {
                    code: 'application.received',
                    variant: 'new and carried in',
                    number: received_count + carried_in_count
                },
                { code: 'application.received', variant: 'processed', number: processed_count },
                { code: 'application.carried_in', variant: 'carried in', number: carried_in_count },
                { code: 'application.carried_out', variant: 'carried forward', number: carried_forward_count },
                { code: 'application.replied', variant: 'processed', number: processed_count },
                { code: 'application.granted', variant: 'granted', number: granted_count },
                {
                    code: 'application.granted',
                    variant: 'granted, also in part',
                    number: granted_count + granted_in_part_count
                },
                { code: 'application.partial', variant: 'granted in part', number: granted_in_part_count },
                {
                    code: 'application.granted_or_partial',
                    variant: 'granted, also in part',
                    number: granted_count + granted_in_part_count
                },
                { code: 'application.denied', variant: 'denied', number: denied_count },
                { code: 'application.unable', variant: 'could not be provided', number: unavailable_count },
                { code: 'application.refused', variant: 'not processed', number: not_processed_count },
                { code: 'application.other', variant: 'other', number: other_count },
                {
                    code: 'application.by_applicant.natural_person',
                    variant: 'new',
                    number: new_natural_person_count
                },
                {
                    code: 'application.by_applicant.natural_person',
                    variant: 'new and carried in',
                    number: natural_person_count
                },
                { code: 'application.by_applicant.legal_person', variant: 'new', number: new_organisation_count },
                {
                    code: 'application.by_applicant.legal_person',
                    variant: 'new and carried in',
                    number: organisation_count
                },
            ]
        ) as entry,
    from quality.application_count
    union all
    select
        report_id,
        is_printed and not has_unread as is_complete,
        unnest(
            [
                { code: 'remedy.review', variant: 'reviews', number: review_count },
                {
                    code: 'remedy.litigation',
                    variant: 'both kinds of lawsuit',
                    number: direct_count + after_review_count
                },
                { code: 'remedy.litigation.direct', variant: 'without review before', number: direct_count },
                { code: 'remedy.litigation.after_review', variant: 'after review', number: after_review_count },
                {
                    code: 'remedy.total',
                    variant: 'reviews and lawsuits',
                    number: review_count + direct_count + after_review_count
                },
                { code: 'remedy.review.upheld', variant: 'upheld', number: review_upheld_count::bigint },
                { code: 'remedy.review.corrected', variant: 'corrected', number: review_corrected_count::bigint },
                { code: 'remedy.litigation.upheld', variant: 'upheld', number: litigation_upheld_count::bigint },
                {
                    code: 'remedy.litigation.corrected',
                    variant: 'corrected',
                    number: litigation_corrected_count::bigint
                },
            ]
        ) as entry,
    from dispute_count
),

statement as (
    select
        report_id,
        indicator_code,
        figure_ordinal,
        value as prose_value,
        qualifier,
        is_of_table_scope,
        locator,
        context,
    from quality.prose_statement
    where
        unit not in ('%', '元')
        and section_no in (0, 1, 3, 4)
),

paired as (
    select
        statement.report_id,
        statement.indicator_code,
        statement.figure_ordinal,
        statement.prose_value,
        statement.is_of_table_scope,
        statement.locator,
        statement.context,
        table_value.entry.variant,
        table_value.entry.number as table_value,
        table_value.is_complete,
        -- Only like is compared with like.
        statement.is_of_table_scope
        and case statement.qualifier
            when 'exact' then statement.prose_value = table_value.entry.number
            when 'at_least' then table_value.entry.number >= statement.prose_value
            when 'at_most' then table_value.entry.number <= statement.prose_value
            -- A rounded number is off by a tenth at most.
            when 'approx' then abs(table_value.entry.number - statement.prose_value) <= statement.prose_value / 10
        end as is_equal,
    from statement
    join table_value
        on
            table_value.report_id = statement.report_id
            and table_value.entry.code = statement.indicator_code
)

-- A quantity of the table's own scope speaks for its indicator; others do only where there is none.
select
    report_id,
    indicator_code,
    first(
        prose_value order by is_equal desc nulls last, is_of_table_scope desc, figure_ordinal asc, variant asc
    )::bigint as prose_value,
    first(table_value order by is_equal desc nulls last, is_of_table_scope desc, figure_ordinal asc, variant asc)
        as table_value,
    first(variant order by figure_ordinal asc, variant asc) filter (where is_equal) as matched_variant,
    count(distinct prose_value) filter (where is_of_table_scope) as value_count,
    not bool_or(is_of_table_scope) as is_of_other_scope,
    bool_and(is_complete and table_value is not null) as is_table_complete,
    first(locator order by is_equal desc nulls last, is_of_table_scope desc, figure_ordinal asc, variant asc)
        as locator,
    first(context order by is_equal desc nulls last, is_of_table_scope desc, figure_ordinal asc, variant asc)
        as context,
from paired
group by
    report_id,
    indicator_code
