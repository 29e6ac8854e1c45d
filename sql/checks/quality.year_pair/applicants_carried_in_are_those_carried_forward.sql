-- description: What last year carried forward of each kind of applicant is carried in this year.
-- severity: warn
-- blocking: no
-- rule: Y-CARRY
-- source: table three: 二、上年结转 and 四、结转下年度 of the year before
with compared as (
    select
        report_id,
        previous_report_id,
        carried_in[1:6] as counts,
        previous_carried_forward[1:6] as previous_counts,
        len(list_filter(carried_in[1:6], lambda number: number is not null)) as number_count,
        len(list_filter(previous_carried_forward[1:6], lambda number: number is not null)) as previous_number_count,
        carried_in[7] = previous_carried_forward[7] as is_total_equal,
    from quality.year_pair
),

judged as (
    select
        report_id,
        previous_report_id,
        list_transform(counts, lambda number: coalesce(number, 0)) as counts,
        list_transform(previous_counts, lambda number: coalesce(number, 0)) as previous_counts,
        -- A total that differs is told by its own check.
        coalesce(number_count > 0 and previous_number_count > 0 and is_total_equal, false) as is_judged,
    from compared
)

select
    report_id,
    'application carried_in applicants' as subject,
    case
        when not is_judged then 'not_assessable'
        when counts = previous_counts then 'pass'
        else 'fail'
    end as status,
    array_to_string(previous_counts, ' ') as expected,
    array_to_string(counts, ' ') as actual,
    case
        when not is_judged then 'a row is not printed, or its total differs already'
        when counts <> previous_counts
            then
                'natural persons, enterprises, research, public interest, legal service, others; carried forward by '
                || previous_report_id
    end as detail,
from judged
