-- description: Where the prose lists all ways of dealing with applications, they add up to the number dealt with.
-- severity: warn
-- blocking: no
-- rule: N-PART
-- source: figures of one scope only: what the region dealt with is not listed by what the office did
with listed as (
    select
        report_id,
        scope,
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
    from quality.prose_statement
    where
        unit <> '%'
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
    group by
        report_id,
        scope
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
    report_id,
    'prose application.replied' as subject,
    case
        when not is_whole_list then 'not_assessable'
        when listed_sum = replied_value then 'pass'
        else 'fail'
    end as status,
    replied_value::bigint as expected,
    listed_sum::bigint as actual,
    case
        when not is_whole_list then 'the prose does not list every way of dealing with applications once'
        when listed_sum <> replied_value
            then
                'the outcomes listed sum to ' || listed_sum::bigint || ' of ' || replied_value::bigint
                || coalesce('; ' || locator, '')
    end as detail,
from judged
-- Of the lists of several scopes the one that does not add up speaks, else one that does.
qualify
    row_number() over (
        partition by report_id
        order by
            is_whole_list desc,
            listed_sum <> replied_value desc,
            scope asc
    ) = 1
