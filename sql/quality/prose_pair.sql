-- description: official documents of like prose: of two bodies, or of one body for two years running | 正文相近的正式文件对：不同机构，或同一机构相邻两年
-- grain: document, other document
-- column document_id: the one; of one body the later | 文件；同一机构的为较晚年度
-- column other_document_id: the other: of another body, or of the year before | 另一文件：其他机构的，或上一年度的
-- column equal_count: values of the two signatures, of 128 each, that are equal | 两份特征（各128个值）中相同的值个数
with compared as (
    select
        known.document_id,
        known.organisation_id,
        report.report_year,
        prose.minhash,
        prose.bands,
        previous.document_id is null as is_new,
    from quality.report_prose as known
    join core.dim_report as report on report.report_id = known.report_id
    join staging.parsed_prose as prose on prose.document_id = known.document_id
    left join staging.previous_prose as previous
        on
            previous.document_id = known.document_id
            and previous.parser_version = known.parser_version
    where
        known.is_long_enough
        and known.organisation_id is not null
),

band as (
    select
        document_id,
        organisation_id,
        is_new,
        unnest(bands) as band_hash,
    from compared
),

shared as (
    select band_hash,
    from band
    group by band_hash
    having
        bool_or(is_new)
        and count(*) > 1
),

-- However many share a band, each is compared with one of another body: two stand for all, so the work grows with the
-- reports and not with their pairs. A band of many bodies is what everybody writes.
standing as (
    select
        band.band_hash,
        min(band.organisation_id) as first_organisation_id,
        arg_min(band.document_id, band.organisation_id) as first_document_id,
        arg_max(band.document_id, band.organisation_id) as last_document_id,
    from band
    semi join shared on shared.band_hash = band.band_hash
    group by band.band_hash
    having
        min(band.organisation_id) <> max(band.organisation_id)
        and count(distinct band.organisation_id) < greatest(
            10,
            (
                select count(distinct compared.organisation_id) / 50,
                from compared
            )
        )
),

candidate as (
    select distinct
        band.document_id,
        case
            when band.organisation_id <> standing.first_organisation_id then standing.first_document_id
            else standing.last_document_id
        end as other_document_id,
    from standing
    join band on band.band_hash = standing.band_hash
    union all
    select
        later.document_id,
        earlier.document_id as other_document_id,
    from compared as later
    join compared as earlier
        on
            earlier.organisation_id = later.organisation_id
            and earlier.report_year = later.report_year - 1
    where
        later.is_new
        or earlier.is_new
),

measured as (
    select
        one.document_id,
        other.document_id as other_document_id,
        len(
            list_filter(
                list_zip(one.minhash, other.minhash),
                lambda pair: pair[1] = pair[2]  -- noqa: RF02
            )
        )::integer as equal_count,
    from candidate
    join compared as one on one.document_id = candidate.document_id
    join compared as other on other.document_id = candidate.other_document_id
    where
        one.is_new
        or other.is_new
)

from measured
-- Seven tenths of everything: what everybody writes is taken off later, which lowers it further.
where equal_count >= 90
union all
select
    previous.document_id,
    previous.other_document_id,
    previous.equal_count,
from staging.previous_prose_pair as previous
join compared as one
    on
        one.document_id = previous.document_id
        and not one.is_new
join compared as other
    on
        other.document_id = previous.other_document_id
        and not other.is_new
