-- description: quantities in the prose of a document | 正文中的数量
-- grain: document, ordinal
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column figure_ordinal: position in reading order, from 1 | 阅读顺序，从1起
-- column section_no: section of the outline, 0 before the first heading | 所在部分，首个标题之前为0
-- column raw_text: the print | 原文
-- column value: in base units, 149.8万元 is 1498000 | 按基本单位的数值
-- column unit: unit of the value | 计量单位
-- column qualifier: exact, at_least, at_most or approx | 限定词
-- column indicator_code: what is counted; null when unknown | 指标代码；未知为空
-- column is_in_scope: whether it is about information disclosure | 是否属于信息公开
-- column modality: reported or planned | 已发生或计划
-- column context: the clause around it | 上下文
-- column locator: where it is printed | 原文位置
-- column scope: whose quantity it is: own_organ, government_aggregate, region_aggregate; unknown when the paragraph names nobody | 统计口径：本机关、本级政府汇总或全地区汇总；段落未指明为unknown
create table staging.parsed_figure (
    document_id varchar not null,
    figure_ordinal integer not null,
    section_no integer not null,
    raw_text varchar not null,
    value decimal(18, 4) not null,
    unit varchar not null,
    qualifier varchar not null,
    indicator_code varchar,
    is_in_scope boolean not null,
    modality varchar not null,
    context varchar not null,
    locator varchar not null,
    scope varchar not null
);
