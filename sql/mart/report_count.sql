-- description: every total of a report's tables, one row per report, for metrics and sums | 每份报告三张表各项合计，每份一行，供指标与汇总使用
-- grain: report with table two, three or four
-- column report_id: report | 报告标识
-- column received_count: received in the year | 本年新收
-- column carried_in_count: carried in from last year | 上年结转
-- column granted_count: granted | 予以公开
-- column granted_in_part_count: granted in part | 部分公开
-- column denied_state_secret_count: denied, state secret | 不予公开：国家秘密
-- column denied_by_law_count: denied, forbidden by law | 不予公开：法律行政法规禁止
-- column denied_safety_stability_count: denied, safety and stability | 不予公开：三安全一稳定
-- column denied_third_party_rights_count: denied, rights of third parties | 不予公开：第三方合法权益
-- column denied_internal_affairs_count: denied, internal affairs | 不予公开：三类内部事务信息
-- column denied_deliberative_count: denied, deliberative | 不予公开：四类过程性信息
-- column denied_enforcement_file_count: denied, file of law enforcement | 不予公开：行政执法案卷
-- column denied_administrative_inquiry_count: denied, administrative inquiry | 不予公开：行政查询事项
-- column not_held_count: not held by the body | 本机关不掌握
-- column needs_creation_count: would have to be created | 没有现成信息需要另行制作
-- column unclear_request_count: unclear after correction | 补正后申请内容仍不明确
-- column petition_count: petitions and complaints | 信访举报投诉类申请
-- column repeat_count: repeated | 重复申请
-- column publication_count: asking for publications | 要求提供公开出版物
-- column excessive_count: excessive without reason | 无正当理由大量反复申请
-- column reconfirmation_count: asking to confirm what was obtained | 要求确认或重新出具已获取信息
-- column overdue_correction_count: not corrected in time, form of 2021 | 逾期不补正，2021格式
-- column unpaid_fee_count: fee not paid in time, form of 2021 | 逾期未缴费，2021格式
-- column total_processed_count: processed, （七）总计 | （七）总计
-- column carried_forward_count: carried forward to next year | 结转下年度继续办理
-- column denied_count: denied, eight reasons together | 不予公开合计
-- column unavailable_count: could not be provided, three reasons together | 无法提供合计
-- column not_processed_count: not processed, five reasons together | 不予处理合计
-- column other_count: other ways of processing, both forms | 其他处理合计，两种格式
-- column accepted_count: received and carried in | 新收与上年结转合计
-- column processed_count: processed as printed in （七）总计, else the sum of the outcomes | 办结数：印出的总计，无则为各项之和
-- column processed_source: printed or summed; null without the number | 办结数来源：印出或相加；无数为空
-- column has_summed_count: whether a total is blank and stands for the sum of its row | 是否有空白合计由分项相加
-- column is_complete: whether every sum of table three is known | 表三各项合计是否齐全
-- column received_natural_person_count: received from natural persons | 新收：自然人
-- column received_commercial_enterprise_count: received from commercial enterprises | 新收：商业企业
-- column received_research_institution_count: received from research institutions | 新收：科研机构
-- column received_public_interest_org_count: received from public interest organisations | 新收：社会公益组织
-- column received_legal_service_org_count: received from legal service organisations | 新收：法律服务机构
-- column received_other_org_count: received from other organisations | 新收：其他组织
-- column review_upheld_count: administrative reviews, upheld | 行政复议：结果维持
-- column review_corrected_count: administrative reviews, corrected | 行政复议：结果纠正
-- column review_pending_count: administrative reviews, pending | 行政复议：尚未审结
-- column review_total_count: administrative reviews, in all | 行政复议：总计
-- column direct_upheld_count: lawsuits without review, upheld | 未经复议直接起诉：结果维持
-- column direct_corrected_count: lawsuits without review, corrected | 未经复议直接起诉：结果纠正
-- column direct_pending_count: lawsuits without review, pending | 未经复议直接起诉：尚未审结
-- column direct_total_count: lawsuits without review, in all | 未经复议直接起诉：总计
-- column after_review_upheld_count: lawsuits after review, upheld | 复议后起诉：结果维持
-- column after_review_corrected_count: lawsuits after review, corrected | 复议后起诉：结果纠正
-- column after_review_pending_count: lawsuits after review, pending | 复议后起诉：尚未审结
-- column after_review_total_count: lawsuits after review, in all | 复议后起诉：总计
-- column normative_new_count: 规范性文件 made (2019) or issued (2021) | 规范性文件制作或制发
-- column normative_repealed_count: 规范性文件 repealed, form of 2021 | 规范性文件废止
-- column licence_count: decisions on 行政许可 | 行政许可处理决定
-- column penalty_count: decisions on 行政处罚 | 行政处罚处理决定
-- column measure_count: decisions on 行政强制 | 行政强制处理决定
-- column fee_yuan: 行政事业性收费 collected, form of 2021 | 行政事业性收费金额
-- column processing_fee_yuan: 信息处理费 charged, by the prose; null where several differ | 正文所述信息处理费；多处不一为空
with row_total as (
    select
        report_id,
        outcome_code,
        coalesce(total, part_sum) as row_count,
        total is null and part_sum is not null as is_summed,
        natural_person,
        commercial_enterprise,
        research_institution,
        public_interest_org,
        legal_service_org,
        other_org,
    from quality.application_row
),

