-- description: The outcomes sum to （七）总计, for each kind of applicant.
-- severity: error
-- blocking: no
-- rule: T3-VERT
-- source: table three of 国办公开办函〔2021〕30号 and 〔2019〕60号
select
    report_id,
    subject,
    status,
    expected,
    actual,
    detail,
    attribution,
from quality.sum_verdict
where identity_code = 'outcome_sum'
