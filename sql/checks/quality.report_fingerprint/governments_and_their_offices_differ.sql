-- description: The numbers of a government are not those of one of its own bodies.
-- severity: warn
-- blocking: no
-- rule: H-DBL
-- source: two reports of different scope with the same numbers
with other as (
    select
        report.report_id,
        report.organisation_id,
        report.adcode,
        report.report_year,
        report.kind,
        hashed.number_hash,
    from quality.report_fingerprint as hashed
    join core.dim_report as report on report.report_id = hashed.report_id
    where
        hashed.telling_count >= 4
        and hashed.number_hash in (
            select repeated.number_hash,
            from quality.report_fingerprint as repeated
            where repeated.telling_count >= 4
            group by repeated.number_hash
            having count(*) > 1
        )
),

twin as (
    select
        fingerprint.report_id,
        any_value(fingerprint.telling_count) as telling_count,
        count(other.report_id) as twin_count,
        min(other.report_id) as first_twin,
    from (
        select
            report.report_id,
            report.organisation_id,
            report.adcode,
            report.report_year,
            report.kind,
            hashed.number_hash,
            hashed.telling_count,
        from quality.report_fingerprint as hashed
        join core.dim_report as report on report.report_id = hashed.report_id
        where hashed.telling_count >= 4
    ) as fingerprint
    left join other
        on
            other.number_hash = fingerprint.number_hash
            and other.organisation_id <> fingerprint.organisation_id
            and other.adcode = fingerprint.adcode
            and other.report_year = fingerprint.report_year
            and 'local_government' in (other.kind, fingerprint.kind)
    group by fingerprint.report_id
)

select
    report_id,
    'tables' as subject,
    case when twin_count = 0 then 'pass' else 'fail' end as status,
    0 as expected,
    twin_count as actual,
    case when twin_count > 0 then 'every number is that of ' || first_twin end as detail,
from twin
