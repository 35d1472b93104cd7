import type { Db } from '../database/connection.ts'
import { approvedChangesAfter, keyOf, lockPositions } from '../establishment/approved-headcount.store.ts'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import { appendHeadcount } from '../establishment/headcount.store.ts'
import {
  appendLeadershipPost,
  approvedSeatsOn,
  lockSeats,
  seatChangesAfter,
} from '../establishment/leadership-post.store.ts'
import { checkSeats, type SeatKey } from '../establishment/leadership-post.ts'
import { frozenChangesAfter, reservedChangesAfter } from '../establishment/reservation.store.ts'
import { vacancies } from '../establishment/vacancy.ts'
import type { Acting } from '../kernel/acting.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { type EstablishmentRow, establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { positionAheadOf } from '../staffing/position-ahead.store.ts'
import { abolishedIds, checkConserved, presentIds, type Reform, reformKinds, remainingIds } from './reform.ts'
import type { OverFrom } from './reform-effect.ts'

/**
 * The ledgers of a reform: what stood with the units and what shall stand differ by rows with the reform's document,
 * together nothing. Locks the places of everybody touched. Answers how they stood.
 */
export async function assignReformedHeadcounts(
  tx: Db,
  acting: Acting,
  reform: Reform,
): Promise<Outcome<EstablishmentRow[]>> {
  const { plan, effectiveOn, documentId, summary } = reform
  const { regionCode } = acting
  const viewpoint = { regionCode, asOf: effectiveOn, asKnownAt: null }
  const [present, remaining] = [presentIds(plan), remainingIds(plan)]
  const everybody = [...new Set([...present, ...remaining])]
  await lockPositions(
    tx,
    regionCode,
    everybody.flatMap((organizationId) =>
      establishmentKindOrder.map((establishmentKind) => ({ organizationId, establishmentKind })),
    ),
  )
  for (const organizationId of [...everybody].sort()) await lockSeats(tx, regionCode, organizationId)

  const before = await establishmentTableOn(tx, viewpoint, { organizationIds: present })
  const wrong = checkConserved(before, plan.headcounts)
  if (wrong !== null) return refused(wrong)
  const stray = plan.headcounts.find(({ organizationId }) => !remaining.includes(organizationId))
  if (stray !== undefined) return refused({ code: 'changed-meanwhile', field: 'effectiveOn' })
  const occasion = reform.kind === 'transfer' ? '随成批调动' : `机构${reformKinds[reform.kind]}`
  const note = `${occasion}划转编制：${summary}`
  const keys = [...before, ...plan.headcounts].map(({ organizationId, establishmentKind }) => ({
    organizationId,
    establishmentKind,
  }))
  for (const key of new Map(keys.map((one) => [keyOf(one), one])).values()) {
    const stood = before.find((row) => keyOf(row) === keyOf(key))?.approved ?? 0
    const change = (plan.headcounts.find((row) => keyOf(row) === keyOf(key))?.approved ?? 0) - stood
    if (change !== 0) await appendHeadcount(tx, acting, { ...key, change, effectiveOn, documentId, note })
  }
  const problem = await moveSeats(tx, acting, reform, note)
  return problem === null ? done(before) : refused(problem)
}

/** 领导职数 as planned; those of a unit that ends are taken back. */
async function moveSeats(tx: Db, acting: Acting, reform: Reform, note: string): Promise<Problem | null> {
  const { plan, effectiveOn, documentId } = reform
  const { regionCode } = acting
  const viewpoint = { regionCode, asOf: effectiveOn, asKnownAt: null }
  const stood = await approvedSeatsOn(tx, viewpoint, { organizationIds: presentIds(plan) })
  const seats = new Map<string, SeatKey>()
  for (const { organizationId, rank, position } of [...stood, ...plan.seats]) {
    seats.set(`${organizationId} ${rank} ${position}`, { organizationId, rank, position })
  }
  for (const seat of seats.values()) {
    const same = (row: SeatKey) =>
      row.organizationId === seat.organizationId && row.rank === seat.rank && row.position === seat.position
    const before = stood.find(same)?.approved ?? 0
    const change = (plan.seats.find(same)?.approved ?? 0) - before
    if (change === 0) continue
    const later = await seatChangesAfter(tx, regionCode, { after: effectiveOn, seat })
    const problem = checkSeats(before, change, effectiveOn, later)
    if (problem !== null) return { ...problem, field: 'effectiveOn' }
    await appendLeadershipPost(tx, acting, { ...seat, change, effectiveOn, documentId, note })
  }
  return null
}

