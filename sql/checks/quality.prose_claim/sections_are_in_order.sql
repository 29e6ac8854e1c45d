-- description: The sections of the national outline stand in order, each once.
-- severity: warn
-- blocking: no
-- rule: F-SEC
-- source: 国办公开办函〔2021〕30号 and 〔2019〕60号
select
    report_id,
    'section order' as subject,
    case
        when len(section_order) < 2 then 'not_assessable'
        when section_order = list_sort(list_distinct(section_order)) then 'pass'
        else 'fail'
    end as status,
    array_to_string(list_sort(list_distinct(section_order)), ' ') as expected,
    array_to_string(section_order, ' ') as actual,
    case when len(section_order) < 2 then 'fewer than two sections were found' end as detail,
from quality.prose_claim
