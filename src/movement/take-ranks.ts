import type { Db } from '../database/connection.ts'
import { controlOn } from '../establishment/establishment-control.store.ts'
import {
  checkRankTaken,
  type RankSpell,
  type RankTaken,
  rankDays,
  rankSpells,
  ranksTaken,
} from '../establishment/rank-ahead.ts'
import { lockRanks, ratioRows } from '../establishment/rank-quota.store.ts'
import { resolvedRatios } from '../establishment/rank-quota.ts'
import type { Acting } from '../kernel/acting.ts'
import { inForce, uncovered } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { organizationOn } from '../organization/organization.store.ts'
import type { Assignment } from '../staffing/assignment.ts'
import { unitRanksOf } from '../staffing/rank-ahead.store.ts'
import type { RankEntered } from './effect.ts'
import type { Post } from './fact-change.ts'
import type { Movement } from './movement.ts'

type Standing = { assignments: readonly Assignment[]; posts: readonly Post[] }

/**
 * 职级职数核查: looks at every day on which the person takes up one more of a group's number, by 晋升, by coming in, or
 * by no longer leading. Where the office set the person's kind of place to warn, a missing one is noted and does not
 * stop. Ranks are locked after people, places and seats, by everybody.
 */
export async function takeRanks(
  tx: Db,
  acting: Acting,
  movement: Movement,
  { before, after }: { before: Standing; after: Standing },
): Promise<Outcome<RankEntered[]>> {
  const { regionCode } = acting
  const held = rankSpells(before.assignments, before.posts)
  const wanted = rankSpells(after.assignments, after.posts)
  // Most movements change nobody's 职级: they ask nothing more.
  if (wanted.every((spell) => uncovered(spell, held.filter(sameSpell(spell))).length === 0)) return done([])
  const ratios = resolvedRatios(await ratioRows(tx, { regionCode, asKnownAt: null }))
  const taken = ranksTaken(held, wanted, ratios)
  const units = [...new Set(taken.map(({ organizationId }) => organizationId))].sort()
  for (const organizationId of units) await lockRanks(tx, regionCode, organizationId)
  const entered: RankEntered[] = []
  for (const group of taken) {
    const { organizationId, fromLevel, toLevel } = group
    const on = firstDay(group)
    const unit = await unitRanksOf(tx, regionCode, { on, organizationId, personId: movement.personId })
    const [opening, ...later] = rankDays(group, ratios, unit)
    if (opening === undefined) continue
    const viewpoint = { regionCode, asOf: on, asKnownAt: null }
    const organization = await organizationOn(tx, viewpoint, organizationId)
    const missing = checkRankTaken([opening, ...later], {
      organizationName: organization?.name ?? '',
      // A 职级 that comes back by a correction, or counts again, has no field: the day is what can be changed.
      field: movement.particulars.rank === undefined ? 'effectiveOn' : 'rankLevel',
    })
    const establishmentKind = wanted.find((spell) => inForce(spell, on))?.establishmentKind ?? ''
    const control = await controlOn(tx, viewpoint, { measure: 'rank', establishmentKind })
    if (missing !== null && control === 'stop') return refused(missing)
    const { number, held: others } = opening
    entered.push({ organizationId, fromLevel, toLevel, on, number, held: others, control, warning: missing })
  }
  return done(entered)
}

function firstDay({ periods }: RankTaken): string {
  return periods.map(({ effectiveFrom }) => effectiveFrom).reduce((a, b) => (a < b ? a : b))
}

function sameSpell(a: RankSpell) {
  return (b: RankSpell) =>
    a.organizationId === b.organizationId &&
    a.establishmentKind === b.establishmentKind &&
    a.levelCode === b.levelCode &&
    a.leads === b.leads
}
