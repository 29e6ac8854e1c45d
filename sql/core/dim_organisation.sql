-- description: reporting bodies, one over name variants, years and changes of division code | 发布报告的机构，跨名称写法、年度和代码变更合并
-- grain: organisation
-- column organisation_id: division code and hash of the name behind its region | 机构标识：行政区划代码与地名之后名称的摘要
-- column organisation_name: name by its latest report, without names of superior regions | 最近报告中的名称，去除上级地名
-- column kind: kind of body, by its latest report that shows one, else by the roster | 机构类别，以最近的报告为准，无则以名册为准
-- column level: administrative level, by the same | 行政层级，以最近的报告为准，无则以名册为准
-- column scope: scope of its numbers, by its latest report that shows one | 汇总口径，以最近的报告为准
-- column adcode: division code in the year of its latest report; null when undecided | 最近报告年度的行政区划代码；不能确定为空
-- column adcode_current: code that stands for the division today; null where several took over | 现行代码；由多个区划接替时为空
-- column first_report_year: year of its earliest report, on older forms too | 最早的报告年度，含旧格式
-- column last_report_year: year of its latest report | 最近的报告年度
-- column report_count: years with a report on the forms of 2019 or 2021 | 有2019或2021格式报告的年度数
-- column name_count: different names as printed | 名称写法的个数
-- column roster_portal_id: portal that is described to hold its reports; null when none is | 配置中应发布其报告的门户；无则为空
-- column portal_id: portal that brought its latest report, else that of the roster | 最近报告来自的门户；无则为名册所列门户
with reported as (
    select
        organisation_id,
        first(organisation_name order by report_year desc, length(organisation_name) desc, document_id asc)
            as organisation_name,
        first(kind order by report_year desc, document_id asc) filter (where kind is not null) as kind,
        first(level order by report_year desc, document_id asc) filter (where level is not null) as level,
        first(scope order by report_year desc, document_id asc) filter (where scope <> 'unknown') as scope,
        first(adcode order by report_year desc, document_id asc) as adcode,
        first(adcode_current order by report_year desc, document_id asc) as adcode_current,
        min(report_year) as first_report_year,
        max(report_year) as last_report_year,
        count(distinct report_year) filter (where report_id is not null) as report_count,
        count(distinct agency) as name_count,
        first(portal_id order by portal_id = 'inbox' asc, report_year desc, document_id asc) as portal_id,
    from core.dim_document
    where organisation_id is not null
    group by organisation_id
),

listed as (
    select
        alias.organisation_id,
        first(alias.organisation_name order by length(alias.organisation_name) desc, alias.organisation_name asc)
            as organisation_name,
        any_value(roster.kind) as kind,
        any_value(roster.level) as level,
        any_value(alias.adcode) as adcode,
        any_value(alias.adcode_current) as adcode_current,
        min(roster.portal_id) as portal_id,
        count(distinct roster.agency) as name_count,
    from staging.roster as roster
    join core.organisation_alias as alias
        on
            alias.agency = roster.agency
            and alias.adcode is not distinct from roster.adcode
            and alias.report_year is null
    group by alias.organisation_id
)

select
    coalesce(reported.organisation_id, listed.organisation_id) as organisation_id,
    coalesce(reported.organisation_name, listed.organisation_name) as organisation_name,
    coalesce(reported.kind, listed.kind) as kind,
    coalesce(reported.level, listed.level) as level,
    reported.scope,
    coalesce(reported.adcode, listed.adcode) as adcode,
    coalesce(reported.adcode_current, listed.adcode_current) as adcode_current,
    reported.first_report_year,
    reported.last_report_year,
    coalesce(reported.report_count, 0) as report_count,
    coalesce(reported.name_count, listed.name_count) as name_count,
    listed.portal_id as roster_portal_id,
    coalesce(reported.portal_id, listed.portal_id) as portal_id,
from reported
full outer join listed on listed.organisation_id = reported.organisation_id
order by organisation_id
