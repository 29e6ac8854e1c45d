-- description: Section five names problems.
-- severity: warn
-- blocking: no
-- rule: N-SEC5
-- source: 条例 article 50 (4); section five of the national outline
select
    report_id,
    'section 5' as subject,
    case
        when problems_text is null or not regexp_matches(problems_text, '[^\s　]') then 'not_assessable'
        when regexp_full_match(problems_text, '[\s　]*(?:本年度|我局|我办|目前)?(?:无|暂无|没有|不存在(?:问题)?)[。.]?[\s　]*') then 'fail'
        else 'pass'
    end as status,
    null as expected,
    case when length(problems_text) <= 20 then problems_text end as actual,
    case
        when problems_text is null then 'the section was not found'
        when not regexp_matches(problems_text, '[^\s　]') then 'no text was found below its heading'
    end as detail,
from quality.prose_claim
