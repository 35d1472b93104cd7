import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { type Benchmark, ratioOf } from './ground.ts'

/** The establishment table of the whole district on a day, against bare SQL that answers the same question (approved, occupied, reserved). */
export const benchmark: Benchmark = async ({ db, sql }) => {
  const viewpoint = { regionCode: '510812', asOf: '2023-12-31', asKnownAt: null }
  const bare = () => sql`
    select organization_id, establishment_kind, sum(approved)::int, sum(occupied)::int, sum(reserved)::int
    from (
      select organization_id, establishment_kind, change as approved, 0 as occupied, 0 as reserved
      from approved_headcounts where region_code = '510812' and effective_on <= '2023-12-31'
      union all
      select organization_id, establishment_kind, 0, 1, 0
      from assignments
      where region_code = '510812' and superseded_at is null
        and effective_from <= '2023-12-31' and (effective_to is null or effective_to > '2023-12-31')
      union all
      select organization_id, establishment_kind, 0, 0, approval.approved_count - (
        select count(*) from vacancy_request_uses used
        where used.region_code = '510812' and used.request_id = request.id and used.used_on <= '2023-12-31')
      from vacancy_requests request
      join vacancy_request_decisions approval on approval.region_code = request.region_code
        and approval.request_id = request.id and approval.decision = 'approval'
      where request.region_code = '510812' and approval.effective_on <= '2023-12-31'
        and (approval.expires_on is null or approval.expires_on >= '2023-12-31')
        and not exists (select from vacancy_request_decisions ending
          where ending.region_code = request.region_code and ending.request_id = request.id
            and ending.decision in ('recall', 'withdrawal') and ending.effective_on <= '2023-12-31')
    ) counted
    group by 1, 2`
  const { ratio, milliseconds, baselineMilliseconds } = await ratioOf(
    30,
    () => establishmentTableOn(db, viewpoint, {}),
    bare,
  )
  return [
    {
      name: 'establishment table of the whole district as of a day ÷ bare SQL',
      ratio,
      aim: 2,
      note: `${milliseconds.toFixed(1)} ms ÷ ${baselineMilliseconds.toFixed(1)} ms (medians)`,
    },
  ]
}
