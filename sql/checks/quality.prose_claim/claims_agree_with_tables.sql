-- description: Where the prose says all cases were upheld or all applications dealt with, the tables agree.
-- severity: warn
-- blocking: no
-- rule: N-CLAIM
with dispute as (
    select
        report_id,
        coalesce(sum(case_count) filter (where channel_code = 'review' and result_code = 'corrected'), 0)
            as corrected_review_count,
        coalesce(sum(case_count) filter (where channel_code <> 'review' and result_code = 'corrected'), 0)
            as corrected_litigation_count,
        coalesce(sum(case_count) filter (where channel_code = 'review' and result_code in ('pending', 'other')), 0)
            as open_review_count,
        coalesce(sum(case_count) filter (where channel_code <> 'review' and result_code in ('pending', 'other')), 0)
            as open_litigation_count,
        count(case_count) as number_count,
    from core.fact_dispute
    group by report_id
),

upheld as (
    select
        claim.report_id,
        'claim all upheld' as subject,
        dispute.number_count > 0 as is_judged,
        case
            when contains(claim.upheld_claim, '复议')
                then dispute.corrected_review_count + dispute.open_review_count
            else 0
        end
        + case
            when regexp_matches(claim.upheld_claim, '诉讼|应诉')
                then dispute.corrected_litigation_count + dispute.open_litigation_count
            else 0
        end as other_count,
        'cases that are corrected, otherwise ended or pending' as what,
        claim.upheld_claim as sentence,
    from quality.prose_claim as claim
    left join dispute on dispute.report_id = claim.report_id
    where claim.upheld_claim is not null
),

done as (
    select
        claim.report_id,
        'claim all dealt with' as subject,
        counts.carried_forward_count is not null and not claim.mentions_carried_forward as is_judged,
        counts.carried_forward_count as other_count,
        'applications carried forward' as what,
        claim.done_claim as sentence,
    from quality.prose_claim as claim
    left join quality.application_count as counts on counts.report_id = claim.report_id
    where claim.done_claim is not null
),

claimed as (
    select *,
    from upheld
    union all
    select *,
    from done
),

-- Only like is compared with like: a bureau may well say that the whole county dealt with everything.
judged as (
    select
        claimed.*,
        (
            report.scope <> 'own_organ'
            and regexp_matches(claimed.sentence, '[我本](?:机关|单位|[局办委厅])|办公[厅室]')
        )
        or (
            report.scope in ('own_organ', 'unknown')
            and regexp_matches(claimed.sentence, '全[省市州盟县区旗]|各级|各(?:部门|单位|地|镇|乡)|[省市州县区]直')
        ) as is_of_other_scope,
    from claimed
    join core.dim_report as report on report.report_id = claimed.report_id
)

select
    report_id,
    subject,
    case
        when not coalesce(is_judged, false) or is_of_other_scope then 'not_assessable'
        when other_count = 0 then 'pass'
        else 'fail'
    end as status,
    0 as expected,
    other_count as actual,
    case
        when not coalesce(is_judged, false) then 'the table is not complete, or the prose itself names the exception'
        when is_of_other_scope then 'the sentence speaks of another scope than the table'
        when other_count > 0 then other_count || ' ' || what || '; ' || right(sentence, 120)
    end as detail,
from judged
