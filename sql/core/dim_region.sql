-- description: division codes with the years in which they were valid | 行政区划代码及其有效年份
-- grain: division code, name and validity
-- column adcode: six digit division code | 六位行政区划代码
-- column region_name: official name | 正式名称
-- column level: province, prefecture or county | 行政层级
-- column parent_adcode: code of the parent; null for provinces | 上级代码；省级为空
-- column province_adcode: code of the province | 所属省级代码
-- column valid_from_year: first year of validity | 启用年份
-- column valid_to_year: last year of validity; null while valid | 停用年份；在用为空
-- column successor_adcode: code that took over; null while valid | 后继代码；在用为空
select
    adcode,
    region_name,
    level,
    parent_adcode,
    province_adcode,
    valid_from_year,
    valid_to_year,
    successor_adcode,
from staging.region
order by
    adcode,
    valid_from_year
