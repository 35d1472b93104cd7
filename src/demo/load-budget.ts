import { governmentCodeOf } from '../budget/account-code.ts'
import { adoptInitialBudget, deriveInitialBudget } from '../budget/derive-initial-budget.ts'
import { ensureProjects, needKey } from '../budget/project.store.ts'
import { recordPayrolls } from '../budget/record-expenditure.ts'
import {
  budgetAdjustmentDecisions,
  budgetAdjustmentLines,
  budgetAdjustments,
  budgetProjects,
  expenditures,
} from '../budget/schema.ts'
import type { Db } from '../database/connection.ts'
import { insertRows } from '../database/insert-rows.ts'
import type { Acting } from '../kernel/acting.ts'
import { dayInShanghai } from '../kernel/clock.ts'
import { dateOf } from '../kernel/dates.ts'
import { fixedYuan } from '../kernel/money.ts'
import type { Outcome } from '../kernel/problem.ts'
import { deriveCost } from '../pay/derive-cost.ts'
import { costSpells } from '../pay/schema.ts'
import type { District } from './district.ts'
import { projectLines, voucherRow } from './district-projects.ts'
import type { DistrictRows } from './district-rows.ts'
import { establishmentOfficeEnteredLines } from './establishment-office.ts'
import { initialBudgetMoment } from './establishment-office-adjustments.ts'
import { demoMoment, exampleRegionCode, moment } from './example-region.ts'
import { clerk, finance } from './example-users.ts'
import { namedId } from './generator.ts'
import { type MovementDifference, movementDifferences } from './movement-adjustments.ts'
import { quotaLinesOf } from './quota-lines.store.ts'
import { refreshStatistics } from './refresh-statistics.store.ts'

/**
 * The two budget years, by the system's own actions at the moments they would have happened: 2023 derived, adopted,
 * adjusted and paid; 2024 derived and adopted.
 */
export async function loadBudget(tx: Db, district: District): Promise<void> {
  await adopt(tx, district, 2023)
  await deriveCost(tx, acting(demoMoment), {
    purpose: 'actual',
    coversFrom: '2023-01-01',
    coversTo: '2025-01-01',
  })
  await refreshStatistics(tx, [costSpells])
  await adjust(tx, district, 2023)
  const months = Array.from({ length: 12 }, (_, at) => {
    const day = dateOf(2023, at + 1, 15)
    return { month: at + 1, at: moment(day, '10:00') }
  })
  expectDone(await recordPayrolls(tx, acting(demoMoment), { year: 2023, months }))
  await insertRows(tx, expenditures, await quotaVouchers(tx, district))
  await adopt(tx, district, 2024)
  await adjust(tx, district, 2024)
}

async function adopt(tx: Db, { projects }: District, year: 2023 | 2024): Promise<void> {
  const by = acting(initialBudgetMoment(year))
  expectDone(await deriveInitialBudget(tx, by, year))
  await refreshStatistics(tx, [costSpells, budgetProjects])
  const entered = [...establishmentOfficeEnteredLines(year), ...projectLines(projects, year)]
  expectDone(await adoptInitialBudget(tx, by, { year, entered }))
}

