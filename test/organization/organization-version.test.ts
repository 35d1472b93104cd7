import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, inForce, overlaps } from '../../src/kernel/dates.ts'
import {
  changedFrom,
  corrected,
  endedOn,
  type FactVersion,
  type Rewrite,
} from '../../src/organization/organization-version.ts'

const bureau: FactVersion = {
  id: 'first',
  name: '教育局',
  shortName: '教育局',
  initials: 'jyj',
  otherNames: [],
  kind: 'unit',
  category: 'government',
  nature: 'administrative-organ',
  rank: '109',
  parentId: 'root',
  supervisorId: null,
  funding: 'full',
  budgetLevel: 1,
  budgetUnitCode: null,
  functionClass: '20501',
  creditCode: null,
  legalRepresentative: null,
  address: null,
  duties: null,
  sortOrder: 1,
  documentId: null,
  effectiveFrom: '2020-01-01',
  effectiveTo: null,
}

let given = 0

function rewritten(versions: FactVersion[], rewrite: Rewrite | null): FactVersion[] {
  if (rewrite === null) return versions
  const kept = versions.filter(({ id }) => !rewrite.supersededIds.includes(id))
  const all = [...kept, ...rewrite.added.map((row) => ({ ...row, id: `version ${given++}` }))]
  return all.sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
}

const told = (versions: FactVersion[]) =>
  versions.map(({ name, rank, effectiveFrom, effectiveTo }) => [name, rank, effectiveFrom, effectiveTo])

test('a renaming cuts the version of the day in two', () => {
  const change = { on: '2023-03-01', facts: { name: '教科局' }, documentId: 'paper' }
  expect(told(rewritten([bureau], changedFrom([bureau], change)))).toEqual([
    ['教育局', '109', '2020-01-01', '2023-03-01'],
    ['教科局', '109', '2023-03-01', null],
  ])
  expect(changedFrom([bureau], { ...change, on: '2019-12-31' })).toBeNull()
})

test('a change typed late is carried into a later one, except where that one says something else', () => {
  const renamed = rewritten(
    [bureau],
    changedFrom([bureau], { on: '2024-01-01', facts: { name: '教科局' }, documentId: null }),
  )
  const raised = { on: '2022-01-01', facts: { name: '教委', rank: '107' }, documentId: null }
  expect(told(rewritten(renamed, changedFrom(renamed, raised)))).toEqual([
    ['教育局', '109', '2020-01-01', '2022-01-01'],
    ['教委', '107', '2022-01-01', '2024-01-01'],
    ['教科局', '107', '2024-01-01', null],
  ])
})

test('an abolition ends the last version, and waits for what is recorded for later', () => {
  expect(told(rewritten([bureau], endedOn([bureau], '2024-01-01')))).toEqual([
    ['教育局', '109', '2020-01-01', '2024-01-01'],
  ])
  expect(endedOn([bureau], '2020-01-01')).toBeNull()
  const renamed = rewritten(
    [bureau],
    changedFrom([bureau], { on: '2025-01-01', facts: { name: '教科局' }, documentId: null }),
  )
  expect(endedOn(renamed, '2024-01-01')).toBeNull()
})

test('a wrong first day moves the end of the version before it', () => {
  const renamed = rewritten(
    [bureau],
    changedFrom([bureau], { on: '2023-03-01', facts: { name: '教科局' }, documentId: null }),
  )
  const versionId = renamed[1]?.id ?? ''
  const right = { versionId, facts: {}, effectiveFrom: '2023-02-01', documentId: null }
  expect(told(rewritten(renamed, corrected(renamed, right)))).toEqual([
    ['教育局', '109', '2020-01-01', '2023-02-01'],
    ['教科局', '109', '2023-02-01', null],
  ])
  expect(corrected(renamed, { ...right, effectiveFrom: '2020-01-01' })).toBeNull()
})

test('whatever is changed, ended and put right, in whatever order: one version a day, and no day is lost', () => {
  const day = fc.integer({ min: 0, max: 2_000 }).map((days) => addDays('2019-06-01', days))
  const act = fc.oneof(
    fc.record({ kind: fc.constant('change' as const), on: day, name: fc.constantFrom('甲', '乙', '丙') }),
    fc.record({ kind: fc.constant('end' as const), on: day, name: fc.constant('') }),
    fc.record({
      kind: fc.constant('correct' as const),
      on: day,
      name: fc.constantFrom('甲', '乙', '丙'),
      which: fc.nat(5),
    }),
  )
  fc.assert(
    fc.property(
      fc.array(act, { maxLength: 8 }),
      fc.array(day, { minLength: 1, maxLength: 5 }),
      (acts, days) => {
        let versions = [bureau]
        for (const one of acts) {
          const facts = { name: one.name }
          if (one.kind === 'change') {
            const before = versions
            versions = rewritten(versions, changedFrom(versions, { on: one.on, facts, documentId: null }))
            for (const asked of days.filter((asked) => asked < one.on)) {
              expect(nameOn(versions, asked)).toBe(nameOn(before, asked))
            }
            if (nameOn(before, one.on) !== null) expect(nameOn(versions, one.on)).toBe(one.name)
          } else if (one.kind === 'end') {
            versions = rewritten(versions, endedOn(versions, one.on))
          } else {
            const versionId = versions[one.which % versions.length]?.id ?? ''
            const right = { versionId, facts, effectiveFrom: one.on, documentId: null }
            versions = rewritten(versions, corrected(versions, right))
          }
          for (const [place, version] of versions.entries()) {
            expect(version.effectiveTo === null || version.effectiveTo > version.effectiveFrom).toBe(true)
            const next = versions[place + 1]
            if (next === undefined) continue
            expect(overlaps(version, next)).toBe(false)
            expect(version.effectiveTo).toBe(next.effectiveFrom)
          }
        }
      },
    ),
    { numRuns: 300 },
  )
})

function nameOn(versions: FactVersion[], day: string): string | null {
  return versions.find((version) => inForce(version, day))?.name ?? null
}