application as (
    select
        report_id,
        max(row_count) filter (where outcome_code = 'received_new') as received_count,
        max(row_count) filter (where outcome_code = 'carried_in') as carried_in_count,
        max(row_count) filter (where outcome_code = 'granted') as granted_count,
        max(row_count) filter (where outcome_code = 'granted_in_part') as granted_in_part_count,
        max(row_count) filter (where outcome_code = 'denied_state_secret') as denied_state_secret_count,
        max(row_count) filter (where outcome_code = 'denied_by_law') as denied_by_law_count,
        max(row_count) filter (where outcome_code = 'denied_safety_stability') as denied_safety_stability_count,
        max(row_count) filter (where outcome_code = 'denied_third_party_rights') as denied_third_party_rights_count,
        max(row_count) filter (where outcome_code = 'denied_internal_affairs') as denied_internal_affairs_count,
        max(row_count) filter (where outcome_code = 'denied_deliberative') as denied_deliberative_count,
        max(row_count) filter (where outcome_code = 'denied_enforcement_file') as denied_enforcement_file_count,
        max(row_count) filter (where outcome_code = 'denied_administrative_inquiry')
            as denied_administrative_inquiry_count,
        max(row_count) filter (where outcome_code = 'unavailable_not_held') as not_held_count,
        max(row_count) filter (where outcome_code = 'unavailable_needs_creation') as needs_creation_count,
        max(row_count) filter (where outcome_code = 'unavailable_unclear_request') as unclear_request_count,
        max(row_count) filter (where outcome_code = 'not_processed_petition') as petition_count,
        max(row_count) filter (where outcome_code = 'not_processed_repeat') as repeat_count,
        max(row_count) filter (where outcome_code = 'not_processed_publication') as publication_count,
        max(row_count) filter (where outcome_code = 'not_processed_excessive') as excessive_count,
        max(row_count) filter (where outcome_code = 'not_processed_reconfirmation') as reconfirmation_count,
        max(row_count) filter (where outcome_code = 'other_overdue_correction') as overdue_correction_count,
        max(row_count) filter (where outcome_code = 'other_unpaid_fee') as unpaid_fee_count,
        max(row_count) filter (where outcome_code = 'total_processed') as total_processed_count,
        max(row_count) filter (where outcome_code = 'carried_forward') as carried_forward_count,
        max(natural_person) filter (where outcome_code = 'received_new') as received_natural_person_count,
        max(commercial_enterprise) filter (where outcome_code = 'received_new') as received_commercial_enterprise_count,
        max(research_institution) filter (where outcome_code = 'received_new') as received_research_institution_count,
        max(public_interest_org) filter (where outcome_code = 'received_new') as received_public_interest_org_count,
        max(legal_service_org) filter (where outcome_code = 'received_new') as received_legal_service_org_count,
        max(other_org) filter (where outcome_code = 'received_new') as received_other_org_count,
        bool_or(is_summed) as has_summed_count,
    from row_total
    group by report_id
),

application_group as (
    select
        report_id,
        max(group_count) filter (where group_code = 'denied') as denied_count,
        max(group_count) filter (where group_code = 'unavailable') as unavailable_count,
        max(group_count) filter (where group_code = 'not_processed') as not_processed_count,
        max(group_count) filter (where group_code = 'other') as other_count,
    from quality.application_group
    where group_code in ('denied', 'unavailable', 'not_processed', 'other')
    group by report_id
),

dispute_cell as (
    select
        report_id,
        channel_code || ' ' || result_code as cell_code,
        case_count,
    from core.fact_dispute
),