/** 异动引起的调整 of 2023 are approved; those of January 2024 wait for finance. */
async function adjust(tx: Db, { rows, officePeople }: District, year: 2023 | 2024): Promise<void> {
  const told = movementDifferences(rows, year, officePeople)
  const needs = told.flatMap(({ differences }) =>
    differences.map(({ payingOrganizationId, projectPurpose, staff }) => ({
      organizationId: payingOrganizationId,
      purpose: projectPurpose,
      staff,
    })),
  )
  const projects = await ensureProjects(tx, acting(initialBudgetMoment(year)), year, needs)
  const codeOf = (
    organizationId: string,
    { projectPurpose, staff }: { projectPurpose: string; staff: string },
  ) => {
    const project = projects.get(needKey({ organizationId, purpose: projectPurpose, staff }))
    if (!project) throw new Error(`no project for ${projectPurpose} of ${organizationId}`)
    return project.code
  }
  const reasons = new Map(rows.movements.map(({ id, reason }) => [id, reason]))
  const each = told.flatMap((movement) =>
    [...new Set(movement.differences.map(({ payingOrganizationId }) => payingOrganizationId))].map(
      (organizationId) => ({
        id: namedId('adjustment', movement.movementId, organizationId, String(year)),
        organizationId,
        movement,
        reason: reasons.get(movement.movementId) ?? '',
      }),
    ),
  )
  await insertRows(
    tx,
    budgetAdjustments,
    each.map((one) => adjustmentRow(year, one)),
  )
  await insertRows(
    tx,
    budgetAdjustmentLines,
    each.flatMap(({ id, organizationId, movement }) =>
      movement.differences
        .filter((line) => line.payingOrganizationId === organizationId)
        .map((line, at) => ({
          regionCode: exampleRegionCode,
          id: namedId('adjustment-line', id, String(at)),
          adjustmentId: id,
          year,
          projectCode: codeOf(organizationId, line),
          functionCode: line.functionCode,
          economicCode: line.economicCode,
          governmentEconomicCode: governmentCodeOf(line.economicCode, line.staff),
          fundSource: 'general',
          amount: line.amount,
          basis: {
            people: line.people.map(({ personId, amount }) => ({ personId, amount: fixedYuan(amount) })),
          },
        })),
    ),
  )
  if (year === 2023) await insertRows(tx, budgetAdjustmentDecisions, each.map(decisionRow))
}

type Adjusted = { id: string; organizationId: string; movement: MovementDifference; reason: string }

function adjustmentRow(
  year: number,
  { id, organizationId, movement, reason }: Adjusted,
): DistrictRows['budgetAdjustments'][number] {
  const known = dayInShanghai(movement.at)
  const counts = movement.effectiveOn < known ? movement.effectiveOn : known
  return {
    regionCode: exampleRegionCode,
    id,
    year,
    organizationId,
    kind: 'movement',
    movementId: movement.movementId,
    documentId: null,
    reason,
    effectiveOn: counts < dateOf(year, 1, 1) ? dateOf(year, 1, 1) : counts,
    recordedAt: movement.at,
    recordedBy: clerk.id,
  }
}

function decisionRow({ id, movement }: Adjusted): DistrictRows['budgetAdjustmentDecisions'][number] {
  const at = new Date(
    Math.min(movement.at.getTime() + 26 * 3_600_000, moment('2023-12-29', '16:00').getTime()),
  )
  return {
    regionCode: exampleRegionCode,
    adjustmentId: id,
    approved: true,
    words: '同意调整',
    decidedByName: finance.name,
    recordedAt: at > movement.at ? at : movement.at,
    recordedBy: finance.id,
  }
}

/** 定额公用经费 of 2023 is paid in June and November; the office's own vouchers stand in its rows. */
async function quotaVouchers(tx: Db, { officeUnits }: District): Promise<DistrictRows['expenditures']> {
  const lines = await quotaLinesOf(tx, { regionCode: exampleRegionCode, year: 2023, without: officeUnits })
  return lines.flatMap((line) => {
    const first = line.amount.times('0.45').toDecimalPlaces(0)
    return [
      voucherRow({ ...line, month: 6, amount: first }),
      voucherRow({ ...line, month: 11, amount: line.amount.minus(first) }),
    ]
  })
}

function acting(at: Date): Acting {
  return {
    regionCode: exampleRegionCode,
    userId: finance.id,
    userName: finance.name,
    roles: [finance.role],
    scopeOrganizationId: null,
    today: dayInShanghai(at),
    at,
    from: 'terminal',
  }
}

/** The example is written by hand: what the system refuses is a mistake in it. */
function expectDone<T>(outcome: Outcome<T>): T {
  if (outcome.done) return outcome.value
  throw new Error(`the example's budget was refused: ${JSON.stringify(outcome.problems)}`)
}
