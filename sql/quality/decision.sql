-- description: what people decided about findings, and whether it still holds | 人工认定及其是否仍然有效
-- grain: check, report, subject
-- column check_name: check | 核查名称
-- column report_id: report | 报告标识
-- column subject: what was judged | 判断对象
-- column decision: confirmed or dismissed | 认定：确认或驳回
-- column reason: why | 理由
-- column author: who decided | 认定人
-- column decided_on: when | 认定日期
-- column is_in_force: whether the finding still fails with the values that were judged | 是否仍然有效
-- column lapse_reason: why it holds no longer | 失效原因
select
    decision.check_name,
    decision.report_id,
    decision.subject,
    decision.decision,
    decision.reason,
    decision.author,
    decision.decided_on,
    case
        when result.check_name is null or result.status <> 'fail' then false
        else
            coalesce(result.expected = decision.expected, result.expected is null and decision.expected is null)
            and coalesce(result.actual = decision.actual, result.actual is null and decision.actual is null)
    end as is_in_force,
    case
        when result.check_name is null then 'the verdict is gone'
        when result.status <> 'fail' then 'it fails no longer'
        when
            coalesce(result.expected <> decision.expected, result.expected is not null or decision.expected is not null)
            or coalesce(result.actual <> decision.actual, result.actual is not null or decision.actual is not null)
            then
                'judged ' || coalesce(decision.expected, 'nothing') || ' against '
                || coalesce(decision.actual, 'nothing') || ', found now '
                || coalesce(result.expected, 'nothing') || ' against ' || coalesce(result.actual, 'nothing')
    end as lapse_reason,
from staging.decision as decision
left join quality.check_result as result
    on
        result.check_name = decision.check_name
        and result.report_id = decision.report_id
        and result.subject = decision.subject