dispute as (
    select
        report_id,
        max(case_count) filter (where cell_code = 'review upheld') as review_upheld_count,
        max(case_count) filter (where cell_code = 'review corrected') as review_corrected_count,
        max(case_count) filter (where cell_code = 'review pending') as review_pending_count,
        max(case_count) filter (where cell_code = 'review total') as review_total_count,
        max(case_count) filter (where cell_code = 'litigation_direct upheld') as direct_upheld_count,
        max(case_count) filter (where cell_code = 'litigation_direct corrected') as direct_corrected_count,
        max(case_count) filter (where cell_code = 'litigation_direct pending') as direct_pending_count,
        max(case_count) filter (where cell_code = 'litigation_direct total') as direct_total_count,
        max(case_count) filter (where cell_code = 'litigation_after_review upheld') as after_review_upheld_count,
        max(case_count) filter (where cell_code = 'litigation_after_review corrected') as after_review_corrected_count,
        max(case_count) filter (where cell_code = 'litigation_after_review pending') as after_review_pending_count,
        max(case_count) filter (where cell_code = 'litigation_after_review total') as after_review_total_count,
    from dispute_cell
    group by report_id
),

processing_fee as (
    select
        report_id,
        case when min(value) = max(value) then max(value) end as processing_fee_yuan,
    from core.fact_figure
    where
        indicator_code = 'fee.processing_yuan'
        and unit = '元'
        and qualifier = 'exact'
        and modality = 'reported'
    group by report_id
)

select
    report.report_id,
    application.received_count,
    application.carried_in_count,
    application.granted_count,
    application.granted_in_part_count,
    application.denied_state_secret_count,
    application.denied_by_law_count,
    application.denied_safety_stability_count,
    application.denied_third_party_rights_count,
    application.denied_internal_affairs_count,
    application.denied_deliberative_count,
    application.denied_enforcement_file_count,
    application.denied_administrative_inquiry_count,
    application.not_held_count,
    application.needs_creation_count,
    application.unclear_request_count,
    application.petition_count,
    application.repeat_count,
    application.publication_count,
    application.excessive_count,
    application.reconfirmation_count,
    application.overdue_correction_count,
    application.unpaid_fee_count,
    application.total_processed_count,
    application.carried_forward_count,
    application_group.denied_count,
    application_group.unavailable_count,
    application_group.not_processed_count,
    application_group.other_count,
    application.received_count + application.carried_in_count as accepted_count,
    coalesce(
        application.total_processed_count,
        application.granted_count
        + application.granted_in_part_count
        + application_group.denied_count
        + application_group.unavailable_count
        + application_group.not_processed_count
        + application_group.other_count
    ) as processed_count,
    case
        when application.total_processed_count is not null then 'printed'
        when processed_count is not null then 'summed'
    end as processed_source,
    coalesce(application.has_summed_count, false) as has_summed_count,
    coalesce(
        application.received_count
        + application.carried_in_count
        + processed_count
        + application.granted_count
        + application.granted_in_part_count
        + application_group.denied_count
        + application_group.unavailable_count
        + application.not_held_count
        + application_group.not_processed_count
        + application_group.other_count
        + application.carried_forward_count >= 0,
        false
    ) as is_complete,
    application.received_natural_person_count,
    application.received_commercial_enterprise_count,
    application.received_research_institution_count,
    application.received_public_interest_org_count,
    application.received_legal_service_org_count,
    application.received_other_org_count,
    dispute.review_upheld_count,
    dispute.review_corrected_count,
    dispute.review_pending_count,
    dispute.review_total_count,
    dispute.direct_upheld_count,
    dispute.direct_corrected_count,
    dispute.direct_pending_count,
    dispute.direct_total_count,
    dispute.after_review_upheld_count,
    dispute.after_review_corrected_count,
    dispute.after_review_pending_count,
    dispute.after_review_total_count,
    disclosure.normative_new_count,
    disclosure.normative_repealed_count,
    disclosure.licence_count,
    disclosure.penalty_count,
    disclosure.measure_count,
    disclosure.fee_yuan,
    processing_fee.processing_fee_yuan,
from core.dim_report as report
left join application on application.report_id = report.report_id
left join application_group on application_group.report_id = report.report_id
left join dispute on dispute.report_id = report.report_id
left join quality.disclosure_count as disclosure on disclosure.report_id = report.report_id
left join processing_fee on processing_fee.report_id = report.report_id
where
    application.report_id is not null
    or dispute.report_id is not null
    or disclosure.report_id is not null
