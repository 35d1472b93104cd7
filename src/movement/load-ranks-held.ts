import type { Db } from '../database/connection.ts'
import { approvedOn } from '../establishment/approved-headcount.store.ts'
import { approvalRows, ratioRows } from '../establishment/rank-quota.store.ts'
import {
  countsIn,
  quotasOf,
  type RankQuota,
  ratiosOn,
  resolvedRatios,
  sameGroup,
} from '../establishment/rank-quota.ts'
import { inForce } from '../kernel/dates.ts'
import { rankHoldersOn } from '../staffing/rank-held.store.ts'
import type { Movement } from './movement.ts'
import type { Life } from './signature.ts'

/**
 * The groups of 职级 that a movement that took effect gave somebody one of, on that day and as they were known at that
 * moment; empty where it gave nobody a 职级.
 */
export async function loadRanksHeld(
  db: Db,
  regionCode: string,
  { movement, life }: { movement: Movement; life: Life },
): Promise<RankQuota[]> {
  const tookEffectAt = life.signatures.at(-1)?.recordedAt
  const organizationId = movement.toOrganizationId ?? movement.fromOrganizationId
  if (!life.effective || tookEffectAt === undefined || organizationId === null) return []
  if (movement.particulars.rank === undefined) return []
  const { effectiveOn: asOf, personId } = movement
  const viewpoint = { regionCode, asOf, asKnownAt: tookEffectAt }
  const scope = { organizationIds: [organizationId] }
  const [rows, places, numbers, holders] = await Promise.all([
    ratioRows(db, viewpoint),
    approvedOn(db, viewpoint, scope),
    approvalRows(db, viewpoint, scope),
    rankHoldersOn(db, viewpoint, scope),
  ])
  const ratios = ratiosOn(resolvedRatios(rows), asOf)
  const own = holders.find((holder) => holder.personId === personId)
  if (own === undefined) return []
  const approvals = numbers.filter((row) => inForce(row, asOf))
  const held = holders.map((holder) => ({ ...holder, count: 1 }))
  return quotasOf(organizationId, { ratios, places, approvals, held }).filter((quota) =>
    ratios.some((ratio) => sameGroup(ratio, quota) && countsIn(own, ratio)),
  )
}
