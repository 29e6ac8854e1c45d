-- description: what the metrics are, and how they are computed | 指标定义及计算方法
-- grain: metric
-- column metric_code: code | 指标代码
-- column metric_name: Chinese name | 指标名称
-- column formula: numerator / denominator in words | 计算公式（英文）
-- column metric_kind: share, ratio, per_100k, per_1000, count, yuan, days or score | 指标类型
-- column metric_ordinal: place in lists, from 1 | 排列顺序，从1起
select
    metric.metric_code,
    metric.metric_name,
    metric.formula,
    metric.metric_kind,
    metric.metric_ordinal,
from (
    values
    ('granted_share', '公开率', 'granted / processed', 'share', 1),
    ('granted_in_part_share', '部分公开率', 'granted in part / processed', 'share', 2),
    ('substantively_granted_share', '实质公开率', 'granted and granted in part / processed', 'share', 3),
    ('denied_share', '不予公开率', 'denied / processed', 'share', 4),
    ('unavailable_share', '无法提供率', 'could not be provided / processed', 'share', 5),
    ('not_held_share', '不掌握率', 'not held / processed', 'share', 6),
    ('not_processed_share', '不予处理率', 'not processed / processed', 'share', 7),
    ('other_share', '其他处理率', 'other ways of processing / processed', 'share', 8),
    ('completed_share', '办结率', 'processed / accepted', 'share', 9),
    ('carried_forward_share', '结转率', 'carried forward / accepted', 'share', 10),
    ('dispute_ratio', '争议率', 'reviews and lawsuits / processed; cases may be of earlier years', 'ratio', 11),
    ('dispute_per_received_ratio', '争议率（按新收）', 'reviews and lawsuits / received', 'ratio', 12),
    ('review_corrected_share', '复议纠错率', 'reviews corrected / reviews', 'share', 13),
    ('review_corrected_of_concluded_share', '复议纠错率（按审结）', 'reviews corrected / reviews concluded', 'share', 14),
    ('litigation_lost_share', '诉讼败诉率', 'lawsuits corrected / lawsuits', 'share', 15),
    ('litigation_lost_of_concluded_share', '诉讼败诉率（按审结）', 'lawsuits corrected / lawsuits concluded', 'share', 16),
    ('after_review_share', '复议后起诉占比', 'lawsuits after review / lawsuits', 'share', 17),
    ('applicant_natural_person_share', '申请人构成：自然人', 'received from natural persons / received', 'share', 18),
    (
        'applicant_commercial_enterprise_share',
        '申请人构成：商业企业',
        'received from commercial enterprises / received',
        'share',
        19
    ),
    (
        'applicant_research_institution_share',
        '申请人构成：科研机构',
        'received from research institutions / received',
        'share',
        20
    ),
    (
        'applicant_public_interest_org_share',
        '申请人构成：社会公益组织',
        'received from public interest organisations / received',
        'share',
        21
    ),
    (
        'applicant_legal_service_org_share',
        '申请人构成：法律服务机构',
        'received from legal service organisations / received',
        'share',
        22
    ),
    ('applicant_other_org_share', '申请人构成：其他组织', 'received from other organisations / received', 'share', 23),
    ('reason_state_secret_share', '拒绝理由构成：国家秘密', 'denied, state secret / denied', 'share', 24),
    ('reason_by_law_share', '拒绝理由构成：法律行政法规禁止', 'denied, forbidden by law / denied', 'share', 25),
    ('reason_safety_stability_share', '拒绝理由构成：三安全一稳定', 'denied, safety and stability / denied', 'share', 26),
    ('reason_third_party_rights_share', '拒绝理由构成：第三方合法权益', 'denied, rights of third parties / denied', 'share', 27),
    ('reason_internal_affairs_share', '拒绝理由构成：三类内部事务信息', 'denied, internal affairs / denied', 'share', 28),
    ('reason_deliberative_share', '拒绝理由构成：四类过程性信息', 'denied, deliberative / denied', 'share', 29),
    ('reason_enforcement_file_share', '拒绝理由构成：行政执法案卷', 'denied, file of law enforcement / denied', 'share', 30),
    ('reason_administrative_inquiry_share', '拒绝理由构成：行政查询事项', 'denied, administrative inquiry / denied', 'share', 31),
    ('received_per_100k_ratio', '每十万人申请量', 'received / residents x 100,000; governments only', 'per_100k', 32),
    (
        'normative_net_increase_count',
        '规范性文件净增',
        'normative documents issued less repealed, form of 2021',
        'count',
        33
    ),
    ('normative_repealed_ratio', '规范性文件废止与制发之比', 'normative documents repealed / issued, form of 2021', 'ratio', 34),
    ('licence_per_penalty_ratio', '许可与处罚之比', 'licences / penalties', 'ratio', 35),
    ('measure_per_penalty_ratio', '强制与处罚之比', 'compulsory measures / penalties', 'ratio', 36),
    ('processing_fee_yuan', '信息处理费', 'fees charged for processing requests', 'yuan', 37),
    (
        'processing_fee_per_1000_ratio',
        '每千件信息处理费',
        'fees charged for processing requests / processed x 1,000',
        'per_1000',
        38
    ),
    ('publication_delay_days', '发布延迟', 'published less due; 0 or less is in time', 'days', 39),
    ('quality_score', '数据质量分', 'weighted share of passes among verdicts that were reached', 'score', 40)
) as metric (metric_code, metric_name, formula, metric_kind, metric_ordinal)
