-- description: The prose holds no characters of a wrong encoding.
-- severity: error
-- blocking: no
-- rule: S-ENC
select
    report_id,
    'encoding' as subject,
    case when broken_text is null then 'pass' else 'fail' end as status,
    null as expected,
    null as actual,
    case when broken_text is not null then 'broken characters near: ' || broken_text end as detail,
    case when broken_text is not null then 'unknown' end as attribution,
from quality.prose_claim
