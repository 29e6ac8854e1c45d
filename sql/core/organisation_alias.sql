-- description: every name of a reporting body as printed, and the body it stands for | 机构出现过的每个名称写法及其所指机构
-- grain: name as printed, division code, report year
-- column agency: name as printed, or as a portal is described to have it | 名称原文，或门户配置中的名称
-- column adcode: division code valid in the report year; null when it could not be decided | 报告年度有效的行政区划代码；不能确定为空
-- column report_year: year of the report; null for names from portals | 报告年度；来自门户配置的为空
-- column organisation_name: without white space and without names of superior regions | 去除空白和上级地名后的名称
-- column adcode_current: code that stands for the division today; null where several took over | 现行代码；由多个区划接替时为空
-- column organisation_id: the body | 机构标识
with printed as (
    select distinct
        agency,
        adcode,
        report_year,
    from staging.parsed_document
    where
        status in ('parsed', 'partial', 'no_tables', 'needs_ocr', 'old_form')
        and agency is not null
        and report_year is not null
    union all
    select distinct
        agency,
        adcode,
        null as report_year,
    from staging.roster
),

folded as (
    select
        *,
        regexp_replace(agency, '[\s\p{Z}]+', '', 'g') as agency_name,
    from printed
),

-- 湖北省鄂州市鄂城区人民政府 and 鄂城区人民政府 are one body, provably so only where the name goes on with the
-- region's own name: 鄂州市自然资源和规划局鄂城分局 keeps its 鄂州市.
region_name as (
    select distinct
        region.adcode,
        region.region_name as own_name,
        unnest(
            ['', province.region_name || parent.region_name, province.region_name, parent.region_name]
        ) as superior_name,
    from core.dim_region as region
    left join core.dim_region as parent on parent.adcode = region.parent_adcode
    left join core.dim_region as province
        on
            province.adcode = region.province_adcode
            and province.adcode <> region.adcode
),

stripped as (
    select
        folded.agency,
        folded.adcode,
        folded.report_year,
        any_value(folded.agency_name) as agency_name,
        coalesce(max(length(region_name.superior_name)), 0) as superior_length,
        coalesce(max(length(region_name.superior_name || region_name.own_name)), 0) as region_length,
    from folded
    left join region_name
        on
            region_name.adcode = folded.adcode
            and starts_with(folded.agency_name, region_name.superior_name || region_name.own_name)
    where folded.agency_name <> ''
    group by
        folded.agency,
        folded.adcode,
        folded.report_year
),

-- Behind its region the name says which body of the region it is, whatever the region was called in that year.
named as (
    select
        *,
        substr(agency_name, superior_length + 1) as organisation_name,
        case
            when region_length > 0 and substr(agency_name, region_length + 1) in ('', '政府') then '人民政府'
            else substr(agency_name, region_length + 1)
        end as body_name,
    from stripped
)

select
    named.agency,
    named.adcode,
    named.report_year,
    named.organisation_name,
    coalesce(region.adcode_current, case when region.adcode is null then named.adcode end) as adcode_current,
    coalesce(region.origin_adcode, named.adcode, 'unknown') || '-' || left(md5(named.body_name), 8) as organisation_id,
from named
left join core.dim_region as region
    on
        region.adcode = named.adcode
        and region.valid_from_year <= coalesce(named.report_year, 9999)
        and coalesce(region.valid_to_year, 9999) >= coalesce(named.report_year, 9999)
