-- description: division codes with the years in which they were valid
-- grain: division code, name and validity
-- column adcode: six digit division code
-- column region_name: official name
-- column level: province, prefecture or county
-- column parent_adcode: code of the parent; null for provinces
-- column province_adcode: code of the province
-- column valid_from_year: first year of validity
-- column valid_to_year: last year of validity; null while valid
-- column successor_adcode: code that took over; null while valid
create table staging.region (
    adcode varchar not null,
    region_name varchar not null,
    level varchar not null,
    parent_adcode varchar,
    province_adcode varchar not null,
    valid_from_year integer not null,
    valid_to_year integer,
    successor_adcode varchar
);
