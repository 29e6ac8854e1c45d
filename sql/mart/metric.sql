-- description: every metric of every report, with what it is computed from | 每份报告的各项指标及其计算依据
-- kind: view
-- grain: report, metric
-- column report_id: report | 报告标识
-- column metric_code: metric, see core.dim_metric | 指标代码，见core.dim_metric
-- column numerator: what is counted; a sum or difference of printed numbers | 分子
-- column denominator: out of how many; null for what is no rate | 分母；非比率为空
-- column value: the metric; null for rates of fewer than 30 and for shares above one | 指标值；分母不足30或构成大于1为空
-- column wilson_low: lower bound of the share at 95 % (Wilson) | 构成的95%置信下限（Wilson）
-- column wilson_high: upper bound of the share at 95 % (Wilson) | 构成的95%置信上限（Wilson）
-- column denominator_source: printed, summed from the outcomes, a population file with its year, or verdicts | 分母来源
with resident as (
    select
        report.report_id,
        max_by(population.population_count, population.population_year) as population_count,
        'population ' || max(population.population_year) || ' ' || max_by(population.source, population.population_year)
            as population_source,
    from core.dim_report as report
    join core.population as population
        on
            population.adcode = report.adcode
            and population.population_year <= report.report_year
            -- A census comes every ten years; anything older says little.
            and population.population_year > report.report_year - 10
    where
        report.kind = 'local_government'
        and report.scope in ('government_aggregate', 'region_aggregate')
    group by report.report_id
),

amount as (
    select
        *,
        granted_count + granted_in_part_count as substantively_granted_count,
        review_total_count - review_pending_count as review_concluded_count,
        direct_total_count + after_review_total_count as litigation_count,
        direct_corrected_count + after_review_corrected_count as litigation_lost_count,
        litigation_count - direct_pending_count - after_review_pending_count as litigation_concluded_count,
        review_total_count + litigation_count as dispute_count,
        normative_new_count - normative_repealed_count as normative_net_count,
    from mart.report_count
),

input as (
    select
        amount.*,
        coverage.days_late,
        overview.quality_score,
        overview.pass_count + overview.fail_count as judged_count,
        resident.population_count,
        resident.population_source,
    from amount
    join mart.report_overview as overview on overview.report_id = amount.report_id
    left join quality.coverage as coverage on coverage.report_id = amount.report_id
    left join resident on resident.report_id = amount.report_id
),

