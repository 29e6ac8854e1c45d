-- description: A report that the law dates is published by its due date.
-- severity: warn
-- blocking: no
-- rule: S-DUE
-- source: 条例 article 49: departments by 31 January, governments by 31 March
select
    report_id,
    'publication' as subject,
    case
        when days_late is null or due_basis <> 'law' then 'not_assessable'
        when days_late <= 0 then 'pass'
        else 'fail'
    end as status,
    due_date as expected,
    published_date as actual,
    case
        when days_late is null then 'no date of publication, or no due date'
        when due_basis <> 'law' then 'the law names no date for such a body'
        when days_late > 0 then days_late || ' days late'
    end as detail,
from quality.coverage
where report_id is not null
