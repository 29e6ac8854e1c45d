-- description: what analysts open first: a report with its headline numbers, rates and verdicts | 报告总览：身份、主要数据、比率与核查结论
-- grain: report
-- column report_id: report | 报告标识
-- column organisation_id: reporting body; null when body or year is unknown | 机构标识；机构或年度未知为空
-- column organisation_name: name without names of superior regions | 去除上级地名后的机构名称
-- column adcode: division code valid in the report year | 报告年度有效的行政区划代码
-- column region_name: name of the division in the report year | 行政区划名称
-- column province_name: name of its province | 所属省份
-- column level: central, province, prefecture, county or township | 行政层级
-- column kind: kind of the reporting body | 机构类别
-- column scope: own_organ, government_aggregate, region_aggregate or unknown | 汇总口径
-- column report_year: year the report is about | 报告年度
-- column title: title as printed | 标题原文
-- column published_date: date of publication | 发布日期
-- column url: address of the official document | 正式文件的网址
-- column document_id: the official document | 正式文件
-- column status: how its reading ended | 解析结果状态
-- column received_count: applications received in the year, column total | 本年新收申请数
-- column carried_in_count: applications carried in from last year | 上年结转申请数
-- column accepted_count: received and carried in together | 新收与上年结转合计
-- column processed_count: applications processed: as printed in （七）总计, else the sum of the outcomes | 办结数：印出的总计，无则为各项之和
-- column carried_forward_count: applications carried forward to next year | 结转下年度数
-- column granted_count: granted | 予以公开数
-- column granted_in_part_count: granted in part | 部分公开数
-- column denied_count: denied, eight reasons together | 不予公开数
-- column unavailable_count: could not be provided, three reasons together | 无法提供数
-- column not_processed_count: not processed, five reasons together | 不予处理数
-- column other_count: other ways of processing | 其他处理数
-- column review_count: administrative reviews | 行政复议数
-- column litigation_count: lawsuits, with and without review before | 行政诉讼数
-- column has_computed_count: whether a count stands for a blank total and was summed from its row | 是否含由分项相加得出的数
-- column granted_ratio: granted / processed; null under 30 | 予以公开占办结之比；办结不足30为空
-- column granted_in_part_ratio: granted in part / processed; null under 30 | 部分公开占办结之比
-- column denied_ratio: denied / processed; null under 30 | 不予公开占办结之比
-- column unavailable_ratio: could not be provided / processed; null under 30 | 无法提供占办结之比
-- column not_processed_ratio: not processed / processed; null under 30 | 不予处理占办结之比
-- column other_ratio: other / processed; null under 30 | 其他处理占办结之比
-- column completed_ratio: processed / accepted; null under 30 | 办结占受理之比；受理不足30为空
-- column dispute_ratio: reviews and lawsuits / processed; null under 30 | 复议与诉讼占办结之比
-- column pass_count: verdicts that pass | 通过的核查数
-- column fail_count: verdicts of severity warn or error that fail and no person dismissed | 不通过的核查数，不含提示与被驳回的
-- column error_count: failing verdicts of severity error | 其中严重的不通过数
-- column information_count: failing verdicts that only inform | 仅供参考的不通过数
-- column dismissed_count: failing verdicts that a person dismissed | 被人工驳回的不通过数
-- column not_assessable_count: verdicts that could not be reached | 无法判断的核查数
-- column failed_checks: names of the checks that fail, comma separated | 不通过的核查名称
-- column quality_score: passes / (passes and failures), errors weigh three times | 质量分：通过占已判断之比，严重项三倍权重
-- column grade_reason: the verdicts that the grade stands on, in words | 质量等级的依据
-- column quality_grade: A no failure, B warnings, C contradicts itself, D tables missing | 质量等级：A无误、B有提示、C自相矛盾、D缺表
with counts as (
    select
        *,
        -- Fewer than thirty cases carry no rate.
        case when accepted_count >= 30 then accepted_count end as accepted_base,
        case when processed_count >= 30 then processed_count end as processed_base,
        direct_total_count + after_review_total_count as litigation_count,
    from mart.report_count
),

judged_verdict as (
    select
        result.report_id,
        result.check_name,
        result.severity,
        case
            when result.status = 'fail' and decision.decision = 'dismissed' then 'dismissed'
            when result.status = 'fail' and result.severity = 'info' then 'information'
            else result.status
        end as status,
        case result.severity when 'error' then 3 when 'warn' then 1 else 0 end as weight,
    from quality.check_result as result
    left join quality.decision as decision
        on
            decision.check_name = result.check_name
            and decision.report_id = result.report_id
            and decision.subject = result.subject
            and decision.is_in_force
    where result.report_id is not null
),

