-- description: what table three of a report counts in all, row by group, totals or the sum of their parts | 表三各项合计
-- grain: report
-- column report_id: report | 报告标识
-- column received_count: new, 一、本年新收 | 本年新收
-- column carried_in_count: carried in, 二、上年结转 | 上年结转
-- column granted_count: granted, （一）予以公开 | 予以公开
-- column granted_in_part_count: granted in part, （二）部分公开 | 部分公开
-- column denied_count: （三）不予公开, eight reasons together | 不予公开
-- column unavailable_count: （四）无法提供, three reasons together | 无法提供
-- column not_processed_count: （五）不予处理, five reasons together | 不予处理
-- column other_count: other, （六）其他处理 | 其他处理
-- column processed_count: processed, （七）总计 | 总计
-- column carried_forward_count: carried forward, 四、结转下年度 | 结转下年度
-- column natural_person_count: new and carried in, natural persons | 自然人新收与结转
-- column organisation_count: new and carried in, organisations of all kinds | 法人或其他组织新收与结转
-- column new_natural_person_count: new, natural persons | 自然人新收
-- column new_organisation_count: new, organisations of all kinds | 法人或其他组织新收
-- column is_assumed_zero: whether a blank was taken as zero | 是否有空白按零计
-- column number_count: rows with at least one number | 有数字的行数
-- column has_all_rows: whether the document has every row of the form | 各行是否齐全
-- column is_all_zero: whether every number of the table is zero | 是否全表为零
with counted as (
    select
        *,
        -- A group that the document has whole, and blank throughout, counts nothing.
        case when is_complete then coalesce(group_count, 0) end as known_count,
    from quality.application_group
)

select
    report_id,
    max(known_count) filter (where group_code = 'received_new') as received_count,
    max(known_count) filter (where group_code = 'carried_in') as carried_in_count,
    max(known_count) filter (where group_code = 'granted') as granted_count,
    max(known_count) filter (where group_code = 'granted_in_part') as granted_in_part_count,
    max(known_count) filter (where group_code = 'denied') as denied_count,
    max(known_count) filter (where group_code = 'unavailable') as unavailable_count,
    max(known_count) filter (where group_code = 'not_processed') as not_processed_count,
    max(known_count) filter (where group_code = 'other') as other_count,
    max(known_count) filter (where group_code = 'total_processed') as processed_count,
    max(known_count) filter (where group_code = 'carried_forward') as carried_forward_count,
    sum(natural_person) filter (where group_code in ('received_new', 'carried_in'))::bigint as natural_person_count,
    sum(organisation_count) filter (where group_code in ('received_new', 'carried_in'))::bigint as organisation_count,
    max(natural_person) filter (where group_code = 'received_new') as new_natural_person_count,
    max(organisation_count) filter (where group_code = 'received_new') as new_organisation_count,
    bool_or(is_assumed) as is_assumed_zero,
    sum(printed_count)::bigint as number_count,
    sum(row_count) = max(form_size) as has_all_rows,
    sum(printed_count) > 0 and max(largest_count) = 0 and sum(unread_count) = 0 as is_all_zero,
from counted
group by report_id
