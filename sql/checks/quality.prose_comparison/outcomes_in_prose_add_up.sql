-- description: Where the prose lists all ways of dealing with applications, they add up to the number dealt with.
-- severity: warn
-- blocking: no
-- rule: N-PART
with listed as (
    select
        report_id,
        count(distinct indicator_code) filter (
            where indicator_code in (
                'application.denied', 'application.unable', 'application.refused', 'application.other'
            )
        ) as group_count,
        count(distinct value) filter (where indicator_code = 'application.granted_or_partial') as both_count,
        count(distinct value) filter (where indicator_code = 'application.granted') as granted_count,
        count(distinct value) filter (where indicator_code = 'application.partial') as partial_count,
        count(*) filter (where indicator_code <> 'application.replied') as statement_count,
        count(distinct indicator_code) filter (where indicator_code <> 'application.replied') as different_count,
        sum(value) filter (where indicator_code <> 'application.replied') as listed_sum,
        count(distinct value) filter (where indicator_code = 'application.replied') as replied_count,
        max(value) filter (where indicator_code = 'application.replied') as replied_value,
        min(locator) filter (where indicator_code = 'application.replied') as locator,
        bool_and(qualifier = 'exact') as is_exact,
    from core.fact_figure
    where
        modality = 'reported'
        and unit <> '%'
        and indicator_code in (
            'application.granted_or_partial',
            'application.granted',
            'application.partial',
            'application.denied',
            'application.unable',
            'application.refused',
            'application.other',
            'application.replied'
        )
    group by report_id
),

judged as (
    select
        *,
        -- Every group once, and either granted with granted in part, or both together.
        group_count = 4
        and is_exact
        and statement_count = different_count
        and replied_count = 1
        and (
            (both_count = 1 and granted_count + partial_count = 0)
            or (both_count = 0 and granted_count = 1 and partial_count = 1)
        ) as is_whole_list,
    from listed
)

select
    judged.report_id,
    'prose application.replied' as subject,
    case
        when not judged.is_whole_list then 'not_assessable'
        when judged.listed_sum = judged.replied_value then 'pass'
        else 'fail'
    end as status,
    judged.replied_value::bigint as expected,
    judged.listed_sum::bigint as actual,
    case
        when not judged.is_whole_list then 'the prose does not list every way of dealing with applications once'
        when judged.listed_sum <> judged.replied_value
            then
                'the outcomes listed sum to ' || judged.listed_sum::bigint || ' of ' || judged.replied_value::bigint
                || coalesce('; ' || judged.locator, '')
    end as detail,
from judged
join quality.application_count as counts on counts.report_id = judged.report_id
where judged.report_id not in (
    select comparison.report_id,
    from quality.prose_comparison as comparison
    where comparison.is_of_other_scope
)
