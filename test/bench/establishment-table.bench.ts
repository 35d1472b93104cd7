import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import { type Benchmark, ratioOf } from './ground.ts'

/** The establishment table of the whole district on a day, against the bare SQL of the same counts. */
export const benchmark: Benchmark = async ({ db, sql }) => {
  const viewpoint = { regionCode: '510812', asOf: '2023-12-31', asKnownAt: null }
  const bare = () => sql`
    select organization_id, establishment_kind, sum(approved)::int, sum(occupied)::int
    from (
      select organization_id, establishment_kind, change as approved, 0 as occupied
      from approved_headcounts where region_code = '510812' and effective_on <= '2023-12-31'
      union all
      select organization_id, establishment_kind, 0, 1
      from assignments
      where region_code = '510812' and superseded_at is null
        and effective_from <= '2023-12-31' and (effective_to is null or effective_to > '2023-12-31')
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
