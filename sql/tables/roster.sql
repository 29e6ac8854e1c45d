-- description: bodies that portals are described to hold reports of | 门户配置中列明应发布报告的机构
-- grain: portal, name
-- column portal_id: portal that should hold the reports | 应发布报告的门户
-- column agency: name as the portal's YAML has it | 配置文件中的机构名称
-- column adcode: division code of the body; null when the name does not decide it | 机构的行政区划代码；不能确定为空
-- column level: administrative level; null when unknown | 行政层级；未知为空
-- column kind: kind of the body; null when unknown | 机构类别；未知为空
create table staging.roster (
    portal_id varchar not null,
    agency varchar not null,
    adcode varchar,
    level varchar,
    kind varchar
);
