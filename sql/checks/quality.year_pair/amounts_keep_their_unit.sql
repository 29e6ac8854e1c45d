-- description: No amount of money is ten thousand times that of last year, or its ten thousandth part.
-- severity: warn
-- blocking: no
-- rule: T2-UNIT
-- source: 元 and 万元 are confused in print
with amount as (
    select
        year_pair.report_id,
        year_pair.previous_report_id,
        unnest(['administrative_fees', 'central_procurement']) as item_code,
        unnest([stock.fee_yuan, stock.procurement_yuan]) as amount_yuan,
        unnest([previous_stock.fee_yuan, previous_stock.procurement_yuan]) as previous_yuan,
        unnest(['2021', '2019']) as form_of_amount,
        year_pair.disclosure_form,
    from quality.year_pair
),

judged as (
    select
        *,
        -- A factor between three thousand and thirty thousand is the unit, not business; small sums prove nothing.
        case
            when amount_yuan > 0 and previous_yuan > 0 and greatest(amount_yuan, previous_yuan) >= 100000
                then greatest(amount_yuan / previous_yuan, previous_yuan / amount_yuan) between 3000 and 30000
        end as is_other_unit,
    from amount
    where disclosure_form = form_of_amount
)

select
    report_id,
    'disclosure ' || item_code || ' amount' as subject,
    case
        when is_other_unit is null then 'not_assessable'
        when is_other_unit then 'fail'
        else 'pass'
    end as status,
    previous_yuan as expected,
    amount_yuan as actual,
    case
        when is_other_unit is null then 'nothing to compare'
        when is_other_unit then 'perhaps 元 for 万元 or the reverse; last year by ' || previous_report_id
    end as detail,
from judged
