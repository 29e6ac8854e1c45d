-- description: The six kinds of applicant sum to 总计, for each row of table three.
-- severity: error
-- blocking: no
-- rule: T3-ROW
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
where identity_code = 'row_sum'
