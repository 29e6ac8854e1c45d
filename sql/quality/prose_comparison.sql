-- description: what the prose says beside what the tables count, in its several readings | 正文数量与表内数据的比对
-- grain: report, indicator
-- column report_id: report | 报告标识
-- column indicator_code: what is counted | 指标代码
-- column prose_value: what the prose says; of several the one that fits, else the first | 正文数值
-- column table_value: what the table counts, in the reading that fits or else the usual one | 表内数值
-- column matched_variant: the reading in which both agree; null where none does | 相符的口径；不符为空
-- column value_count: different values that the prose gives | 正文中不同数值的个数
-- column is_of_other_scope: whether the sentence speaks of another scope than the table | 口径是否不同
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
        locator,
        context,
        regexp_matches(context, '全(?:市|县|区|省|州|旗|镇)|各级|各(?:部门|单位|地)|[市县区省]直') as is_of_region,
    from core.fact_figure
    where
        modality = 'reported'
        and in_scope
        and unit not in ('%', '元')
        and section_no in (0, 1, 3, 4)
        and (starts_with(indicator_code, 'application.') or starts_with(indicator_code, 'remedy.'))
),

-- A sentence about the whole region sets the scope for the sentences about applications that follow it.
spoken_scope as (
    select
        statement.report_id,
        bool_or(statement.is_of_region) and any_value(report.scope) = 'own_organ' as is_of_other_scope,
        any_value(report.scope) as scope,
    from statement
    join core.dim_report as report on report.report_id = statement.report_id
    group by statement.report_id
),

paired as (
    select
        statement.*,
        table_value.entry.variant,
        table_value.entry.number as table_value,
        table_value.is_complete,
        case statement.qualifier
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

select
    paired.report_id,
    paired.indicator_code,
    first(
        paired.prose_value order by paired.is_equal desc nulls last, paired.figure_ordinal asc, paired.variant asc
    )::bigint
        as prose_value,
    first(paired.table_value order by paired.is_equal desc nulls last, paired.figure_ordinal asc, paired.variant asc)
        as table_value,
    first(paired.variant order by paired.figure_ordinal asc, paired.variant asc) filter (where paired.is_equal)
        as matched_variant,
    count(distinct paired.prose_value) as value_count,
    coalesce(any_value(spoken_scope.is_of_other_scope), false)
    or (
        bool_or(regexp_matches(paired.context, '本机关|本级|本局|我局|我办|本办|办公[室厅]'))
        and any_value(spoken_scope.scope) in ('government_aggregate', 'region_aggregate')
    )
    or (bool_or(paired.is_of_region) and any_value(spoken_scope.scope) = 'government_aggregate')
        as is_of_other_scope,
    bool_and(paired.is_complete and paired.table_value is not null) as is_table_complete,
    first(paired.locator order by paired.is_equal desc nulls last, paired.figure_ordinal asc, paired.variant asc)
        as locator,
    first(paired.context order by paired.is_equal desc nulls last, paired.figure_ordinal asc, paired.variant asc)
        as context,
from paired
left join spoken_scope on spoken_scope.report_id = paired.report_id
group by
    paired.report_id,
    paired.indicator_code
