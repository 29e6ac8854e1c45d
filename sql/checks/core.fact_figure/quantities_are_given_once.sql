-- description: The number of items disclosed in the year, and the fee charged, have one value wherever the prose gives them.
-- severity: warn
-- blocking: no
-- rule: N-SELF
-- source: 22条 and 55条 for one thing in one report
with stated as (
    select
        figure.report_id,
        figure.indicator_code,
        figure.scope,
        figure.value,
        figure.context,
        figure.figure_ordinal,
    from core.fact_figure as figure
    join core.dim_report as report on report.report_id = figure.report_id
    where
        figure.indicator_code in ('proactive.total', 'fee.processing_yuan')
        and figure.modality = 'reported'
        and figure.qualifier = 'exact'
        and figure.section_no in (0, 1, 2, 6)
        -- Only what is said of the whole year, by whatever channel: parts, periods and comparisons are other quantities.
        and not regexp_matches(
            figure.context,
            '其中|通过|利用|依托|网站|公众号|微信|微博|新媒体|平台|栏目|专栏|发布各类?动态|季度|上半年|下半年|[0-9]月'
            || '|上年|去年|同比|增加|减少|比|较|累计|截至|截止|历年|以来|分别|[0-9一二三四]是'
        )
        and (
            figure.indicator_code = 'fee.processing_yuan'
            or regexp_matches(figure.context, '全年|年度?|共|总')
        )
        and not regexp_matches(
            replace(figure.context, report.report_year::varchar, ''),
            '20[0-9]{2}年'
        )
),

judged as (
    select
        report_id,
        indicator_code,
        count(distinct value) as value_count,
        count(*) as statement_count,
        first(value order by figure_ordinal) as first_value,
        last(value order by figure_ordinal) as last_value,
        last(context order by figure_ordinal) as last_context,
    from stated
    group by
        report_id,
        indicator_code,
        scope
)

select
    report_id,
    'prose ' || indicator_code as subject,
    case
        when max(statement_count) < 2 then 'not_assessable'
        when max(value_count) = 1 then 'pass'
        else 'fail'
    end as status,
    arg_max(first_value, value_count)::double::varchar as expected,
    arg_max(last_value, value_count)::double::varchar as actual,
    case
        when max(statement_count) < 2 then 'given once'
        when max(value_count) > 1 then 'given before with another value; ' || arg_max(last_context, value_count)
    end as detail,
from judged
group by
    report_id,
    indicator_code
