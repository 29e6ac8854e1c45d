-- description: rows of table three of official reports, applicants side by side | 表三各行，申请人横排
-- grain: report, outcome
-- column report_id: report | 报告标识
-- column form_version: form of this table in this report, 2019 or 2021 | 本表的格式版本
-- column outcome_code: row of the form | 行代码
-- column natural_person: applications of natural persons; null unless printed as a number | 自然人
-- column commercial_enterprise: of commercial enterprises | 商业企业
-- column research_institution: of research institutions | 科研机构
-- column public_interest_org: of public interest organisations | 社会公益组织
-- column legal_service_org: of legal service organisations | 法律服务机构
-- column other_org: of other organisations | 其他
-- column total: 总计 as printed | 总计，按原样
-- column part_sum: sum of the six applicants, blanks as zero; null when one is unread or all are blank | 六类申请人之和，空白按零
-- column part_count: applicants with a number | 有数字的申请人类别数
-- column blank_part_count: applicants with a blank or a slash | 空白或斜杠的申请人类别数
-- column cell_count: cells of the row that the document has | 该行的单元格数
-- column is_total_blank: whether 总计 is blank or a slash | 总计是否为空白或斜杠
-- column unread_count: cells that hold text or could not be read | 未能读出的单元格数
with cell as (
    select
        report_id,
        form_version,
        outcome_code,
        max(application_count) filter (where applicant_code = 'natural_person') as natural_person,
        max(application_count) filter (where applicant_code = 'commercial_enterprise') as commercial_enterprise,
        max(application_count) filter (where applicant_code = 'research_institution') as research_institution,
        max(application_count) filter (where applicant_code = 'public_interest_org') as public_interest_org,
        max(application_count) filter (where applicant_code = 'legal_service_org') as legal_service_org,
        max(application_count) filter (where applicant_code = 'other_org') as other_org,
        max(application_count) filter (where applicant_code = 'total') as total,
        sum(application_count) filter (where applicant_code <> 'total') as part_sum,
        count(application_count) filter (where applicant_code <> 'total') as part_count,
        count(*) as cell_count,
        count(*) filter (where applicant_code = 'total') as total_cell_count,
        count(*) filter (where applicant_code = 'total' and cell_state in ('blank', 'slash')) as blank_total_count,
        count(*) filter (where cell_state in ('text', 'unreadable')) as unread_count,
        count(*) filter (
            where cell_state in ('text', 'unreadable') and applicant_code <> 'total'
        ) as unread_part_count,
    from core.fact_application
    group by
        report_id,
        form_version,
        outcome_code
)

select
    report_id,
    form_version,
    outcome_code,
    natural_person,
    commercial_enterprise,
    research_institution,
    public_interest_org,
    legal_service_org,
    other_org,
    total,
    case when unread_part_count = 0 then part_sum end::bigint as part_sum,
    part_count,
    cell_count - part_count - unread_part_count - total_cell_count as blank_part_count,
    cell_count,
    blank_total_count > 0 as is_total_blank,
    unread_count,
from cell
