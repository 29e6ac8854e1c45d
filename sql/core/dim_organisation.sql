-- description: reporting bodies | 发布报告的机构
-- grain: organisation
-- column organisation_id: division code and hash of the name | 机构标识：行政区划代码与名称摘要
-- column organisation_name: name without names of superior regions | 去除上级地名后的机构名称
-- column kind: kind of body, by its latest report that shows one | 机构类别，以最近的报告为准
-- column level: administrative level, by its latest report that shows one | 行政层级，以最近的报告为准
-- column adcode: division code; null when it could not be decided | 行政区划代码；不能确定为空
-- column first_report_year: year of its earliest report | 最早的报告年度
-- column last_report_year: year of its latest report | 最近的报告年度
-- column report_count: years with a report | 有报告的年度数
select
    organisation_id,
    any_value(organisation_name) as organisation_name,
    first(kind order by report_year desc, document_id asc) filter (where kind is not null) as kind,
    first(level order by report_year desc, document_id asc) filter (where level is not null) as level,
    any_value(adcode) as adcode,
    min(report_year) as first_report_year,
    max(report_year) as last_report_year,
    count(distinct report_year) as report_count,
from core.dim_document
where organisation_id is not null
group by organisation_id
order by organisation_id
