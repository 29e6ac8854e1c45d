-- description: Of thirty applications and more, neither all nor none are granted, and 不予处理 and 其他处理 stay below 30%.
-- severity: info
-- blocking: no
-- rule: O-RATE
select
    report_id,
    'outcomes' as subject,
    case
        when processed_count is null or processed_count < 30 or granted_count + granted_in_part_count is null
            then 'not_assessable'
        when granted_count + granted_in_part_count in (0, processed_count) then 'fail'
        when greatest(not_processed_count, other_count) > 0.3 * processed_count then 'fail'
        else 'pass'
    end as status,
    processed_count as expected,
    granted_count + granted_in_part_count as actual,
    case
        when processed_count is null or granted_count + granted_in_part_count is null then 'a number is not printed'
        when processed_count < 30 then 'fewer than thirty carry no rate'
        else concat_ws(
            '; ',
            case granted_count + granted_in_part_count
                when 0 then 'nothing was granted'
                when processed_count then 'everything was granted'
            end,
            case when not_processed_count > 0.3 * processed_count then not_processed_count || ' were not processed' end,
            case when other_count > 0.3 * processed_count then other_count || ' were dealt with in other ways' end
        )
    end as detail,
from quality.application_count
