-- description: the official report of an organisation for a year | 机构某年度的正式报告
-- grain: report; a document without known body or year is a report of its own
-- column report_id: organisation and year, or document and hash | 报告标识
-- column organisation_id: reporting body; null when body or year is unknown | 机构标识；机构或年度未知为空
-- column report_year: year the report is about; null when unknown | 报告年度；未知为空
-- column adcode: division code valid in the report year; null when it cannot be decided | 报告年度有效的行政区划代码
-- column adcode_current: code that stands for the division today; null where several took over | 现行代码；由多个区划接替时为空
-- column agency: reporting body as printed | 发布机构原文
-- column title: title as printed | 标题原文
-- column published_date: date of publication as printed or in metadata | 发布日期
-- column document_id: the official document | 正式文件
-- column status: how its reading ended: parsed, partial, no_tables or needs_ocr | 解析结果状态
-- column scope: own_organ, government_aggregate, region_aggregate or unknown | 汇总口径
-- column level: central, province, prefecture, county or township | 行政层级
-- column kind: kind of the reporting body | 机构类别
-- column disclosure_form: form version of table two; null when absent | 表二的格式版本；缺表为空
-- column application_form: form version of table three; null when absent | 表三的格式版本；缺表为空
-- column dispute_form: form version of table four; null when absent | 表四的格式版本；缺表为空
-- column version_count: versions of this report that were ever seen | 见到过的版本数
with version as (
    select
        report_id,
        count(*) as version_count,
    from core.report_version
    group by report_id
),

form as (
    select
        document_id,
        max(form_version) filter (where table_code = 'disclosure') as disclosure_form,
        max(form_version) filter (where table_code = 'application') as application_form,
        max(form_version) filter (where table_code = 'dispute') as dispute_form,
    from staging.parsed_reading
    group by document_id
)

select
    document.report_id,
    document.organisation_id,
    document.report_year,
    document.adcode,
    document.adcode_current,
    document.agency,
    document.title,
    document.published_date,
    document.document_id,
    document.status,
    document.scope,
    document.level,
    document.kind,
    form.disclosure_form,
    form.application_form,
    form.dispute_form,
    version.version_count,
from core.report_version as official
join core.dim_document as document on document.document_id = official.document_id
join version on version.report_id = official.report_id
left join form on form.document_id = official.document_id
where official.is_current
