import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import type { Acting } from '../../src/kernel/acting.ts'
import { addDays } from '../../src/kernel/dates.ts'
import {
  abolishOrganization,
  changeOrganization,
  correctOrganization,
  foundOrganization,
} from '../../src/organization/change-organization.ts'
import { organizationOn, organizationsOn } from '../../src/organization/organization.store.ts'
import { eventsOf } from '../../src/organization/organization-record.store.ts'
import { believedVersions } from '../../src/organization/organization-version.store.ts'
import type { OrganizationFacts } from '../../src/organization/organization-version.ts'
import { establishmentTableOn } from '../../src/staffing/establishment-table.store.ts'
import {
  emptyDatabase,
  exampleActing,
  inTransaction,
  regionCode,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { plantOrganization, plantRegion } from './planted.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const acting = exampleActing()
const document = {
  number: '朝编发〔2024〕5号',
  title: '关于机构调整的通知',
  issuer: '区委编委',
  issuedOn: '2024-01-10',
}

function factsOf(parentId: string, change: Partial<OrganizationFacts> = {}): OrganizationFacts {
  return {
    name: '试验区大数据中心',
    shortName: '区大数据中心',
    initials: 'qdsjzx',
    otherNames: [],
    kind: 'unit',
    category: 'institution',
    nature: 'public-welfare-one',
    rank: '110',
    parentId,
    supervisorId: null,
    funding: 'full',
    budgetLevel: null,
    budgetUnitCode: null,
    functionClass: null,
    creditCode: null,
    legalRepresentative: null,
    address: null,
    duties: null,
    sortOrder: 1,
    ...change,
  }
}

/** The clerk some hours later on the demo day: every act is recorded at its own moment. */
function later(hours: number): Acting {
  return exampleActing({ at: new Date(acting.at.getTime() + hours * 3_600_000) })
}

async function founded(
  tx: Db,
  facts: OrganizationFacts,
  effectiveOn = '2023-01-01',
  code = 'S01',
): Promise<string> {
  const outcome = await foundOrganization(tx, acting, {
    ...facts,
    code,
    effectiveOn,
    summary: '设立',
    document,
  })
  if (!outcome.done) throw new Error(JSON.stringify(outcome.problems))
  return outcome.value
}

test('a new unit is there from its day, with its event and its paper', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const id = await founded(tx, factsOf(root))
    expect(await organizationOn(tx, viewpoint('2022-12-31'), id)).toBeNull()
    expect(await organizationOn(tx, viewpoint('2023-01-01'), id)).toMatchObject({ code: 'S01', rank: '110' })
    expect(await eventsOf(tx, viewpoint(), id)).toMatchObject([
      { kind: 'establishment', effectiveOn: '2023-01-01', document: { number: '朝编发〔2024〕5号' } },
    ])
  }))

test('a code is never given twice, a name not twice at a time, and a parent must be there', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    await founded(tx, factsOf(root))
    const draft = { ...factsOf(root), code: 'S02', effectiveOn: '2023-06-01', summary: '设立', document }
    expect(await foundOrganization(tx, acting, draft)).toMatchObject({
      problems: [{ code: 'organization-name-taken', field: 'name' }],
    })
    const nowhere = { ...draft, name: '另一个中心', parentId: crypto.randomUUID() }
    expect(await foundOrganization(tx, acting, nowhere)).toMatchObject({
      problems: [{ code: 'organization-not-there', field: 'parent' }],
    })
    await tx.transaction(async (savepoint) => {
      expect(
        await foundOrganization(savepoint, acting, { ...draft, name: '另一个中心', code: 'S01' }),
      ).toMatchObject({
        problems: [{ code: 'organization-code-taken' }],
      })
    })
  }))

test('a unit cannot be put below itself or below its own school', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const bureau = await plantOrganization(tx, acting, { name: '教育局', parentId: root })
    const school = await plantOrganization(tx, acting, { name: '第一小学', parentId: bureau })
    for (const parentId of [bureau, school]) {
      const change = { organizationId: bureau, kind: 'reparenting' as const, effectiveOn: '2024-01-01' }
      expect(
        await changeOrganization(tx, acting, { ...change, facts: { parentId }, summary: '划转', document }),
      ).toMatchObject({ problems: [{ code: 'below-itself', field: 'parent' }] })
    }
  }))

