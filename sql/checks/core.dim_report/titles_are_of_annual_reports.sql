-- description: The title is that of an annual report on disclosure, not of a look-alike.
-- severity: error
-- blocking: no
-- rule: S-TITLE
-- source: 法治政府 reports, yearly tables of websites, interpretations and accounts stand in the same lists
select
    report_id,
    'title' as subject,
    case
        when coalesce(title, '') = '' then 'not_assessable'
        when
            not regexp_matches(title, '信息公开|政务公开')
            and regexp_matches(title, '法治|年度报表|解读|图解|预算|决算|总结|计划|要点|指南|目录|制度')
            then 'fail'
        else 'pass'
    end as status,
    null as expected,
    title as actual,
    case when coalesce(title, '') = '' then 'the document has no title' end as detail,
from core.dim_report
