-- description: resident population, from a file of the operator; empty without one | 常住人口，来自运营者的文件；未提供则为空
-- grain: division code, year
-- column adcode: six digit division code | 六位行政区划代码
-- column population_year: year that the figure is about | 数据年份
-- column population_count: residents, persons | 常住人口数，人
-- column source: name of the file that it came from | 来源文件名
select
    adcode,
    population_year,
    population_count,
    source,
from staging.population
order by
    adcode,
    population_year
