-- description: A table three of zeros goes with no application in the prose.
-- severity: error
-- blocking: no
-- rule: T3-ALLZERO-BUT
-- source: 鹿邑 2024: all zero, although applications had been made
select
    comparison.report_id,
    'prose application.received' as subject,
    case
        when comparison.prose_value is null or comparison.is_of_other_scope then 'not_assessable'
        when counts.is_all_zero and comparison.prose_value > 0 then 'fail'
        else 'pass'
    end as status,
    case when counts.is_all_zero then 0 end as expected,
    comparison.prose_value as actual,
    case
        when comparison.is_of_other_scope then 'the sentence speaks of another scope than the table'
        when counts.is_all_zero and comparison.prose_value > 0
            then 'the table is all zero; ' || comparison.locator || ': ' || comparison.context
    end as detail,
from quality.prose_comparison as comparison
join quality.application_count as counts on counts.report_id = comparison.report_id
where
    comparison.indicator_code = 'application.received'
    and counts.number_count > 0
