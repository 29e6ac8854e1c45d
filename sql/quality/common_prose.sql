-- description: what so many bodies write that it proves no copy: values of signatures, by place | 众多机构共有、不足以证明雷同的正文特征值
-- grain: place, value
-- column place: place in the signature, from 1 | 特征中的位置，从1起
-- column value: value of the signature | 特征值
-- column body_count: bodies of the sample that have it | 样本中含该值的机构数
with numbered as (
    select
        known.organisation_id,
        known.document_id,
        -- A sample tells what is common; it is the same one as long as the reports are the same.
        row_number() over (order by md5(known.document_id)) as sample_number,
    from quality.report_prose as known
    where
        known.is_long_enough
        and known.organisation_id is not null
),

sampled as (
    select
        numbered.organisation_id,
        prose.minhash,
    from numbered
    join staging.parsed_prose as prose on prose.document_id = numbered.document_id
    where numbered.sample_number <= 5000
),

signature_value as (
    select
        organisation_id,
        unnest(minhash) as value,
        generate_subscripts(minhash, 1)::integer as place,
    from sampled
)

-- One body in fifty; in a small warehouse ten bodies.
select
    place,
    value,
    count(distinct organisation_id) as body_count,
from signature_value
group by
    place,
    value
having
    count(distinct organisation_id) >= greatest(
        10,
        (
            select count(distinct sampled.organisation_id) / 50,
            from sampled
        )
    )
