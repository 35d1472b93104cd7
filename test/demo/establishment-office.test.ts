import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkProposedLines, type DocumentKind } from '../../src/budget/budget-adjustment.ts'
import { addRows, noRows } from '../../src/demo/district-rows.ts'
import {
  establishmentOffice,
  establishmentOfficeEnteredLines,
  exampleStandardRows,
} from '../../src/demo/establishment-office.ts'
import { initialBudgetMoment } from '../../src/demo/establishment-office-adjustments.ts'
import { officeProjectFor } from '../../src/demo/establishment-office-projects.ts'
import { generatorOf } from '../../src/demo/generator.ts'
import { payBookKnown, payFactsKnown } from '../../src/demo/known-facts.ts'
import { ageOn, inForce, monthsBetween } from '../../src/kernel/dates.ts'
import { fixedYuan, inTenThousand, type Money, total, zero } from '../../src/kernel/money.ts'
import { asOnBaseDate, type CostSpell, costSpells } from '../../src/pay/cost-spell.ts'

type Item = { code: string; name: string; amount: number }
type Published = {
  staffing: { age: Record<string, number>; education: Record<string, number> }
  income: { total: number }
  expenditure: { total: number; basic: number; project: number }
  byFunctionClass: { class: string; name: string; amount: number; percent: number }[]
  byFunctionItem: { code: string; name: string; budget: number; final: number }[]
  byEconomicItem: { personnel: { total: number; items: Item[] }; operating: { total: number; items: Item[] } }
  projects: { code: string; name: string; initial: number; adjusted: number; executed: number }[]
  executionProgressPercent: { project: Record<string, number> }
}

const published: Published = JSON.parse(
  readFileSync(new URL('../golden/figures-2023.json', import.meta.url), 'utf8'),
)

const rows = noRows()
addRows(rows, establishmentOffice(generatorOf('golden')))
addRows(rows, exampleStandardRows())

const year = { from: '2023-01-01', to: '2024-01-01' }
const closing = new Date('2024-01-15T08:30:00+08:00')

function initialSpells(): CostSpell[] {
  const at = initialBudgetMoment(2023)
  const book = payBookKnown(rows, at)
  return payFactsKnown(rows, at).flatMap((facts) =>
    costSpells(asOnBaseDate(facts, '2023-01-01'), book, year, 'initial-budget'),
  )
}

function actualSpells(): CostSpell[] {
  const book = payBookKnown(rows, closing)
  return payFactsKnown(rows, closing).flatMap((facts) => costSpells(facts, book, year, 'actual'))
}

type Amount = { project: string; functionCode: string; economicCode: string; amount: Money; month?: number }

function ofSpells(spells: CostSpell[]): Amount[] {
  return spells
    .filter(({ budgeted }) => budgeted)
    .map((spell) => {
      const project = officeProjectFor({ year: 2023, purpose: spell.projectPurpose, staff: spell.staff })
      const months = monthsBetween({ from: spell.effectiveFrom, to: spell.effectiveTo })
      return { ...spell, project: project?.code ?? 'none', amount: spell.amount.times(months) }
    })
}

const initial: Amount[] = [
  ...ofSpells(initialSpells()),
  ...establishmentOfficeEnteredLines(2023).map((line) => ({ ...line, project: line.projectCode })),
]
const approved = new Set(
  rows.budgetAdjustmentDecisions.filter((row) => row.approved).map((row) => row.adjustmentId),
)
const adjustments: Amount[] = rows.budgetAdjustmentLines
  .filter(({ adjustmentId }) => approved.has(adjustmentId))
  .map((line) => ({ ...line, project: line.projectCode }))
const adjusted = [...initial, ...adjustments]
const vouchers: Amount[] = rows.expenditures.map((row) => ({ ...row, project: row.projectCode }))
const executed = [...ofSpells(actualSpells()), ...vouchers]

function sum(amounts: Amount[], which: (amount: Amount) => boolean = () => true): Money {
  return total(amounts.filter(which).map(({ amount }) => amount))
}

function shown(amount: Money): string {
  return inTenThousand(amount).toFixed(2)
}

