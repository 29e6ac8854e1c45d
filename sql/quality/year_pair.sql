-- description: a report beside the report of the same body for the year before | 同一机构相邻两年报告的对照
-- grain: report with a report of the year before
-- column report_id: report | 报告标识
-- column previous_report_id: report of the year before | 上一年度报告标识
-- column report_year: year of the later one | 报告年度
-- column disclosure_form: form of table two, where both years use it; else null | 两年相同的表二格式；不同为空
-- column received_count: applications received | 新收申请
-- column previous_received_count: the same a year before | 上一年新收申请
-- column accepted_count: applications received and carried in | 受理合计
-- column previous_accepted_count: the same a year before | 上一年受理合计
-- column carried_in: 二、上年结转, by applicant, 总计 last | 上年结转各列
-- column previous_carried_forward: 四、结转下年度 a year before, by applicant, 总计 last | 上一年结转下年度各列
-- column review_count: administrative reviews in all | 行政复议总计
-- column previous_review_count: the same a year before | 上一年行政复议总计
-- column litigation_count: lawsuits in all | 行政诉讼总计
-- column after_review_count: lawsuits after a review | 复议后起诉总计
-- column channel_counts: totals of the three channels of table four | 表四三类总计
-- column previous_pending_counts: cases of the three channels pending a year before | 上一年三类尚未审结
-- column stock: what table two counts of documents this year | 本年文件数
-- column previous_stock: the same a year before | 上一年文件数
with dispute as (
    select
        report_id,
        max(case_count) filter (where channel_code = 'review' and result_code = 'total') as review_count,
        max(case_count) filter (where channel_code = 'litigation_direct' and result_code = 'total') as direct_count,
        max(case_count) filter (where channel_code = 'litigation_after_review' and result_code = 'total')
            as after_review_count,
        max(case_count) filter (where channel_code = 'review' and result_code = 'pending') as review_pending_count,
        max(case_count) filter (where channel_code = 'litigation_direct' and result_code = 'pending')
            as direct_pending_count,
        max(case_count) filter (where channel_code = 'litigation_after_review' and result_code = 'pending')
            as after_review_pending_count,
    from core.fact_dispute
    where result_code in ('total', 'pending')
    group by report_id
),

carried as (
    select
        report_id,
        outcome_code,
        [
            natural_person,
            commercial_enterprise,
            research_institution,
            public_interest_org,
            legal_service_org,
            other_org,
            coalesce(total, part_sum),
        ] as counts,
    from quality.application_row
    where outcome_code in ('carried_in', 'carried_forward')
)

select
    report.report_id,
    previous.report_id as previous_report_id,
    report.report_year,
    case when report.disclosure_form = previous.disclosure_form then report.disclosure_form end as disclosure_form,
    counts.received_count,
    previous_counts.received_count as previous_received_count,
    counts.received_count + counts.carried_in_count as accepted_count,
    previous_counts.received_count + previous_counts.carried_in_count as previous_accepted_count,
    carried_in.counts as carried_in,
    carried_forward.counts as previous_carried_forward,
    dispute.review_count,
    previous_dispute.review_count as previous_review_count,
    dispute.direct_count + dispute.after_review_count as litigation_count,
    dispute.after_review_count,
    [dispute.review_count, dispute.direct_count, dispute.after_review_count] as channel_counts,
    [
        previous_dispute.review_pending_count,
        previous_dispute.direct_pending_count,
        previous_dispute.after_review_pending_count,
    ] as previous_pending_counts,
    stock,  -- noqa: RF02
    previous_stock,  -- noqa: RF02
from core.dim_report as report
join core.dim_report as previous
    on
        previous.organisation_id = report.organisation_id
        and previous.report_year = report.report_year - 1
left join quality.application_count as counts on counts.report_id = report.report_id
left join quality.application_count as previous_counts on previous_counts.report_id = previous.report_id
left join carried as carried_in
    on
        carried_in.report_id = report.report_id
        and carried_in.outcome_code = 'carried_in'
left join carried as carried_forward
    on
        carried_forward.report_id = previous.report_id
        and carried_forward.outcome_code = 'carried_forward'
left join dispute on dispute.report_id = report.report_id
left join dispute as previous_dispute on previous_dispute.report_id = previous.report_id
left join quality.disclosure_count as stock on stock.report_id = report.report_id
left join quality.disclosure_count as previous_stock on previous_stock.report_id = previous.report_id