verdict as (
    select
        report_id,
        count(*) filter (where status = 'pass') as pass_count,
        count(*) filter (where status = 'fail') as fail_count,
        count(*) filter (where status = 'fail' and severity = 'error') as error_count,
        count(*) filter (where status = 'information') as information_count,
        count(*) filter (where status = 'dismissed') as dismissed_count,
        count(*) filter (where status = 'not_assessable') as not_assessable_count,
        string_agg(distinct check_name, ', ' order by check_name) filter (where status = 'fail') as failed_checks,
        string_agg(distinct check_name, ', ' order by check_name) filter (
            where status = 'fail' and severity = 'error'
        ) as failed_error_checks,
        sum(weight) filter (where status = 'pass') as pass_weight,
        sum(weight) filter (where status in ('pass', 'fail')) as judged_weight,
    from judged_verdict
    group by report_id
),

region_name as (
    select
        adcode,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year,
        max(region_name) as region_name,
        max(province_adcode) as province_adcode,
    from core.dim_region
    group by all
),

region as (
    select
        report.report_id,
        max_by(region_name.region_name, region_name.valid_from_year) as region_name,
        max_by(region_name.province_adcode, region_name.valid_from_year) as province_adcode,
    from core.dim_report as report
    join region_name
        on
            region_name.adcode = report.adcode
            and region_name.valid_from_year <= coalesce(report.report_year, 9999)
            and region_name.valid_to_year >= coalesce(report.report_year, 0)
    group by report.report_id
),

province as (
    select
        adcode,
        max_by(region_name, valid_from_year) as province_name,
    from core.dim_region
    where level = 'province'
    group by adcode
)

select
    report.report_id,
    report.organisation_id,
    coalesce(organisation.organisation_name, report.agency) as organisation_name,
    report.adcode,
    region.region_name,
    province.province_name,
    report.level,
    report.kind,
    report.scope,
    report.report_year,
    report.title,
    report.published_date,
    document.url,
    report.document_id,
    report.status,
    counts.received_count,
    counts.carried_in_count,
    counts.accepted_count,
    counts.processed_count,
    counts.carried_forward_count,
    counts.granted_count,
    counts.granted_in_part_count,
    counts.denied_count,
    counts.unavailable_count,
    counts.not_processed_count,
    counts.other_count,
    counts.review_total_count as review_count,
    counts.litigation_count,
    coalesce(counts.has_summed_count, false) as has_computed_count,
    counts.granted_count / counts.processed_base as granted_ratio,
    counts.granted_in_part_count / counts.processed_base as granted_in_part_ratio,
    counts.denied_count / counts.processed_base as denied_ratio,
    counts.unavailable_count / counts.processed_base as unavailable_ratio,
    counts.not_processed_count / counts.processed_base as not_processed_ratio,
    counts.other_count / counts.processed_base as other_ratio,
    counts.processed_count / counts.accepted_base as completed_ratio,
    (counts.review_total_count + counts.litigation_count) / counts.processed_base as dispute_ratio,
    coalesce(verdict.pass_count, 0) as pass_count,
    coalesce(verdict.fail_count, 0) as fail_count,
    coalesce(verdict.error_count, 0) as error_count,
    coalesce(verdict.information_count, 0) as information_count,
    coalesce(verdict.dismissed_count, 0) as dismissed_count,
    coalesce(verdict.not_assessable_count, 0) as not_assessable_count,
    verdict.failed_checks,
    coalesce(verdict.pass_weight, 0) / nullif(verdict.judged_weight, 0) as quality_score,
    case
        when report.status <> 'parsed' then 'not every table could be read: ' || report.status
        when verdict.error_count > 0 then 'it contradicts itself: ' || verdict.failed_error_checks
        when verdict.fail_count > 0 then 'warnings: ' || verdict.failed_checks
        else coalesce(verdict.pass_count, 0) || ' verdicts pass, none fails'
    end as grade_reason,
    case
        when report.status <> 'parsed' then 'D'
        when verdict.error_count > 0 then 'C'
        when verdict.fail_count > 0 then 'B'
        else 'A'
    end as quality_grade,
from core.dim_report as report
join core.dim_document as document on document.document_id = report.document_id
left join core.dim_organisation as organisation on organisation.organisation_id = report.organisation_id
left join region on region.report_id = report.report_id
left join province on province.adcode = region.province_adcode
left join counts on counts.report_id = report.report_id
left join verdict on verdict.report_id = report.report_id