describe('区委编办 2023, derived', () => {
  test.each(published.projects)(
    '$name: $initial 万元 at the start, $adjusted adjusted, $executed paid',
    (project) => {
      const of = (amounts: Amount[]) => shown(sum(amounts, (amount) => amount.project === project.code))
      expect({ initial: of(initial), adjusted: of(adjusted), executed: of(executed) }).toEqual({
        initial: project.initial.toFixed(2),
        adjusted: project.adjusted.toFixed(2),
        executed: project.executed.toFixed(2),
      })
    },
  )

  test.each(published.byFunctionItem)('$code $name is $final 万元', ({ code, budget, final }) => {
    expect(shown(sum(adjusted, ({ functionCode }) => functionCode === code))).toBe(budget.toFixed(2))
    expect(shown(sum(executed, ({ functionCode }) => functionCode === code))).toBe(final.toFixed(2))
  })

  const { personnel, operating } = published.byEconomicItem
  const isBasic = ({ functionCode }: Amount) => functionCode !== '2013102'
  test.each([...personnel.items, ...operating.items])(
    '$code $name is $amount 万元 of basic expenditure',
    (item) => {
      const found = sum(executed, (amount) => isBasic(amount) && amount.economicCode.startsWith(item.code))
      expect(shown(found)).toBe(item.amount.toFixed(2))
    },
  )

  test('personnel 207.80, operating 29.83, basic 237.63, projects 25.00, in all 262.63 万元', () => {
    const isPersonnel = ({ economicCode }: Amount) => /^30[13]/.test(economicCode)
    expect(shown(sum(executed, (amount) => isBasic(amount) && isPersonnel(amount)))).toBe(
      personnel.total.toFixed(2),
    )
    expect(shown(sum(executed, (amount) => isBasic(amount) && !isPersonnel(amount)))).toBe(
      operating.total.toFixed(2),
    )
    expect(shown(sum(executed, isBasic))).toBe(published.expenditure.basic.toFixed(2))
    expect(shown(sum(executed, (amount) => !isBasic(amount)))).toBe(published.expenditure.project.toFixed(2))
    expect(shown(sum(executed))).toBe(published.expenditure.total.toFixed(2))
    expect(shown(sum(adjusted))).toBe(published.income.total.toFixed(2))
  })

  test.each(published.byFunctionClass)('$name is $amount 万元, $percent % of all', (row) => {
    const found = sum(executed, ({ functionCode }) => functionCode.startsWith(row.class))
    expect(shown(found)).toBe(row.amount.toFixed(2))
    expect(found.div(sum(executed)).times(100).toFixed(2)).toBe(row.percent.toFixed(2))
  })

  test('every line ends with exactly its adjusted budget, to the fen', () => {
    const lines = new Map<string, Money>()
    const add = (amounts: Amount[], sign: number) => {
      for (const { project, functionCode, economicCode, amount } of amounts) {
        const key = `${project} ${functionCode} ${economicCode}`
        lines.set(key, (lines.get(key) ?? zero).plus(amount.times(sign)))
      }
    }
    add(adjusted, 1)
    add(executed, -1)
    expect(
      [...lines].filter(([, left]) => !left.isZero()).map(([key, left]) => `${key} ${fixedYuan(left)}`),
    ).toEqual([])
    expect(lines.size).toBeGreaterThan(30)
  })

  test('each paper says what its kind may say: 追加 only adds, 压减 only takes away, 调剂 leaves the total', () => {
    const papers = rows.budgetAdjustments.filter(({ kind }) => kind !== 'movement')
    expect(papers.map(({ kind }) => kind).sort()).toEqual([
      ...Array(5).fill('addition'),
      ...Array(2).fill('reduction'),
      'transfer',
    ])
    for (const { id, kind } of papers) {
      const lines = rows.budgetAdjustmentLines
        .filter(({ adjustmentId }) => adjustmentId === id)
        .map(({ amount, id: field }) => ({ amount, field }))
      expect(checkProposedLines(kind as DocumentKind, lines)).toBeNull()
    }
  })

  test('nobody’s pay falls outside a project, and the annuity is recorded without one', () => {
    expect(executed.filter(({ project }) => project === 'none')).toEqual([])
    const annuity = actualSpells().filter(({ economicCode }) => economicCode === '30109')
    expect(annuity.every(({ budgeted }) => !budgeted)).toBe(true)
    // The annuity is 8 % where the pension is 16 % of the same base: half of 247,688.80.
    const accrued = total(
      annuity.map(({ amount, effectiveFrom, effectiveTo }) =>
        amount.times(monthsBetween({ from: effectiveFrom, to: effectiveTo })),
      ),
    )
    expect(fixedYuan(accrued)).toBe('123844.40')
  })

  test.each(Object.entries(published.executionProgressPercent.project))(
    'by month %s the projects have paid %s % of their budget',
    (month, percent) => {
      const last = Number.parseInt(month, 10)
      const paid = sum(vouchers, (amount) => !isBasic(amount) && (amount.month ?? 0) <= last)
      expect(
        paid
          .div(sum(executed, (amount) => !isBasic(amount)))
          .times(100)
          .toFixed(2),
      ).toBe(percent.toFixed(2))
    },
  )
})

