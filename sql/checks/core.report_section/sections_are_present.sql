-- description: The report has the six sections of the national outline.
-- severity: warn
-- blocking: no
-- rule: F-SEC
-- source: 国办公开办函〔2021〕30号 and 〔2019〕60号
with outline as (
    select
        unnest([1, 2, 3, 4, 5, 6]) as section_no,
        unnest(
            [
                '总体情况',
                '主动公开政府信息情况',
                '收到和处理政府信息公开申请情况',
                '政府信息公开行政复议、行政诉讼情况',
                '存在的主要问题及改进情况',
                '其他需要报告的事项',
            ]
        ) as title,
),

found as (
    select distinct
        report_id,
        section_no,
    from core.report_section
    where section_no between 1 and 6
),

found_count as (
    select
        report_id,
        count(*) as section_count,
    from found
    group by report_id
),

missing as (
    select
        report.report_id,
        string_agg(outline.section_no || ' ' || outline.title, ', ' order by outline.section_no asc) as titles,
    from core.dim_report as report
    cross join outline
    left join found
        on
            found.report_id = report.report_id
            and found.section_no = outline.section_no
    where found.section_no is null
    group by report.report_id
),

-- A conversion may lose the heading of section five and leave its text in another (shanghai-kewei-2024).
headless as (
    select distinct section.report_id,
    from core.report_section as section
    join missing on missing.report_id = section.report_id
    where
        missing.titles = '5 存在的主要问题及改进情况'
        and regexp_matches(section.text, '(?:主要|存在的|上述|以上)问题')
)

select
    report.report_id,
    'sections' as subject,
    case
        when found_count.section_count = 6 then 'pass'
        when found_count.section_count is null then 'not_assessable'
        when headless.report_id is not null then 'not_assessable'
        else 'fail'
    end as status,
    6 as expected,
    coalesce(found_count.section_count, 0) as actual,
    case
        when found_count.section_count is null then 'no heading of the outline was found'
        when headless.report_id is not null then 'section 5 has text in another section, its heading was not found'
        when found_count.section_count < 6 then 'missing: ' || missing.titles
    end as detail,
from core.dim_report as report
left join found_count on found_count.report_id = report.report_id
left join missing on missing.report_id = report.report_id
left join headless on headless.report_id = report.report_id
