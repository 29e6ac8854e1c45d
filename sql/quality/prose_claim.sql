-- description: what the sections of a report claim or leave open in words, found in one reading | 正文各部分中的断言与缺漏
-- grain: report
-- column report_id: report | 报告标识
-- column upheld_claim: sentence that says every review or lawsuit was upheld | 称复议诉讼均获维持的语句
-- column done_claim: sentence that says every application was dealt with | 称申请全部办结的语句
-- column mentions_carried_forward: whether the prose speaks of cases carried to the next year | 是否提及结转下年度
-- column placeholder: left-over of a template where a name or number belongs | 未填写的模板占位
-- column other_period: statistical period of another year than the report's | 与报告年度不符的统计期限
-- column broken_text: characters that show a wrong encoding | 乱码
-- column foreign_self: words by which a body of another kind calls itself, e.g. 我镇 in the report of a bureau | 他类机构的自称，如局的报告中出现“我镇”
-- column problems_text: section five, shortened; null without the section | 第五部分文字
-- column other_matters_text: section six, shortened; null without the section | 第六部分文字
-- column mentions_processing_fee: whether section six speaks of fees | 第六部分是否提及信息处理费
-- column section_order: sections in the order of their headings | 各部分的先后
with text_of_section as (
    select
        section.report_id,
        section.section_no,
        section.text,
        regexp_extract_all(section.locator, '[0-9]+')::bigint[] as place,
        report.report_year,
        report.kind,
        report.level,
        report.agency,
    from core.report_section as section
    join core.dim_report as report on report.report_id = section.report_id
),

found as (
    select
        report_id,
        section_no,
        place,
        text,
        -- RE2 knows no look-around: the cheap words are looked for first, because most texts do not hold them.
        case
            when section_no <= 4 and contains(text, '维持')
                then regexp_extract(
                    text,
                    '[^。；\n]*(?:复议|诉讼|应诉)[^。；\n]*(?:均|全部|都)(?:被|获|获得|得到|予以|已|依法|作出|判决|裁定|决定)*维持'
                )
        end as upheld_claim,
        case
            when section_no <= 4 and (contains(text, '办结') or contains(text, '答复') or contains(text, '办理完'))
                then regexp_extract(
                    text,
                    '[^。；\n]*申请[^。；\n]{0,40}(?:全部(?:按时|按期|依法|如期)?(?:办结|答复完毕|办理完毕|办理完成)'
                    || '|均已(?:按时|按期|依法)?(?:办结|答复完毕|办理完毕)|办结率(?:为|达到?|是)?100[%％])'
                )
        end as done_claim,
        contains(text, '结转')
        or contains(text, '顺延')
        or contains(text, '下一年')
        or contains(text, '下年')
        or contains(text, '尚未办结')
        or contains(text, '正在办理') as mentions_carried_forward,
        regexp_extract(
            text,
            '(?:[XxＸ×]{2,}|_{2,}|＿{2,}|△{2,})(?:件|条|份|年|月|日|次|个|人|元|市|县|区|镇|局)'
            || '|[（(][\s　]+[）)][\s　]*(?:件|条|份|次|元)|共[\s　]{2,}(?:件|条|份|次)'
        ) as placeholder,
        case
            when contains(text, '统计期限')
                then nullif(
                    regexp_extract(
                        text,
                        '统计期限[^。；\n]{0,12}?(20[0-9]{2})年1月1日[^。；\n]{0,8}?12月31日',
                        1
                    ),
                    report_year::varchar
                )
        end as other_period,
        -- The Unicode replacement character, and GBK or UTF-8 read as each other.
        case when contains(text, '�') or contains(text, '锟斤拷') or contains(text, 'ï»¿') then left(text, 60) end
            as broken_text,
        case
            when kind = 'department' and level <> 'township' and not regexp_matches(agency, '[镇乡]|街道')
                then regexp_extract(text, '[我本](?:镇|乡|街道)[^。，；\n]{0,20}')
            when kind = 'township' and not regexp_matches(agency, '[局委厅所]')
                then regexp_extract(text, '我[局委厅][^。，；\n]{0,20}')
        end as foreign_self,
        case when section_no = 5 then left(text, 200) end as problems_text,
        case when section_no = 6 then left(text, 200) end as other_matters_text,
        section_no = 6 and (contains(text, '费')) as mentions_processing_fee,
    from text_of_section
)

select
    report_id,
    first(upheld_claim order by section_no) filter (where upheld_claim <> '') as upheld_claim,
    first(done_claim order by section_no) filter (where done_claim <> '') as done_claim,
    bool_or(mentions_carried_forward) as mentions_carried_forward,
    first(placeholder order by section_no) filter (where placeholder <> '') as placeholder,
    first(other_period order by section_no) filter (where other_period <> '') as other_period,
    first(broken_text order by section_no) filter (where broken_text is not null) as broken_text,
    first(foreign_self order by section_no) filter (where foreign_self <> '') as foreign_self,
    string_agg(problems_text, ' ') as problems_text,
    string_agg(other_matters_text, ' ') as other_matters_text,
    bool_or(mentions_processing_fee) as mentions_processing_fee,
    list(section_no order by place) as section_order,
from found
group by report_id
