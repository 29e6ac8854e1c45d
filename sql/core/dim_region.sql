-- description: division codes with the years in which they were valid, and who stands for them now | 行政区划代码、其有效年份及现行代码
-- grain: division code and first year of validity
-- column adcode: division code; 000000 for the State Council and its departments | 行政区划代码；000000指国务院及其部门
-- column region_name: official name | 正式名称
-- column level: central, province, prefecture or county | 行政层级
-- column parent_adcode: code of the parent; null for provinces | 上级代码；省级为空
-- column province_adcode: code of the province | 所属省级代码
-- column valid_from_year: first year on whose last day it was in force | 启用年份（以年末为准）
-- column valid_to_year: last such year; null while valid | 停用年份；在用为空
-- column successor_adcode: code that took over; null while valid | 后继代码；在用为空
-- column adcode_current: code that stands for it today; null where several took over | 现行代码；由多个区划接替时为空
-- column origin_adcode: code of the same division at the end of 2018, or its first one since | 同一区划2018年末或其后首个代码
with recursive known as (
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
    union all
    -- The form of 2019 is asked of the departments of the State Council too, which no division code stands for.
    select
        '000000' as adcode,
        '中央' as region_name,
        'central' as level,
        null as parent_adcode,
        '000000' as province_adcode,
        1980 as valid_from_year,
        null as valid_to_year,
        null as successor_adcode,
),

succession as (
    select
        old.adcode,
        old.valid_from_year,
        heir.adcode as heir_adcode,
        heir.valid_from_year as heir_from_year,
        -- One into one: the heir begins where the old one ends, and inherits from nobody else.
        heir.valid_from_year = old.valid_to_year + 1
        and count(*) over (partition by heir.adcode, heir.valid_from_year) = 1 as is_one_to_one,
        old.valid_to_year,
    from known as old
    join known as heir
        on
            heir.adcode = old.successor_adcode
            and heir.valid_from_year <= old.valid_to_year + 1
            and coalesce(heir.valid_to_year, 9999) > old.valid_to_year
),

-- Every step leads to a later year, so the chain ends.
followed as (
    select
        adcode,
        valid_from_year,
        adcode as reached_adcode,
        valid_from_year as reached_from_year,
        valid_to_year as reached_to_year,
    from known
    union all
    select
        followed.adcode,
        followed.valid_from_year,
        succession.heir_adcode as reached_adcode,
        succession.heir_from_year as reached_from_year,
        heir.valid_to_year as reached_to_year,
    from followed
    join succession
        on
            succession.adcode = followed.reached_adcode
            and succession.valid_from_year = followed.reached_from_year
    join known as heir
        on
            heir.adcode = succession.heir_adcode
            and heir.valid_from_year = succession.heir_from_year
),

current_code as (
    select
        adcode,
        valid_from_year,
        reached_adcode as adcode_current,
    from followed
    where reached_to_year is null
),

-- A body keeps one identity over changes of code since the first forms that are read here; older changes are history.
traced as (
    select
        adcode,
        valid_from_year,
        adcode as origin_adcode,
        valid_from_year as origin_from_year,
    from known
    union all
    select
        traced.adcode,
        traced.valid_from_year,
        succession.adcode as origin_adcode,
        succession.valid_from_year as origin_from_year,
    from traced
    join succession
        on
            succession.heir_adcode = traced.origin_adcode
            and succession.heir_from_year = traced.origin_from_year
            and succession.is_one_to_one
            and succession.valid_to_year >= 2018
),

origin as (
    select
        adcode,
        valid_from_year,
        min_by(origin_adcode, origin_from_year) as origin_adcode,
    from traced
    group by
        adcode,
        valid_from_year
)

select
    known.adcode,
    known.region_name,
    known.level,
    known.parent_adcode,
    known.province_adcode,
    known.valid_from_year,
    known.valid_to_year,
    known.successor_adcode,
    current_code.adcode_current,
    origin.origin_adcode,
from known
join origin
    on
        origin.adcode = known.adcode
        and origin.valid_from_year = known.valid_from_year
left join current_code
    on
        current_code.adcode = known.adcode
        and current_code.valid_from_year = known.valid_from_year
order by
    known.adcode,
    known.valid_from_year
