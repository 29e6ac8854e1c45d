-- description: Where section six says that a fee for processing information was charged, it says how much.
-- severity: info
-- blocking: no
-- rule: X-FEE-AMT
-- source: 国办函〔2020〕109号
with judged as (
    select
        claim.report_id,
        stated.fee_yuan,
        regexp_extract(
            claim.other_matters_text,
            '(?:共|累计|实际|已|全年|年度)[^。；，,]{0,16}(?:收取|收缴|征收)(?:了)?[^。；，,]{0,12}处理费[^。；]{0,16}'
        ) as charge,
    from quality.prose_claim as claim
    left join quality.processing_fee as stated on stated.report_id = claim.report_id
    where claim.other_matters_text is not null
)

select
    report_id,
    'section 6' as subject,
    case
        when fee_yuan is not null then 'pass'
        when charge = '' or regexp_matches(charge, '未|没有|不|无|零') then 'not_assessable'
        else 'fail'
    end as status,
    null as expected,
    case when fee_yuan is null and charge <> '' then charge else fee_yuan::varchar end as actual,
    case
        when fee_yuan is not null then null
        when charge = '' or regexp_matches(charge, '未|没有|不|无|零') then 'no charge is stated'
        else 'charged, but no amount is given'
    end as detail,
from judged
