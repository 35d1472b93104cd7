import { functionPathName } from '../budget/account-code.ts'
import {
  basicLines,
  type CodedLine,
  economicItemsOf,
  functionClassesOf,
  functionItemsOf,
} from '../budget/budget-item.ts'
import { type BudgetFigures, sumOfFigures } from '../budget/budget-line.ts'
import { type Money, proseTenThousand, total } from '../kernel/money.ts'
import { percentOf, prosePercent, roundingNote } from './rounding-difference.ts'

export type ItemRow = {
  code: string
  name: string
  path: string
  budget: Money
  final: Money
  percent: string | null
}

/** 五、一般公共预算财政拨款支出决算情况说明: by function item with budget, final and percent, and by class with shares. */
export type TableFive = {
  budget: Money
  final: Money
  percent: string | null
  classes: { code: string; name: string; final: Money; share: string | null }[]
  items: ItemRow[]
  sentences: string[]
  notes: string[]
}

/** 全年预算 of the Sichuan publication of 2023 is the adjusted budget (standards §7). */
export function tableFive(lines: readonly CodedLine[], year: number): TableFive {
  const budget = total(lines.map(({ adjusted }) => adjusted))
  const final = total(lines.map(({ executed }) => executed))
  const classes = functionClassesOf(lines).map(({ code, name, executed }) => ({
    code,
    name,
    final: executed,
    share: percentOf(executed, final),
  }))
  const items = functionItemsOf(lines).map(({ code, name, adjusted, executed }) => ({
    code,
    name,
    path: functionPathName(code),
    budget: adjusted,
    final: executed,
    percent: percentOf(executed, adjusted),
  }))
  const notes = [
    roundingNote('按功能分类类级', { whole: final, parts: classes.map((row) => row.final) }),
    roundingNote('按功能分类项级决算数', { whole: final, parts: items.map((row) => row.final) }),
    roundingNote('按功能分类项级全年预算数', { whole: budget, parts: items.map((row) => row.budget) }),
  ].filter((note) => note !== null)
  const table = { budget, final, percent: percentOf(final, budget), classes, items, notes }
  return { ...table, sentences: sentencesOfFive(table, year) }
}

function sentencesOfFive(
  { budget, final, classes, items }: Omit<TableFive, 'sentences'>,
  year: number,
): string[] {
  const parts = classes
    .filter((row) => !row.final.isZero())
    .map(
      (row) => `${row.name}${proseTenThousand(row.final)}万元，占${prosePercent(row.final, final) ?? '0%'}`,
    )
  return [
    parts.length === 0
      ? `${year}年度没有一般公共预算财政拨款支出。`
      : `${year}年度一般公共预算财政拨款支出${proseTenThousand(final)}万元，主要用于以下方面：${parts.join('；')}。`,
    `${year}年度一般公共预算支出全年预算数为${proseTenThousand(budget)}万元，支出决算数为${proseTenThousand(final)}万元${completion(final, budget, '数')}。${items.length === 0 ? '' : '其中：'}`,
    ...items.map((row, at) => `${at + 1}.${row.path}：${itemSentence(row)}`),
  ]
}

function itemSentence({ budget, final }: ItemRow): string {
  const figures = `全年预算为${proseTenThousand(budget)}万元，支出决算为${proseTenThousand(final)}万元`
  return `${figures}${completion(final, budget, '')}。${comparison(final, budget)}`
}

/** A budget of zero has no percent, and the sentence is not written (standards §3.2). */
function completion(final: Money, budget: Money, word: string): string {
  const percent = prosePercent(final, budget)
  return percent === null ? '' : `，完成全年预算${word}的${percent}`
}

function comparison(final: Money, budget: Money): string {
  if (final.equals(budget)) return '决算数等于全年预算数。'
  return final.lessThan(budget) ? '决算数小于全年预算数。' : '决算数大于全年预算数。'
}

