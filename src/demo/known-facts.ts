import { yuan } from '../kernel/money.ts'
import type { PayFacts } from '../pay/cost-spell.ts'
import { type PayBook, payBook } from '../pay/pay-book.ts'
import { payItemOf } from '../pay/pay-item.ts'
import { payingUnits } from '../pay/paying-unit.ts'
import type { DistrictRows } from './district-rows.ts'

type Recorded = { recordedAt: Date; supersededAt?: Date | null | undefined }
type Dated = { effectiveFrom: string; effectiveTo?: string | null | undefined }

/** The pay of every person in the rows, as the registry knew it at the moment. */
export function payFactsKnown(rows: DistrictRows, at: Date): PayFacts[] {
  const kinds = new Map(rows.movements.map(({ id, kind }) => [id, kind]))
  const kindOf = (movementId: string | null | undefined) => kinds.get(movementId ?? '') ?? null
  const own = { employments: grouped(rows.assignments, at), profiles: grouped(rows.payProfiles, at) }
  const amounts = grouped(rows.personalAmounts, at)
  const bases = grouped(rows.contributionBases, at)
  const placements = grouped(rows.placements, at)
  return rows.people.map(({ id }) => ({
    personId: id,
    employments: (own.employments.get(id) ?? []).map((row) => ({
      ...row,
      ...period(row),
      begunBy: kindOf(row.begunByMovementId),
      endedBy: kindOf(row.endedByMovementId),
    })),
    profiles: (own.profiles.get(id) ?? []).map((row) => ({ ...row, ...period(row) })),
    amounts: (amounts.get(id) ?? []).map((row) => ({ ...row, ...period(row) })),
    bases: (bases.get(id) ?? []).map((row) => ({ ...row, ...period(row) })),
    payPlacements: (placements.get(id) ?? []).flatMap(({ aspect, organizationId, ...row }) =>
      aspect === 'pay' && organizationId ? [{ organizationId, ...period(row) }] : [],
    ),
  }))
}

/** Standards, items, rates and paying units in the rows, as known at the moment. */
export function payBookKnown(rows: DistrictRows, at: Date): PayBook {
  return payBook({
    items: known(rows.payItems, at).map((row) => payItemOf({ ...row, ...period(row) })),
    standards: known(rows.wageStandards, at).map((row) => ({ ...row, ...period(row) })),
    rates: known(rows.contributionRates, at).map((row) => ({
      ...row,
      ...period(row),
      rate: yuan(row.rate),
      baseFloor: row.baseFloor ?? null,
      baseCap: row.baseCap ?? null,
    })),
    payingUnits: payingUnits(
      known(rows.organizationVersions, at).map(
        ({ organizationId, parentId, supervisorId, budgetLevel, functionClass, ...row }) => ({
          organizationId,
          parentId: parentId ?? null,
          supervisorId: supervisorId ?? null,
          budgetLevel: budgetLevel ?? null,
          functionClass: functionClass ?? null,
          ...period(row),
        }),
      ),
    ),
  })
}

function grouped<Row extends Recorded & { personId: string }>(
  rows: readonly Row[],
  at: Date,
): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of known(rows, at)) groups.set(row.personId, [...(groups.get(row.personId) ?? []), row])
  return groups
}

function known<Row extends Recorded>(rows: readonly Row[], at: Date): Row[] {
  return rows.filter(
    ({ recordedAt, supersededAt }) => recordedAt <= at && (supersededAt == null || supersededAt > at),
  )
}

function period({ effectiveFrom, effectiveTo }: Dated) {
  return { effectiveFrom, effectiveTo: effectiveTo ?? null }
}
