import { sql } from 'drizzle-orm'
import { approvalDocuments } from '../organization/schema.ts'
import type { EntryReader } from '../staffing/entry-reader.ts'
import { movementKinds } from './movement-kind.ts'
import { movements } from './schema.ts'

/** 入编方式 as the movement that began the place says it. */
export const movementEntries: EntryReader = {
  ways: Object.fromEntries(
    Object.entries(movementKinds)
      .filter(([, { changes }]) => changes.some((change) => change === 'assignment'))
      .filter(([, { direction }]) => direction !== 'out')
      .map(([kind, { label }]) => [kind, label]),
  ),
  source: (regionCode, movementId) => sql`
    select m.kind as way, m.particulars ->> 'otherUnit' as origin, d.number as paper
    from ${movements} m
    left join ${approvalDocuments} d on d.region_code = m.region_code and d.id = m.document_id
    where m.region_code = ${regionCode} and m.id = ${movementId}`,
}
