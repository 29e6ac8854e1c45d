-- description: reports whose prose is compared closely, and how alike it is beside what everybody writes | 逐对比对的报告及除去通用语句后的相似度
-- grain: report, other report
-- column report_id: report | 报告标识
-- column twin_report_id: the report that it is compared with | 所比对的报告
-- column is_of_same_body: whether the other is the report of the same body for the year before | 是否为同一机构上一年度的报告
-- column similarity_ratio: share of their prose that both have, beside what everybody writes | 除去通用语句后两者共有的比例
-- column evidence_count: values of the signatures that this rests on | 所依据的特征值个数
with paired as (
    select
        document_id,
        other_document_id,
    from quality.prose_pair
    union all
    select
        other_document_id as document_id,
        document_id as other_document_id,
    from quality.prose_pair
),

reported as (
    select distinct
        report.report_id,
        other.report_id as twin_report_id,
        report.document_id,
        other.document_id as other_document_id,
        report.organisation_id = other.organisation_id as is_of_same_body,
    from paired
    join core.dim_report as report on report.document_id = paired.document_id
    join core.dim_report as other on other.document_id = paired.other_document_id
    where
        -- Of one body, the later report is compared with the earlier one.
        (
            report.organisation_id = other.organisation_id
            and other.report_year = report.report_year - 1
        )
        -- An office writes the report of its government.
        or (
            report.organisation_id <> other.organisation_id
            and not (
                other.adcode is not distinct from report.adcode
                and other.report_year = report.report_year
                and 'local_government' in (other.kind, report.kind)
            )
        )
),

placed as (
    select
        reported.report_id,
        reported.twin_report_id,
        reported.is_of_same_body,
        generate_subscripts(prose.minhash, 1)::integer as place,
        unnest(prose.minhash) as value,
        unnest(other_prose.minhash) as other_value,
    from reported
    join staging.parsed_prose as prose on prose.document_id = reported.document_id
    join staging.parsed_prose as other_prose on other_prose.document_id = reported.other_document_id
)

-- The smaller of two values stands for a passage of both texts together, drawn by chance.
select
    placed.report_id,
    placed.twin_report_id,
    placed.is_of_same_body,
    count(*) filter (where placed.value = placed.other_value) / count(*) as similarity_ratio,
    count(*) as evidence_count,
from placed
anti join quality.common_prose as common
    on
        common.place = placed.place
        and common.value = least(placed.value, placed.other_value)
group by
    placed.report_id,
    placed.twin_report_id,
    placed.is_of_same_body
