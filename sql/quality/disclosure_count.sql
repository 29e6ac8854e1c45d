-- description: what table two of a report counts, one column per cell that judgements compare | 表二主要数值，每份报告一行
-- grain: report
-- column report_id: report | 报告标识
-- column form_version: form of table two, 2019 or 2021 | 表二的格式版本
-- column regulation_new_count: 规章 made (2019) or issued (2021) | 规章制作或制发
-- column regulation_disclosed_count: 规章 disclosed in the year, form of 2019 | 规章本年新公开
-- column regulation_repealed_count: 规章 repealed, form of 2021 | 规章废止
-- column regulation_stock_count: 规章 disclosed in all (2019) or in force (2021) | 规章公开总数或现行有效
-- column normative_new_count: 规范性文件 made (2019) or issued (2021) | 规范性文件制作或制发
-- column normative_disclosed_count: 规范性文件 disclosed in the year, form of 2019 | 规范性文件本年新公开
-- column normative_repealed_count: 规范性文件 repealed, form of 2021 | 规范性文件废止
-- column normative_stock_count: 规范性文件 disclosed in all (2019) or in force (2021) | 规范性文件公开总数或现行有效
-- column licence_count: decisions on 行政许可 | 行政许可处理决定
-- column penalty_count: decisions on 行政处罚 | 行政处罚处理决定
-- column measure_count: decisions on 行政强制 | 行政强制处理决定
-- column licence_items_last_year: items of 行政许可 in the year before, form of 2019 | 行政许可上一年项目数量
-- column licence_items_change: change of items of 行政许可, form of 2019 | 行政许可本年增减
-- column penalty_items_last_year: items of 行政处罚 in the year before, form of 2019 | 行政处罚上一年项目数量
-- column penalty_items_change: change of items of 行政处罚, form of 2019 | 行政处罚本年增减
-- column procurement_count: projects of 政府集中采购, form of 2019 | 政府集中采购项目数量
-- column fee_yuan: 行政事业性收费 collected, form of 2021 | 行政事业性收费金额
-- column procurement_yuan: amount of 政府集中采购, form of 2019 | 政府集中采购总金额
-- column has_procurement_amount: whether the cell of the amount holds anything; null without the cell | 采购总金额是否有内容
select
    report_id,
    any_value(form_version) as form_version,
    max(value) filter (where item_code = 'regulations' and measure_code in ('made', 'issued'))::bigint
        as regulation_new_count,
    max(value) filter (where item_code = 'regulations' and measure_code = 'disclosed')::bigint
        as regulation_disclosed_count,
    max(value) filter (where item_code = 'regulations' and measure_code = 'repealed')::bigint
        as regulation_repealed_count,
    max(value) filter (where item_code = 'regulations' and measure_code in ('disclosed_total', 'in_force'))::bigint
        as regulation_stock_count,
    max(value) filter (where item_code = 'normative_documents' and measure_code in ('made', 'issued'))::bigint
        as normative_new_count,
    max(value) filter (where item_code = 'normative_documents' and measure_code = 'disclosed')::bigint
        as normative_disclosed_count,
    max(value) filter (where item_code = 'normative_documents' and measure_code = 'repealed')::bigint
        as normative_repealed_count,
    max(value) filter (
        where item_code = 'normative_documents' and measure_code in ('disclosed_total', 'in_force')
    )::bigint as normative_stock_count,
    max(value) filter (where item_code = 'licences' and measure_code = 'decisions')::bigint as licence_count,
    max(value) filter (where item_code = 'penalties' and measure_code = 'decisions')::bigint as penalty_count,
    max(value) filter (where item_code = 'compulsory_measures' and measure_code = 'decisions')::bigint as measure_count,
    max(value) filter (where item_code = 'licences' and measure_code = 'items_last_year')::bigint
        as licence_items_last_year,
    max(value) filter (where item_code = 'licences' and measure_code = 'items_change')::bigint as licence_items_change,
    max(value) filter (where item_code = 'penalties' and measure_code = 'items_last_year')::bigint
        as penalty_items_last_year,
    max(value) filter (where item_code = 'penalties' and measure_code = 'items_change')::bigint as penalty_items_change,
    max(value) filter (where item_code = 'central_procurement' and measure_code = 'projects')::bigint
        as procurement_count,
    max(value) filter (where item_code = 'administrative_fees' and measure_code = 'amount') as fee_yuan,
    max(value) filter (where item_code = 'central_procurement' and measure_code = 'amount') as procurement_yuan,
    bool_or(cell_state <> 'blank') filter (where item_code = 'central_procurement' and measure_code = 'amount')
        as has_procurement_amount,
from core.fact_disclosure
group by report_id
