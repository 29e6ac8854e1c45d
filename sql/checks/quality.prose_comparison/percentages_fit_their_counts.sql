-- description: A percentage behind a count of applications is that count over something the report counts.
-- severity: warn
-- blocking: no
-- rule: N-PCT
with share as (
    select
        share.report_id,
        share.figure_ordinal,
        share.indicator_code,
        replace(share.indicator_code, '.share', '') as count_code,
        share.value as share_value,
        counted.value as count_value,
        share.locator,
        counted.context || ' ' || share.context as context,
        share.is_of_table_scope,
        -- One unit of the last printed digit: people round, and they cut off.
        power(
            10, -length(coalesce(regexp_extract(share.raw_text, '[0-9]+[.．]([0-9]+)', 1), ''))
        ) * 1.0001 as tolerance,
    from quality.prose_statement as share
    join quality.prose_statement as counted
        on
            counted.report_id = share.report_id
            and counted.indicator_code = replace(share.indicator_code, '.share', '')
            and counted.figure_ordinal = share.figure_ordinal - 1
    where
        share.unit = '%'
        and share.qualifier = 'exact'
        and starts_with(share.indicator_code, 'application.')
        and ends_with(share.indicator_code, '.share')
        and counted.unit <> '%'
),

base as (
    select
        report_id,
        value as base_value,
    from quality.prose_statement
    where
        report_id in (
            select share.report_id,
            from share
        )
        and starts_with(indicator_code, 'application.')
        and unit <> '%'
        and value > 0
    union
    select
        report_id,
        unnest(
            [
                received_count,
                received_count + carried_in_count,
                processed_count,
                denied_count,
                unavailable_count,
                not_processed_count,
                other_count,
                granted_count + granted_in_part_count,
            ]
        ) as base_value,
    from quality.application_count
    where
        report_id in (
            select share.report_id,
            from share
            where share.is_of_table_scope
        )
),

judged as (
    select
        share.report_id,
        share.figure_ordinal,
        any_value(share.count_code) as count_code,
        any_value(share.share_value) as share_value,
        any_value(share.count_value) as count_value,
        any_value(share.locator) as locator,
        any_value(share.context) as context,
        bool_and(share.is_of_table_scope) as is_of_table_scope,
        count(base.base_value) filter (where base.base_value > 0) as base_count,
        min(base.base_value) filter (
            where
            base.base_value > 0
            and abs(share.share_value - 100 * share.count_value / base.base_value) < share.tolerance
        ) as fitting_base,
    from share
    left join base on base.report_id = share.report_id
    group by
        share.report_id,
        share.figure_ordinal
),

contradicted as (
    select
        report_id,
        indicator_code,
    from quality.prose_comparison
    where
        matched_variant is null
        and not is_of_other_scope
)

select
    judged.report_id,
    'prose ' || judged.count_code || ' share' as subject,
    case
        when judged.fitting_base is not null then 'pass'
        when
            judged.base_count = 0 or contradicted.report_id is not null or not judged.is_of_table_scope
            then 'not_assessable'
        else 'fail'
    end as status,
    case when judged.fitting_base is not null then round(100 * judged.count_value / judged.fitting_base, 2) end
        as expected,
    judged.share_value as actual,
    case
        when judged.fitting_base is not null then 'of ' || judged.fitting_base::bigint
        when judged.base_count = 0 then 'nothing is counted that it could be a share of'
        when contradicted.report_id is not null then 'the count itself is not that of the table'
        when not judged.is_of_table_scope then 'the sentence speaks of another scope than the table'
        else 'a share of nothing that the report counts; ' || judged.locator || ': ' || judged.context
    end as detail,
from judged
left join contradicted
    on
        contradicted.report_id = judged.report_id
        and contradicted.indicator_code = judged.count_code
