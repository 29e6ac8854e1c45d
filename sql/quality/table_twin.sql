-- description: reports of two bodies whose tables hold the same numbers | 两机构报告三张表数值完全相同
-- grain: report, other report
-- kind: view
-- column report_id: report | 报告标识
-- column twin_report_id: report of another body with the same numbers | 另一机构数值相同的报告
-- column is_own_government: whether one is the government of the other, of the same year: an office writes its report; an unknown division counts as the same | 是否为同年本级政府与其机构；区划未知视为相同
-- column is_division_known: whether the division is known | 区划是否已知
with telling as (
    select
        fingerprint.report_id,
        fingerprint.number_hash,
        report.organisation_id,
        report.adcode,
        report.report_year,
        report.kind,
    from quality.report_fingerprint as fingerprint
    join core.dim_report as report on report.report_id = fingerprint.report_id
    where
        fingerprint.telling_count >= 4
        and fingerprint.number_hash in (
            select repeated.number_hash,
            from quality.report_fingerprint as repeated
            where repeated.telling_count >= 4
            group by repeated.number_hash
            having count(*) > 1
        )
)

select
    one.report_id,
    other.report_id as twin_report_id,
    one.report_year = other.report_year
    and 'local_government' in (one.kind, other.kind)
    and coalesce(one.adcode, '') = coalesce(other.adcode, '') as is_own_government,
    one.adcode is not null as is_division_known,
from telling as one
join telling as other
    on
        other.number_hash = one.number_hash
        and other.organisation_id <> one.organisation_id