computed as (
    select
        report_id,
        unnest([
            { 'metric_code': 'granted_share', 'n': granted_count, 'd': processed_count, 's': processed_source },
            {
                'metric_code': 'granted_in_part_share',
                'n': granted_in_part_count,
                'd': processed_count,
                's': processed_source
            },
            {
                'metric_code': 'substantively_granted_share',
                'n': substantively_granted_count,
                'd': processed_count,
                's': processed_source
            },
            { 'metric_code': 'denied_share', 'n': denied_count, 'd': processed_count, 's': processed_source },
            { 'metric_code': 'unavailable_share', 'n': unavailable_count, 'd': processed_count, 's': processed_source },
            { 'metric_code': 'not_held_share', 'n': not_held_count, 'd': processed_count, 's': processed_source },
            {
                'metric_code': 'not_processed_share',
                'n': not_processed_count,
                'd': processed_count,
                's': processed_source
            },
            { 'metric_code': 'other_share', 'n': other_count, 'd': processed_count, 's': processed_source },
            { 'metric_code': 'completed_share', 'n': processed_count, 'd': accepted_count, 's': 'printed' },
            { 'metric_code': 'carried_forward_share', 'n': carried_forward_count, 'd': accepted_count, 's': 'printed' },
            { 'metric_code': 'dispute_ratio', 'n': dispute_count, 'd': processed_count, 's': processed_source },
            { 'metric_code': 'dispute_per_received_ratio', 'n': dispute_count, 'd': received_count, 's': 'printed' },
            {
                'metric_code': 'review_corrected_share',
                'n': review_corrected_count,
                'd': review_total_count,
                's': 'printed'
            },
            {
                'metric_code': 'review_corrected_of_concluded_share',
                'n': review_corrected_count,
                'd': review_concluded_count,
                's': 'printed'
            },
            {
                'metric_code': 'litigation_lost_share',
                'n': litigation_lost_count,
                'd': litigation_count,
                's': 'printed'
            },
            {
                'metric_code': 'litigation_lost_of_concluded_share',
                'n': litigation_lost_count,
                'd': litigation_concluded_count,
                's': 'printed'
            },
            {
                'metric_code': 'after_review_share',
                'n': after_review_total_count,
                'd': litigation_count,
                's': 'printed'
            },
            {
                'metric_code': 'applicant_natural_person_share',
                'n': received_natural_person_count,
                'd': received_count,
                's': 'printed'
            },
            {
                'metric_code': 'applicant_commercial_enterprise_share',
                'n': received_commercial_enterprise_count,
                'd': received_count,
                's': 'printed'
            },
            {
                'metric_code': 'applicant_research_institution_share',
                'n': received_research_institution_count,
                'd': received_count,
                's': 'printed'
            },
            {
                'metric_code': 'applicant_public_interest_org_share',
                'n': received_public_interest_org_count,
                'd': received_count,
                's': 'printed'
            },
            {
                'metric_code': 'applicant_legal_service_org_share',
                'n': received_legal_service_org_count,
                'd': received_count,
                's': 'printed'
            },
            {
                'metric_code': 'applicant_other_org_share',
                'n': received_other_org_count,
                'd': received_count,
                's': 'printed'
            },
            {
                'metric_code': 'reason_state_secret_share',
                'n': denied_state_secret_count,
                'd': denied_count,
                's': 'printed'
            },
            { 'metric_code': 'reason_by_law_share', 'n': denied_by_law_count, 'd': denied_count, 's': 'printed' },
            {
                'metric_code': 'reason_safety_stability_share',
                'n': denied_safety_stability_count,
                'd': denied_count,
                's': 'printed'
            },
            {
                'metric_code': 'reason_third_party_rights_share',
                'n': denied_third_party_rights_count,
                'd': denied_count,
                's': 'printed'
            },
            {
                'metric_code': 'reason_internal_affairs_share',
                'n': denied_internal_affairs_count,
                'd': denied_count,
                's': 'printed'
            },
            {
                'metric_code': 'reason_deliberative_share',
                'n': denied_deliberative_count,
                'd': denied_count,
                's': 'printed'
            },
            {
                'metric_code': 'reason_enforcement_file_share',
                'n': denied_enforcement_file_count,
                'd': denied_count,
                's': 'printed'
            },
            {
                'metric_code': 'reason_administrative_inquiry_share',
                'n': denied_administrative_inquiry_count,
                'd': denied_count,
                's': 'printed'
            },
            {
                'metric_code': 'received_per_100k_ratio',
                'n': received_count,
                'd': population_count,
                's': population_source
            },
            { 'metric_code': 'normative_net_increase_count', 'n': normative_net_count, 'd': null, 's': null },
            {
                'metric_code': 'normative_repealed_ratio',
                'n': normative_repealed_count,
                'd': normative_new_count,
                's': 'printed'
            },
            { 'metric_code': 'licence_per_penalty_ratio', 'n': licence_count, 'd': penalty_count, 's': 'printed' },
            { 'metric_code': 'measure_per_penalty_ratio', 'n': measure_count, 'd': penalty_count, 's': 'printed' },
            { 'metric_code': 'processing_fee_yuan', 'n': processing_fee_yuan, 'd': null, 's': null },
            {
                'metric_code': 'processing_fee_per_1000_ratio',
                'n': processing_fee_yuan,
                'd': processed_count,
                's': processed_source
            },
            { 'metric_code': 'publication_delay_days', 'n': days_late, 'd': null, 's': null },
            { 'metric_code': 'quality_score', 'n': quality_score, 'd': judged_count, 's': 'verdicts' }
        ]) as entry,
    from input
),

typed as (
    select
        computed.report_id,
        computed.entry.metric_code,
        metric.metric_kind,
        computed.entry.n::double as numerator,
        computed.entry.d::double as denominator,
        computed.entry.s as denominator_source,
        metric.metric_kind in ('share', 'ratio', 'per_1000') as is_rate,
        case metric.metric_kind when 'per_1000' then 1000 when 'per_100k' then 100000 else 1 end as scale,
    from computed
    join core.dim_metric as metric on metric.metric_code = computed.entry.metric_code
    where
        computed.entry.n is not null
        and (computed.entry.d is not null or metric.metric_kind in ('count', 'yuan', 'days'))
),

-- Fewer than thirty cases carry no rate; more parts than the whole are a contradiction of the source, not a share.
valued as (
    select
        *,
        case
            when metric_kind in ('count', 'yuan', 'days', 'score') then numerator
            when is_rate and denominator < 30 then null
            when metric_kind = 'share' and (numerator < 0 or numerator > denominator) then null
            when denominator > 0 then numerator / denominator * scale
        end as value,
        case when metric_kind = 'share' then value end as share,
    from typed
),

-- Wilson's interval; 3.8416 is the square of 1.96, the quantile of 95 %.
bounded as (
    select
        *,
        1.9208 / denominator as shift,
        sqrt(3.8416 * (share * (1 - share) + 0.9604 / denominator) / denominator) as spread,
        1 + 3.8416 / denominator as widening,
    from valued
)

select
    report_id,
    metric_code,
    numerator,
    denominator,
    value,
    case when share is not null then greatest(0, (share + shift - spread) / widening) end as wilson_low,
    case when share is not null then least(1, (share + shift + spread) / widening) end as wilson_high,
    denominator_source,
from bounded
