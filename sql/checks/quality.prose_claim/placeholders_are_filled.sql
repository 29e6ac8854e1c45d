-- description: No place of a template is left open in the prose.
-- severity: warn
-- blocking: no
-- rule: N-PLACE
select
    report_id,
    'placeholders' as subject,
    case when placeholder is null then 'pass' else 'fail' end as status,
    null as expected,
    placeholder as actual,
    case when placeholder is not null then 'left over from a template' end as detail,
from quality.prose_claim
