-- description: what the prose says was charged for processing information | 正文所述收取的信息处理费
-- grain: report that states a fee
-- kind: view
-- column report_id: report | 报告标识
-- column fee_yuan: the largest amount that is reported as charged; zero where it is said that none was | 所述最大金额，称未收取为零
select
    report_id,
    max(value) as fee_yuan,
from core.fact_figure
where
    indicator_code = 'fee.processing_yuan'
    and modality = 'reported'
group by report_id
