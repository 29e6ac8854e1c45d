-- description: every division with all above it, itself included, for sums along the tree | 每个区划及其各级上级（含自身）
-- grain: division, division above it, first year
-- column adcode: division code | 行政区划代码
-- column ancestor_adcode: itself, its prefecture, its province, or 000000 for all | 自身、地级、省级代码，或代表全国的000000
-- column ancestor_level: level of the ancestor; central for the whole country | 上级的行政层级；全国为central
-- column distance: steps up the tree; 0 for itself | 向上的层数；自身为0
-- column valid_from_year: first year on whose last day it was so | 起始年份（以年末为准）
-- column valid_to_year: last such year; null while it is so | 终止年份；现仍如此为空
with reached as (
    select
        adcode,
        adcode as ancestor_adcode,
        level as ancestor_level,
        parent_adcode as next_adcode,
        0 as distance,
        valid_from_year,
        coalesce(valid_to_year, 9999) as valid_to_year,
    from core.dim_region
),

above as (
    select
        reached.adcode,
        region.adcode as ancestor_adcode,
        region.level as ancestor_level,
        region.parent_adcode as next_adcode,
        1 as distance,
        greatest(reached.valid_from_year, region.valid_from_year) as valid_from_year,
        least(reached.valid_to_year, coalesce(region.valid_to_year, 9999)) as valid_to_year,
    from reached
    join core.dim_region as region
        on
            region.adcode = reached.next_adcode
            and region.valid_from_year <= reached.valid_to_year
            and coalesce(region.valid_to_year, 9999) >= reached.valid_from_year
),

-- Three levels are all that division codes have: county, prefecture, province.
above_that as (
    select
        above.adcode,
        region.adcode as ancestor_adcode,
        region.level as ancestor_level,
        region.parent_adcode as next_adcode,
        2 as distance,
        greatest(above.valid_from_year, region.valid_from_year) as valid_from_year,
        least(above.valid_to_year, coalesce(region.valid_to_year, 9999)) as valid_to_year,
    from above
    join core.dim_region as region
        on
            region.adcode = above.next_adcode
            and region.valid_from_year <= above.valid_to_year
            and coalesce(region.valid_to_year, 9999) >= above.valid_from_year
),

divisions as (
    from reached
    union all
    from above
    union all
    from above_that
),

country as (
    select
        adcode,
        '000000' as ancestor_adcode,
        'central' as ancestor_level,
        distance + 1 as distance,
        valid_from_year,
        valid_to_year,
    from divisions
    where ancestor_level = 'province'
),

closure as (
    select
        adcode,
        ancestor_adcode,
        ancestor_level,
        distance,
        valid_from_year,
        valid_to_year,
    from divisions
    union all
    from country
)

select
    adcode,
    ancestor_adcode,
    ancestor_level,
    distance,
    valid_from_year,
    nullif(valid_to_year, 9999) as valid_to_year,
from closure
order by
    adcode,
    distance,
    valid_from_year
