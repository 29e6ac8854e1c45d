-- description: portals as described by their YAML
-- grain: portal
-- column portal_id: key of the portal, province code and name
-- column portal_name: name of the portal
-- column adcode: division code of the portal
-- column cms_family: family of content management system
-- column expected_reports_per_year: how many reports a year should bring; null when unknown
create table staging.portal (
    portal_id varchar not null,
    portal_name varchar not null,
    adcode varchar not null,
    cms_family varchar not null,
    expected_reports_per_year integer
);
