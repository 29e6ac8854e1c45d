-- description: portals as described by their YAML | 配置文件所述的门户网站
-- grain: portal
-- column portal_id: key of the portal, province code and name | 门户标识
-- column portal_name: name of the portal | 门户名称
-- column adcode: division code of the portal; null when unknown | 门户的行政区划代码；未知为空
-- column cms_family: family of content management system | 网站系统类别
-- column expected_reports_per_year: how many reports a year should bring; null when unknown | 每年应有报告数；未知为空
create table staging.portal (
    portal_id varchar not null,
    portal_name varchar not null,
    adcode varchar,
    cms_family varchar not null,
    expected_reports_per_year integer
);
