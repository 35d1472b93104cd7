import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { overrideOf, recordOverrideUse } from '../establishment/entry-override.store.ts'
import { overrideLeft, overrideRefusal } from '../establishment/entry-override.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import type { Place } from '../staffing/assignment.ts'
import type { OverrideUsed } from './effect.ts'
import type { Movement } from './movement.ts'

/**
 * 超编进人特批: where the check stops for want of a place, the entry goes on by the override its draft names, which is
 * used up by one. The position is locked, so of two who want the last of it the second is stopped.
 */
export async function enterByOverride(
  tx: Db,
  acting: Acting,
  { movement, place, missing }: { movement: Movement; place: Place; missing: Problem },
): Promise<Outcome<OverrideUsed>> {
  const overrideId = movement.particulars.entryOverrideId
  if (overrideId === undefined) return refused({ ...missing, field: 'toOrganization' })
  const { regionCode } = acting
  const override = await overrideOf(tx, { regionCode, asKnownAt: null }, overrideId)
  const because = overrideRefusal(override, { ...place, on: movement.effectiveOn })
  if (override === null || because !== null) {
    return refused({ code: 'refused', field: 'entryOverrideId', because: because ?? '' })
  }
  await recordOverrideUse(tx, acting, { overrideId, movementId: movement.id, usedOn: movement.effectiveOn })
  const { number, document } = override
  await recordAudit(tx, acting, {
    action: 'override.use',
    subjectKind: 'entry-override',
    subjectId: overrideId,
    documentNumber: document.number,
    after: { number, movement: movement.number, usedOn: movement.effectiveOn },
  })
  return done({ overrideId, number, documentNumber: document.number, left: overrideLeft(override) - 1 })
}
