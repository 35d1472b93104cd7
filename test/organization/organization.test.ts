import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveDocument } from '../../src/organization/document.store.ts'
import {
  findOrganization,
  organizationOn,
  organizationsOn,
  subtreeOf,
} from '../../src/organization/organization.store.ts'
import { treeOrder } from '../../src/organization/organization.ts'
import {
  emptyDatabase,
  exampleActing,
  inTransaction,
  type TestDatabase,
  viewpoint,
} from '../database/harness.ts'
import { plantOrganization, plantRegion, plantVersion } from './planted.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await emptyDatabase()
})
afterAll(() => database.drop())

const acting = exampleActing()

test('the tree shows inner sections before subordinate units and each by the order of the office', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const bureau = await plantOrganization(tx, acting, { name: '教育局', parentId: root, sortOrder: 2 })
    await plantOrganization(tx, acting, { name: '第一小学', parentId: bureau, sortOrder: 1 })
    await plantOrganization(tx, acting, { name: '办公室', parentId: bureau, kind: 'division', sortOrder: 9 })
    await plantOrganization(tx, acting, { name: '区委办', parentId: root, sortOrder: 1 })
    const tree = await organizationsOn(tx, viewpoint())
    expect(tree.map(({ name, depth }) => [name, depth])).toEqual([
      ['试验区', 0],
      ['区委办', 1],
      ['教育局', 1],
      ['办公室', 2],
      ['第一小学', 2],
    ])
  }))

test('a unit has its old name before the change, its new one from that day, and is not there before it was set up', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const id = await plantOrganization(tx, acting, {
      name: '文化局',
      parentId: root,
      effectiveFrom: '2021-01-01',
      effectiveTo: '2023-03-01',
    })
    await plantVersion(tx, acting, {
      organizationId: id,
      name: '文化旅游局',
      parentId: root,
      effectiveFrom: '2023-03-01',
    })
    const nameOn = async (day: string) => (await organizationOn(tx, viewpoint(day), id))?.name ?? null
    expect(await nameOn('2020-12-31')).toBeNull()
    expect(await nameOn('2023-02-28')).toBe('文化局')
    expect(await nameOn('2023-03-01')).toBe('文化旅游局')
  }))

test('everything below a unit is its subtree, on the day asked for', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const bureau = await plantOrganization(tx, acting, { name: '教育局', parentId: root })
    const section = await plantOrganization(tx, acting, {
      name: '办公室',
      parentId: bureau,
      kind: 'division',
    })
    const school = await plantOrganization(tx, acting, {
      name: '第一小学',
      parentId: bureau,
      effectiveFrom: '2023-09-01',
    })
    const schoolSection = await plantOrganization(tx, acting, {
      name: '教务处',
      parentId: school,
      kind: 'division',
    })
    await plantOrganization(tx, acting, { name: '财政局', parentId: root })
    const sorted = async (day: string) => (await subtreeOf(tx, viewpoint(day), bureau)).sort()
    expect(await sorted('2024-01-15')).toEqual([bureau, section, school, schoolSection].sort())
    expect(await sorted('2023-08-31')).toEqual([bureau, section].sort())
  }))

test('a unit is found by name, short name or code, and an inner section only when it is the only one', () =>
  inTransaction(database.db, async (tx) => {
    const root = await plantRegion(tx, acting)
    const office = await plantOrganization(tx, acting, {
      name: '中共试验区委机构编制委员会办公室',
      shortName: '区委编办',
      code: '101001',
      parentId: root,
    })
    const other = await plantOrganization(tx, acting, { name: '财政局', parentId: root })
    const first = await plantOrganization(tx, acting, { name: '办公室', kind: 'division', parentId: office })
    await plantOrganization(tx, acting, { name: '综合股', kind: 'division', parentId: other })
    const found = async (text: string) =>
      (await findOrganization(tx, viewpoint(), text))?.organizationId ?? null
    expect(await found('区委编办')).toBe(office)
    expect(await found(' 中共试验区委机构编制委员会办公室 ')).toBe(office)
    expect(await found('101001')).toBe(office)
    expect(await found('办公室')).toBe(first)
    await plantOrganization(tx, acting, { name: '办公室', kind: 'division', parentId: other })
    expect(await found('办公室')).toBeNull()
    expect(await found('没有的单位')).toBeNull()
  }))

test('the same paper is kept once, another paper of the same number is another', () =>
  inTransaction(database.db, async (tx) => {
    const paper = {
      number: '朝编发〔2023〕7号',
      title: '关于增编的批复',
      issuer: '区委编委',
      issuedOn: '2023-05-06',
    }
    const first = await saveDocument(tx, acting, paper)
    expect(await saveDocument(tx, acting, paper)).toBe(first)
    expect(await saveDocument(tx, acting, { ...paper, title: '关于减编的批复' })).not.toBe(first)
  }))

test('the tree keeps everybody once, whatever points where', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const node = fc.record({
    parentId: fc.option(fc.constantFrom(...names, 'nowhere')),
    kind: fc.constantFrom('unit', 'division'),
    sortOrder: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(node, { minLength: 6, maxLength: 6 }), (drawn) => {
      // A parent of a later name only, as in any real tree: no circles.
      const nodes = drawn.map(({ parentId, ...rest }, index) => {
        const name = names[index] ?? ''
        return {
          organizationId: name,
          code: name,
          parentId: parentId !== null && parentId > name ? parentId : null,
          ...rest,
        }
      })
      const ordered = treeOrder(nodes)
      expect(ordered.map(({ organizationId }) => organizationId).sort()).toEqual(names)
      for (const [place, { parentId, depth }] of ordered.entries()) {
        const parentPlace = ordered.findIndex(({ organizationId }) => organizationId === parentId)
        expect(parentPlace).toBeLessThan(place)
        expect(depth).toBe(parentPlace === -1 ? 0 : (ordered[parentPlace]?.depth ?? 0) + 1)
      }
    }),
  )
})