describe('the people of 区委编办', () => {
  const onDay = (day: string) =>
    rows.assignments.filter(
      (row) =>
        !row.supersededAt &&
        inForce({ effectiveFrom: row.effectiveFrom, effectiveTo: row.effectiveTo ?? null }, day),
    )
  const countOf = (day: string) => {
    const counts: Record<string, number> = {}
    for (const { establishmentKind } of onDay(day))
      counts[establishmentKind] = (counts[establishmentKind] ?? 0) + 1
    return counts
  }

  test('fourteen at the start of the year, fifteen at its end, sixteen approved', () => {
    expect(countOf('2023-01-01')).toEqual({
      administrative: 5,
      'civil-service-institution': 3,
      'office-worker': 1,
      institution: 5,
    })
    expect(countOf('2023-12-31')).toEqual({
      administrative: 5,
      'civil-service-institution': 4,
      'office-worker': 1,
      institution: 5,
    })
    expect(
      rows.approvedHeadcounts.map(({ establishmentKind, change }) => [establishmentKind, change]),
    ).toEqual([
      ['administrative', 5],
      ['office-worker', 1],
      ['civil-service-institution', 5],
      ['institution', 5],
    ])
  })

  test('never more than approved on any day', () => {
    for (const day of ['2023-03-16', '2023-05-18', '2023-07-03', '2023-07-20', '2023-08-22']) {
      const counts = countOf(day)
      for (const { establishmentKind, change } of rows.approvedHeadcounts) {
        expect(counts[establishmentKind] ?? 0).toBeLessThanOrEqual(change)
      }
    }
  })

  test('ages and education are those published', () => {
    const there = new Set(onDay('2023-12-31').map(({ personId }) => personId))
    const ages = rows.personParticulars
      .filter(({ personId }) => there.has(personId))
      .map(({ bornOn }) => ageOn(bornOn, '2023-12-31'))
    expect({
      '50岁以上': ages.filter((age) => age > 50).length,
      '35岁到50岁': ages.filter((age) => age >= 35 && age <= 50).length,
      '35岁以下': ages.filter((age) => age < 35).length,
    }).toEqual(published.staffing.age)
    const levels = rows.educationRecords
      .filter(({ personId }) => there.has(personId))
      .map(({ level }) => level)
    expect({
      本科: levels.filter((level) => level === '20').length,
      大专: levels.filter((level) => level === '30').length,
    }).toEqual(published.staffing.education)
  })

  test('two left, two came, one was recruited; each movement is signed by three and took effect', () => {
    const kinds = rows.movements.map(({ kind }) => kind).filter((kind) => kind !== 'drawing')
    expect(kinds.sort()).toEqual([
      'recruitment',
      'transfer-in',
      'transfer-in',
      'transfer-out',
      'transfer-out',
    ])
    for (const { id } of rows.movements) {
      const signed = rows.movementSignatures.filter(({ movementId }) => movementId === id)
      expect(new Set(signed.map(({ recordedBy }) => recordedBy)).size).toBe(3)
      expect(rows.movementEffects.filter(({ movementId }) => movementId === id)).toHaveLength(1)
    }
  })

  test('one is drawn to the supervision team, the worker to the other unit; both are still paid here', () => {
    const drawn = rows.placements.filter(({ aspect }) => aspect === 'work')
    expect(drawn.map(({ place }) => place)).toEqual(['区委重点督导组', '外事和公务服务中心'])
    const payers = new Set(actualSpells().map(({ payingOrganizationId }) => payingOrganizationId))
    expect(payers.size).toBe(1)
  })
})
