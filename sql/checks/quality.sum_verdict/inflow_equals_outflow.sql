-- description: New and carried-in applications equal processed and carried-forward ones, for each kind of applicant.
-- severity: error
-- blocking: no
-- rule: T3-BAL
-- source: head of table three, 第一项加第二项之和，等于第三项加第四项之和
select
    report_id,
    subject,
    status,
    expected,
    actual,
    detail,
    attribution,
from quality.sum_verdict
where identity_code = 'balance'