export type EconomicRow = { code: string; name: string; final: Money }

/** 六、基本支出: 人员经费 and 公用经费 by economic item. */
export type TableSix = {
  basic: Money
  personnel: { final: Money; items: EconomicRow[] }
  operating: { final: Money; items: EconomicRow[] }
  sentences: string[]
  notes: string[]
}

export function tableSix(lines: readonly CodedLine[], year: number): TableSix {
  const items = economicItemsOf(lines).map(({ executed, ...item }) => ({ ...item, final: executed }))
  const partOf = (part: string) => {
    const own = items.filter((item) => item.part === part && !item.final.isZero())
    return { final: total(own.map(({ final }) => final)), items: own }
  }
  const [personnel, operating] = [partOf('personnel'), partOf('operating')]
  const basic = total(basicLines(lines).map(({ executed }) => executed))
  const notes = [
    roundingNote('人员经费', { whole: personnel.final, parts: personnel.items.map(({ final }) => final) }),
    roundingNote('公用经费', { whole: operating.final, parts: operating.items.map(({ final }) => final) }),
    roundingNote('基本支出', { whole: basic, parts: [personnel.final, operating.final] }),
  ].filter((note) => note !== null)
  const table = { basic, personnel, operating, notes }
  return { ...table, sentences: sentencesOfSix(table, year) }
}

function sentencesOfSix(
  { basic, personnel, operating }: Omit<TableSix, 'sentences'>,
  year: number,
): string[] {
  const head = `${year}年度一般公共预算财政拨款基本支出${proseTenThousand(basic)}万元`
  if (basic.isZero()) return [`${year}年度没有一般公共预算财政拨款基本支出。`]
  const part = (name: string, { final, items }: TableSix['personnel']) =>
    final.isZero()
      ? `${name}没有支出。`
      : `${name}${proseTenThousand(final)}万元，主要包括：${items
          .map((item) => `${item.name}${proseTenThousand(item.final)}万元`)
          .join('、')}。`
  return [`${head}，其中：`, part('人员经费', personnel), part('公用经费', operating)]
}

export type ProjectRow = BudgetFigures & {
  code: string
  name: string
  kind: string
  adjusted: Money
  forecast: Money
  rate: string | null
}

/** 项目表: each project with initial, adjusted, executed and rate; totals from the exact sums. */
export type ProjectsTable = { rows: ProjectRow[]; totals: ProjectRow; notes: string[] }

export type ProjectedLine = BudgetFigures & {
  projectCode: string
  projectName: string
  projectKind: string
  adjusted: Money
  forecast: Money
}

export function projectsTable(lines: readonly ProjectedLine[]): ProjectsTable {
  const codes = [...new Set(lines.map(({ projectCode }) => projectCode))].sort()
  const rows = codes.map((code) => {
    const own = lines.filter(({ projectCode }) => projectCode === code)
    return rowOf({ code, name: own[0]?.projectName ?? code, kind: own[0]?.projectKind ?? '' }, own)
  })
  const totals = rowOf({ code: '', name: '合计', kind: '' }, lines)
  const notes = [
    roundingNote('年初预算数', { whole: totals.initial, parts: rows.map(({ initial }) => initial) }),
    roundingNote('调整预算数', { whole: totals.adjusted, parts: rows.map(({ adjusted }) => adjusted) }),
    roundingNote('支出数', { whole: totals.executed, parts: rows.map(({ executed }) => executed) }),
  ].filter((note) => note !== null)
  return { rows, totals, notes }
}

function rowOf(
  head: { code: string; name: string; kind: string },
  lines: readonly ProjectedLine[],
): ProjectRow {
  const sum = sumOfFigures(lines)
  const adjusted = total(lines.map((line) => line.adjusted))
  return {
    ...head,
    ...sum,
    adjusted,
    forecast: total(lines.map((line) => line.forecast)),
    rate: percentOf(sum.executed, adjusted),
  }
}
