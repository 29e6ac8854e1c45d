-- description: quantities in the prose of official reports | 正式报告正文中的数量
-- grain: report, figure
-- column report_id: report | 报告标识
-- column figure_ordinal: position in reading order, from 1 | 阅读顺序，从1起
-- column section_no: section of the outline, 0 before the first heading | 所在部分，首个标题之前为0
-- column indicator_code: what is counted; null when unknown | 指标代码；未知为空
-- column value: in base units, 149.8万元 is 1498000 | 按基本单位的数值
-- column unit: unit of the value | 计量单位
-- column qualifier: exact, at_least, at_most or approx | 限定词
-- column in_scope: whether it is about information disclosure | 是否属于信息公开
-- column modality: reported or planned | 已发生或计划
-- column scope: whose quantity it is: own_organ, government_aggregate, region_aggregate; unknown when the paragraph names nobody | 统计口径：本机关、本级政府汇总或全地区汇总；段落未指明为unknown
-- column raw_text: the print | 原文
-- column context: the clause around it | 上下文
-- column locator: where it is printed | 原文位置
-- column document_id: the official document | 正式文件
select
    report.report_id,
    figure.figure_ordinal,
    figure.section_no,
    figure.indicator_code,
    figure.value,
    figure.unit,
    figure.qualifier,
    figure.is_in_scope as in_scope,
    figure.modality,
    figure.scope,
    figure.raw_text,
    figure.context,
    figure.locator,
    figure.document_id,
from staging.parsed_figure as figure
join core.dim_report as report on report.document_id = figure.document_id
