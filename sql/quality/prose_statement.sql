-- description: what the prose says of applications and disputes, and whether of the same bodies as the tables | 正文关于申请与争议的数量及其口径是否与表相同
-- grain: report, figure
-- column report_id: report | 报告标识
-- column figure_ordinal: position in reading order, from 1 | 阅读顺序，从1起
-- column section_no: section of the outline, 0 before the first heading | 所在部分，首个标题之前为0
-- column indicator_code: what is counted | 指标代码
-- column value: in base units | 按基本单位的数值
-- column unit: unit of the value | 计量单位
-- column qualifier: exact, at_least, at_most or approx | 限定词
-- column scope: whose quantity it is: as its paragraph says, else as the one before it in the section; unknown where none says | 统计口径：依段落，否则依本部分前文；均未指明为unknown
-- column is_of_table_scope: whether it may be compared with the tables: the scope is that of the report, or nobody is named | 口径是否与表相同：与报告口径一致，或未指明
-- column raw_text: the print | 原文
-- column context: the clause around it | 上下文
-- column locator: where it is printed | 原文位置
with statement as (
    select
        figure.report_id,
        figure.figure_ordinal,
        figure.section_no,
        figure.indicator_code,
        figure.value,
        figure.unit,
        figure.qualifier,
        -- 全县收到100件 sets the scope for the paragraphs that follow it, until one names another body.
        coalesce(
            last_value(nullif(figure.scope, 'unknown') ignore nulls) over (
                partition by
                    figure.report_id,
                    figure.section_no
                order by figure.figure_ordinal
            ),
            'unknown'
        ) as scope,
        figure.raw_text,
        figure.context,
        figure.locator,
    from core.fact_figure as figure
    where
        figure.modality = 'reported'
        and figure.in_scope
        and (starts_with(figure.indicator_code, 'application.') or starts_with(figure.indicator_code, 'remedy.'))
)

select
    statement.report_id,
    statement.figure_ordinal,
    statement.section_no,
    statement.indicator_code,
    statement.value,
    statement.unit,
    statement.qualifier,
    statement.scope,
    statement.scope in ('unknown', report.scope) as is_of_table_scope,
    statement.raw_text,
    statement.context,
    statement.locator,
from statement
join core.dim_report as report on report.report_id = statement.report_id