/** Nothing may be left in what ends, nor be recorded for a later day: the first thing found. */
export async function leftBehind(
  tx: Db,
  acting: Acting,
  { reform, endedIds }: { reform: Reform; endedIds: readonly string[] },
): Promise<Problem | null> {
  const { regionCode } = acting
  const { effectiveOn: after, plan } = reform
  const viewpoint = { regionCode, asOf: after, asKnownAt: null }
  const rows = await establishmentTableOn(tx, viewpoint, { organizationIds: endedIds })
  const [row] = rows.filter(
    ({ approved, occupied, reserved, frozen }) =>
      approved !== 0 || occupied !== 0 || reserved !== 0 || frozen !== 0,
  )
  if (row !== undefined) {
    const field = fieldOf(reform, row.organizationId)
    if (row.frozen > 0 && row.reserved === 0) {
      return {
        code: 'refused',
        field,
        because: `冻结的 ${row.frozen} 名编制须先解除控编，再办理${reformKinds[reform.kind]}。`,
      }
    }
    if (row.reserved > 0) {
      return {
        code: 'refused',
        field,
        because: `已批未用的 ${row.reserved} 名须先收回，再办理${reformKinds[reform.kind]}。`,
      }
    }
    return { code: 'still-has', field, children: 0, ...row }
  }
  const positions = abolishedIds(plan).flatMap((organizationId) =>
    establishmentKindOrder.map((establishmentKind) => ({ organizationId, establishmentKind })),
  )
  const later = (
    await Promise.all([
      approvedChangesAfter(tx, regionCode, { after, positions }),
      reservedChangesAfter(tx, regionCode, { after, positions }),
      frozenChangesAfter(tx, regionCode, { after, positions }),
    ])
  ).flat()
  const [first] = later
  if (first === undefined) return null
  return { code: 'recorded-for-later', field: fieldOf(reform, first.organizationId), on: first.on }
}

function fieldOf({ plan }: Reform, organizationId: string): string {
  const place = plan.predecessors.findIndex((predecessor) => predecessor.organizationId === organizationId)
  return place < 0 ? `child-${organizationId}` : `predecessor${place + 1}`
}

/** Looks at every later day of every unit that remains: no ledger below zero, and who will be 超编 from when. */
export async function lookAheadOfReform(
  tx: Db,
  acting: Acting,
  { reform, before }: { reform: Reform; before: readonly EstablishmentRow[] },
): Promise<Outcome<OverFrom[]>> {
  const { plan, effectiveOn: on } = reform
  const over: OverFrom[] = []
  for (const organizationId of remainingIds(plan)) {
    for (const establishmentKind of establishmentKindOrder) {
      const position = { organizationId, establishmentKind }
      const ahead = await positionAheadOf(tx, acting.regionCode, { on, position })
      const below = ahead.find(({ approved }) => approved < 0)
      if (below !== undefined) {
        const stood = before.find((row) => keyOf(row) === keyOf(position))?.approved ?? 0
        return refused({
          code: 'approved-below-zero',
          field: `headcounts-${establishmentKind}`,
          on: below.on,
          approved: stood,
        })
      }
      const first = ahead.find((day) => vacancies(day) < 0)
      if (first !== undefined) over.push({ ...position, ...first })
    }
  }
  return done(over)
}
