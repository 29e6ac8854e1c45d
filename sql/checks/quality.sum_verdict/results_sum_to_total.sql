-- description: The results sum to 总计, for administrative review and for both kinds of lawsuit.
-- severity: error
-- blocking: no
-- rule: T4-SUM
-- source: table four of 国办公开办函〔2021〕30号 and 〔2019〕60号
select
    report_id,
    subject,
    status,
    expected,
    actual,
    detail,
    attribution,
from quality.sum_verdict
where identity_code = 'result_sum'
