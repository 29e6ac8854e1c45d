-- description: applications summed over divisions, with how many of how many reported | 按区划逐级汇总的申请情况，附报告覆盖数
-- grain: division, report year, level of the bodies, scope of their numbers
-- column adcode: division that is summed over, with all below it; 000000 for the country | 汇总的区划（含下级）；000000为全国
-- column region_name: its name in the report year | 该年度的区划名称
-- column region_level: its level | 区划层级
-- column province_adcode: code of its province; 000000 for the country | 所属省级代码
-- column report_year: year of the reports | 报告年度
-- column body_level: level of the bodies that are summed: sums over levels would count twice | 被汇总机构的层级；跨层级汇总会重复
-- column scope: scope of their numbers: own_organ, government_aggregate, region_aggregate or unknown | 汇总口径
-- column expected_count: bodies that should have reported | 应报告机构数
-- column reported_count: bodies whose report was found | 已找到报告的机构数
-- column counted_count: bodies whose numbers were all read, the only ones that are summed | 数据完整并计入汇总的机构数
-- column coverage_ratio: counted_count / expected_count | 计入汇总的占比
-- column received_count: applications received | 新收申请数
-- column carried_in_count: carried in from last year | 上年结转数
-- column processed_count: processed | 办结数
-- column carried_forward_count: carried forward to next year | 结转下年度数
-- column granted_count: granted | 予以公开数
-- column granted_in_part_count: granted in part | 部分公开数
-- column denied_count: denied | 不予公开数
-- column unavailable_count: could not be provided | 无法提供数
-- column not_held_count: of these not held by the body | 其中本机关不掌握数
-- column not_processed_count: not processed | 不予处理数
-- column other_count: other ways of processing | 其他处理数
-- column review_count: administrative reviews | 行政复议数
-- column litigation_count: lawsuits | 行政诉讼数
with body as (
    select
        coverage.organisation_id,
        coverage.report_year,
        coalesce(report.adcode, organisation.adcode) as adcode,
        coalesce(report.level, organisation.level, 'unknown') as body_level,
        coalesce(
            case when report.scope <> 'unknown' then report.scope end,
            organisation.scope,
            'unknown'
        ) as scope,
        coverage.report_id,
        counts.is_complete,
        counts.received_count,
        counts.carried_in_count,
        counts.processed_count,
        counts.carried_forward_count,
        counts.granted_count,
        counts.granted_in_part_count,
        counts.denied_count,
        counts.unavailable_count,
        counts.not_held_count,
        counts.not_processed_count,
        counts.other_count,
        counts.review_total_count,
        counts.direct_total_count + counts.after_review_total_count as litigation_count,
    from quality.coverage as coverage
    join core.dim_organisation as organisation on organisation.organisation_id = coverage.organisation_id
    left join core.dim_report as report on report.report_id = coverage.report_id
    left join mart.report_count as counts on counts.report_id = coverage.report_id
),

summed as (
    select
        closure.ancestor_adcode as adcode,
        body.report_year,
        body.body_level,
        body.scope,
        count(*) as expected_count,
        count(body.report_id) as reported_count,
        count(*) filter (where body.is_complete) as counted_count,
        sum(body.received_count) filter (where body.is_complete)::bigint as received_count,
        sum(body.carried_in_count) filter (where body.is_complete)::bigint as carried_in_count,
        sum(body.processed_count) filter (where body.is_complete)::bigint as processed_count,
        sum(body.carried_forward_count) filter (where body.is_complete)::bigint as carried_forward_count,
        sum(body.granted_count) filter (where body.is_complete)::bigint as granted_count,
        sum(body.granted_in_part_count) filter (where body.is_complete)::bigint as granted_in_part_count,
        sum(body.denied_count) filter (where body.is_complete)::bigint as denied_count,
        sum(body.unavailable_count) filter (where body.is_complete)::bigint as unavailable_count,
        sum(body.not_held_count) filter (where body.is_complete)::bigint as not_held_count,
        sum(body.not_processed_count) filter (where body.is_complete)::bigint as not_processed_count,
        sum(body.other_count) filter (where body.is_complete)::bigint as other_count,
        sum(body.review_total_count) filter (where body.is_complete)::bigint as review_count,
        sum(body.litigation_count) filter (where body.is_complete)::bigint as litigation_count,
    from body
    join core.region_closure as closure
        on
            closure.adcode = body.adcode
            and closure.valid_from_year <= body.report_year
            and coalesce(closure.valid_to_year, 9999) >= body.report_year
    group by
        closure.ancestor_adcode,
        body.report_year,
        body.body_level,
        body.scope
)

select
    summed.adcode,
    region.region_name,
    region.level as region_level,
    region.province_adcode,
    summed.report_year,
    summed.body_level,
    summed.scope,
    summed.expected_count,
    summed.reported_count,
    summed.counted_count,
    summed.counted_count / summed.expected_count as coverage_ratio,
    summed.received_count,
    summed.carried_in_count,
    summed.processed_count,
    summed.carried_forward_count,
    summed.granted_count,
    summed.granted_in_part_count,
    summed.denied_count,
    summed.unavailable_count,
    summed.not_held_count,
    summed.not_processed_count,
    summed.other_count,
    summed.review_count,
    summed.litigation_count,
from summed
join core.dim_region as region
    on
        region.adcode = summed.adcode
        and region.valid_from_year <= summed.report_year
        and coalesce(region.valid_to_year, 9999) >= summed.report_year
order by
    summed.adcode,
    summed.report_year,
    summed.body_level,
    summed.scope
