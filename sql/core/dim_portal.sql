-- description: portals that are described, visited or remembered by the archive | 已配置、已访问或档案中存有文件的门户网站
-- grain: portal
-- column portal_id: key of the portal; inbox for files dropped in by hand | 门户标识；手工投递为inbox
-- column portal_name: name of the portal | 门户名称
-- column adcode: division code of the portal; null when unknown | 门户的行政区划代码；未知为空
-- column cms_family: family of content management system; null when unknown | 网站系统类别；未知为空
-- column expected_reports_per_year: how many reports a year should bring; null when unknown | 每年应有报告数；未知为空
-- column status: how the last visit ended: ok, blocked, failed, partial; not_visited without one | 最近一次访问的结果
-- column last_visit_at: end of the last visit, UTC | 最近一次访问的结束时间，UTC
-- column last_success_at: end of the last visit that ended ok, UTC | 最近一次成功访问的结束时间，UTC
-- column document_count: documents that it was the first to bring | 首次来自该门户的文件数
-- column listed_report_count: links to reports on its lists, at the last visit that read any | 最近一次读到列表时的年度报告链接数
-- column cms_family_seen: family by the fingerprint of its lists at that visit | 最近一次由列表页特征识别的网站系统
with described as (
    select
        portal_id,
        portal_name,
        adcode,
        cms_family,
        expected_reports_per_year,
    from staging.portal
),

remembered as (
    select portal_id,
    from core.dim_document
    union
    select portal_id,
    from staging.portal_visit
),

visited as (
    select
        portal_id,
        max_by(status, started_at) as status,
        max(finished_at) as last_visit_at,
        max(finished_at) filter (where status = 'ok') as last_success_at,
        max_by(reports, started_at) filter (where listing_pages > 0) as listed_report_count,
        max_by(family_seen, started_at) filter (where family_seen is not null) as cms_family_seen,
    from staging.portal_visit
    group by portal_id
),

brought as (
    select
        portal_id,
        count(*) as document_count,
    from core.dim_document
    group by portal_id
)

select
    coalesce(described.portal_id, remembered.portal_id) as portal_id,
    coalesce(described.portal_name, remembered.portal_id) as portal_name,
    described.adcode,
    described.cms_family,
    described.expected_reports_per_year,
    coalesce(visited.status, 'not_visited') as status,
    visited.last_visit_at,
    visited.last_success_at,
    coalesce(brought.document_count, 0) as document_count,
    visited.listed_report_count,
    visited.cms_family_seen,
from described
full outer join remembered on remembered.portal_id = described.portal_id
left join visited on visited.portal_id = coalesce(described.portal_id, remembered.portal_id)
left join brought on brought.portal_id = coalesce(described.portal_id, remembered.portal_id)
order by portal_id