test('a unit is abolished only when nothing is left in it', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const id = await founded(tx, factsOf(root))
    await plantHeadcount(tx, acting, { organizationId: id, establishmentKind: 'institution', change: 5 })
    const draft = { organizationId: id, effectiveOn: '2024-03-01', summary: '撤销', document }
    expect(await abolishOrganization(tx, acting, draft, establishmentTableOn)).toMatchObject({
      problems: [{ code: 'still-has', approved: 5, children: 0 }],
    })
    await plantHeadcount(tx, acting, {
      organizationId: id,
      establishmentKind: 'institution',
      change: -5,
      effectiveOn: '2024-03-01',
    })
    expect((await abolishOrganization(tx, acting, draft, establishmentTableOn)).done).toBe(true)
    expect(await organizationOn(tx, viewpoint('2024-02-29'), id)).not.toBeNull()
    expect(await organizationOn(tx, viewpoint('2024-03-01'), id)).toBeNull()
    expect(await abolishOrganization(tx, acting, draft, establishmentTableOn)).toMatchObject({ done: false })
  }))

test('a correction stands in for the wrong version, and what was believed before stays', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const id = await founded(tx, factsOf(root))
    const [version] = await believedVersions(tx, regionCode, id)
    const right = {
      organizationId: id,
      versionId: version?.id ?? '',
      facts: { rank: '109' },
      effectiveFrom: '2022-12-01',
      summary: '成立日期、规格录入有误',
      document,
    }
    expect((await correctOrganization(tx, later(2), right)).done).toBe(true)
    expect(await organizationOn(tx, viewpoint('2022-12-15'), id)).toMatchObject({ rank: '109' })
    expect(await organizationOn(tx, viewpoint('2022-12-15', later(1).at), id)).toBeNull()
    expect(await organizationOn(tx, viewpoint('2023-02-01', later(1).at), id)).toMatchObject({ rank: '110' })
    expect(await correctOrganization(tx, later(3), right)).toMatchObject({
      problems: [{ code: 'changed-meanwhile' }],
    })
  }))

test('two who change one unit at once: one passes, the other is told', async () => {
  const { db } = database
  const root = await plantRegion(db, acting)
  for (let round = 0; round < 10; round += 1) {
    const organizationId = await founded(
      db,
      factsOf(root, { name: `中心${round}` }),
      '2023-01-01',
      `R${round}`,
    )
    const rename = (name: string) =>
      changeOrganization(db, acting, {
        organizationId,
        kind: 'renaming',
        effectiveOn: '2024-01-01',
        facts: { name },
        summary: '更名',
        document,
      })
    const outcomes = await Promise.all([rename(`甲${round}`), rename(`乙${round}`)])
    const passed = outcomes.filter((outcome) => outcome.done).length
    expect(passed).toBeGreaterThanOrEqual(1)
    const versions = await believedVersions(db, regionCode, organizationId)
    expect(versions).toHaveLength(2)
  }
})

test('no later change or correction alters what was known at an earlier moment', async () => {
  const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2023-01-01', days))
  const act = fc.record({
    kind: fc.constantFrom('change', 'correct', 'abolish'),
    on: day,
    name: fc.constantFrom('甲', '乙', '丙'),
    which: fc.nat(4),
  })
  const fresh = await emptyDatabase()
  try {
    const root = await plantRegion(fresh.db, acting)
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 1, maxLength: 6 }),
        fc.array(day, { minLength: 2, maxLength: 4 }),
        (acts, days) =>
          inTransaction(fresh.db, async (tx) => {
            const organizationId = await founded(tx, factsOf(root))
            const seen = (at: Date) =>
              Promise.all(days.map((asked) => organizationsOn(tx, viewpoint(asked, at))))
            const remembered: { at: Date; world: string }[] = []
            for (const [hour, { kind, on, name, which }] of acts.entries()) {
              const clerk = later(hour + 1)
              const common = { organizationId, summary: '试验', document }
              if (kind === 'change') {
                const facts = { name }
                await changeOrganization(tx, clerk, { ...common, kind: 'renaming', effectiveOn: on, facts })
              } else if (kind === 'abolish') {
                await abolishOrganization(tx, clerk, { ...common, effectiveOn: on }, establishmentTableOn)
              } else {
                const versions = await believedVersions(tx, regionCode, organizationId)
                const versionId = versions[which % versions.length]?.id ?? ''
                await correctOrganization(tx, clerk, {
                  ...common,
                  versionId,
                  facts: { name },
                  effectiveFrom: on,
                })
              }
              for (const { at, world } of remembered) expect(JSON.stringify(await seen(at))).toBe(world)
              remembered.push({ at: clerk.at, world: JSON.stringify(await seen(clerk.at)) })
            }
          }),
      ),
      { numRuns: 25 },
    )
  } finally {
    await fresh.drop()
  }
})
