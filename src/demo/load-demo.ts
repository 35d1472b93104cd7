import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { insertRows } from '../database/insert-rows.ts'
import { keyFingerprint, type PersonalCipher } from '../database/personal-cipher.ts'
import { onlyRegion } from '../database/region.store.ts'
import { regions, serialNumbers } from '../database/schema.ts'
import { passwordHash } from '../identity/password.ts'
import { userRoles, users } from '../identity/schema.ts'
import type { Acting } from '../kernel/acting.ts'
import { exampleDistrict } from './district.ts'
import type { DistrictRows } from './district-rows.ts'
import { demoDay, demoMoment, exampleRegionCode, exampleRegionName, openingDay } from './example-region.ts'
import { clerk, examplePassword, exampleUsers } from './example-users.ts'
import { namedId } from './generator.ts'
import { insertDistrict } from './insert-district.ts'
import { loadBudget } from './load-budget.ts'
import { lastSerial } from './number-papers.ts'
import { refreshStatistics } from './refresh-statistics.store.ts'

export type LoadedDemo = {
  organizations: number
  people: number
  movements: number
  /** rows written, by table */
  rows: Record<string, number>
}

/**
 * Fills an empty registry with the example district in one transaction: all of it is there afterwards or nothing.
 * Throws with a reason, and changes nothing, when the registry already keeps a region.
 */
export async function loadDemo(db: Db, { cipher }: { cipher: PersonalCipher }): Promise<LoadedDemo> {
  await refuseKeptRegion(db)
  // Hashed beside the process, which makes the district meanwhile.
  const hashed = Promise.all(
    exampleUsers.map(async (user) => ({ ...user, passwordHash: await passwordHash(examplePassword(user)) })),
  )
  const district = exampleDistrict()
  const { rows } = district
  const accounts = await hashed
  const loaded = await db.transaction(async (tx) => {
    await refuseKeptRegion(tx)
    await tx.insert(regions).values({
      regionCode: exampleRegionCode,
      name: exampleRegionName,
      isExample: true,
      keyFingerprint: keyFingerprint(cipher),
      createdAt: new Date(`${openingDay}T09:00:00+08:00`),
    })
    await insertUsers(tx, accounts, rows)
    const written = await insertDistrict(tx, rows, cipher)
    await insertRows(tx, serialNumbers, lastSerials(rows))
    await refreshStatistics(tx)
    await loadBudget(tx, district)
    const counted = {
      organizations: rows.organizations.length,
      people: rows.people.length,
      movements: rows.movements.length,
    }
    await recordAudit(tx, loading, {
      action: 'demo.load',
      subjectKind: 'region',
      subjectId: exampleRegionCode,
      reason: '载入示例县区',
      after: counted,
    })
    return { ...counted, rows: written }
  })
  await db.transaction(refreshStatistics)
  return loaded
}

/** The office goes on numbering where the example stopped; the series are named as the actions name them. */
function lastSerials(rows: DistrictRows): (typeof serialNumbers.$inferInsert)[] {
  const approvals = rows.vacancyRequestDecisions.filter(({ decision }) => decision === 'approval')
  const papers = [
    { series: 'movement', recorded: rows.movements },
    { series: 'vacancy request', recorded: rows.vacancyRequests },
    { series: 'vacancy notice', recorded: approvals },
    { series: 'entry override', recorded: rows.entryOverrides },
  ]
  const years = [2021, 2022, 2023, 2024]
  const given = papers.flatMap(({ series, recorded }) =>
    years.map((year) => ({ series: `${series} ${year}`, last: lastSerial(recorded, year) })),
  )
  // A plan is numbered by the year it is for, not by the year in which it is declared.
  const plans = [2023, 2024].map((year) => ({
    series: `vacancy plan ${year}`,
    last: rows.vacancyPlans.filter((plan) => plan.year === year).length,
  }))
  return [...given, ...plans].map((series) => ({ regionCode: exampleRegionCode, ...series }))
}

async function refuseKeptRegion(db: Db): Promise<void> {
  const region = await onlyRegion(db)
  if (region !== null) throw new Error(`登记库不是空的（${region.name}），没有载入示例。`)
}

const loading: Acting = {
  regionCode: exampleRegionCode,
  userId: clerk.id,
  userName: clerk.name,
  roles: [clerk.role],
  scopeOrganizationId: null,
  today: demoDay,
  at: demoMoment,
  from: 'terminal',
}

async function insertUsers(
  tx: Db,
  accounts: readonly ((typeof exampleUsers)[number] & { passwordHash: string })[],
  district: DistrictRows,
): Promise<void> {
  const createdAt = new Date(`${openingDay}T08:30:00+08:00`)
  const idOf = new Map(
    district.organizationVersions.map(({ shortName, organizationId }) => [shortName, organizationId]),
  )
  const rows = accounts.map(({ id, account, name, passwordHash: hash, scope }) => ({
    regionCode: exampleRegionCode,
    id,
    account,
    name,
    passwordHash: hash,
    scopeOrganizationId: scope === null ? null : (idOf.get(scope) ?? null),
    createdAt,
  }))
  await insertRows(tx, users, rows)
  await insertRows(
    tx,
    userRoles,
    accounts.map(({ id, account, role }) => ({
      regionCode: exampleRegionCode,
      id: namedId('user-role', account, role),
      userId: id,
      role,
      recordedAt: createdAt,
      recordedBy: clerk.id,
    })),
  )
}
