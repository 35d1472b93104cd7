import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenThousand, type Money, total, yuan, zero } from '../../src/kernel/money.ts'
import { runReport } from '../../src/report/report-commands.ts'
import { demoDatabase, demoDay, regionCode, type TestDatabase } from '../database/harness.ts'

/**
 * The year 2023 of 区委编办 as the real office published it (test/golden/figures-2023.json), asked from the loaded
 * example district by the commands of the terminal. Everything is equal after rounding to 0.01 万元.
 */
type Item = { code: string; name: string; amount: number }
type Published = {
  expenditure: { total: number; basic: number; project: number }
  byFunctionItem: { code: string; name: string; final: number; budget: number }[]
  byEconomicItem: { personnel: { total: number; items: Item[] }; operating: { total: number; items: Item[] } }
  projects: { code: string; name: string; initial: number; adjusted: number; executed: number }[]
}
const published: Published = JSON.parse(
  readFileSync(new URL('../golden/figures-2023.json', import.meta.url), 'utf8'),
)

let database: TestDatabase
beforeAll(async () => {
  database = await demoDatabase()
})
afterAll(() => database.drop())

const clock = { today: () => demoDay, now: () => new Date(`${demoDay}T09:00:00+08:00`) }
const report = (...words: string[]) =>
  runReport({ db: database.db, regionCode, clock, isExample: true }, words)
const office = ['--organization', '区委编办']

async function rows<Row>(...words: string[]): Promise<Row[]> {
  const { code, out } = await report(...words, ...office, '--year', '2023', '--format', 'json')
  expect(code).toBe(0)
  return JSON.parse(out) as Row[]
}

/** 万元 with two decimals, as published. */
function shown(amount: Money): string {
  return inTenThousand(amount).toFixed(2)
}

test('人员概况 reads as published', async () => {
  const { out } = await report('staffing', ...office, '--as-of', '2023-12-31')
  expect(out.replace('\n', '')).toBe(
    '核定编制16名，其中机关行政编制5名，参公编制5名，机关工勤编制1名，事业编制5名。' +
      '2023年末，在编人员15人，其中在编人员1人抽调至区委重点督导组，' +
      '1人（机关工勤）因公务用车改革抽调至外事和公务服务中心。' +
      '从年龄结构看，50岁以上5人，35岁到50岁6人，35岁以下4人；' +
      '从学历看，本科学历10人，大专学历5人。年内调出2人，调入2人，新招录1人。',
  )
})

type Line = { projectCode: string; projectName: string; initial: string; adjusted: string; executed: string }

test('the unit has the thirteen published projects and no other', async () => {
  const lines = await rows<Line>('budget-lines')
  const names = new Map(lines.map(({ projectCode, projectName }) => [projectCode, projectName]))
  expect([...names].sort()).toEqual(published.projects.map(({ code, name }) => [code, name]).sort())
})

test.each(published.projects.map((project) => [project.name, project] as const))(
  '%s: initial, adjusted and executed as published',
  async (_, project) => {
    const own = (await rows<Line>('budget-lines')).filter(({ projectCode }) => projectCode === project.code)
    const sum = (figure: 'initial' | 'adjusted' | 'executed') =>
      shown(total(own.map((line) => yuan(line[figure]))))
    expect([sum('initial'), sum('adjusted'), sum('executed')]).toEqual(
      [project.initial, project.adjusted, project.executed].map((figure) => figure.toFixed(2)),
    )
  },
)

test('every function item as published, adjusted and executed', async () => {
  const items = await rows<{ code: string; name: string; amount: string }>('function-items')
  expect(items.map(({ code, name, amount }) => [code, name, shown(yuan(amount))])).toEqual(
    published.byFunctionItem.map(({ code, name, final }) => [code, name, final.toFixed(2)]),
  )
  const lines = await rows<Line & { functionCode: string }>('budget-lines')
  for (const { code, budget } of published.byFunctionItem) {
    const own = lines.filter(({ functionCode }) => functionCode === code)
    expect([code, shown(total(own.map(({ adjusted }) => yuan(adjusted))))]).toEqual([code, budget.toFixed(2)])
  }
})

test('every economic item of basic expenditure as published, and their sums', async () => {
  const items = await rows<{ code: string; name: string; amount: string }>('economic-items')
  const { personnel, operating } = published.byEconomicItem
  const expected = [...personnel.items, ...operating.items].sort((a, b) => (a.code < b.code ? -1 : 1))
  const sorted = [...items].sort((a, b) => (a.code < b.code ? -1 : 1))
  expect(sorted.map(({ code, amount }) => [code, shown(yuan(amount))])).toEqual(
    expected.map(({ code, amount }) => [code, amount.toFixed(2)]),
  )
  const sumOf = (part: Item[]) =>
    shown(
      items
        .filter(({ code }) => part.some((item) => item.code === code))
        .reduce((sum, { amount }) => sum.plus(yuan(amount)), zero),
    )
  expect([sumOf(personnel.items), sumOf(operating.items)]).toEqual([
    personnel.total.toFixed(2),
    operating.total.toFixed(2),
  ])
})

test('final equals adjusted on every line to the fen, and the whole is what was published', async () => {
  const lines = await rows<Line>('budget-lines')
  expect(lines.filter(({ adjusted, executed }) => adjusted !== executed)).toEqual([])
  expect(shown(total(lines.map(({ executed }) => yuan(executed))))).toBe(
    published.expenditure.total.toFixed(2),
  )
})

test('a figure is explained by people, months, standard and rule that add up to it', async () => {
  const { code, out } = await report(
    'economic-items',
    ...office,
    '--year',
    '2023',
    '--explain',
    '30101',
    '--format',
    'json',
  )
  expect(code).toBe(0)
  const why = JSON.parse(out) as {
    executed: string
    unexplained: string
    paid: { name: string; amount: string; months: { amount: string; months: number; monthly: string }[] }[]
  }
  expect(why.unexplained).toBe('0.00')
  expect(shown(yuan(why.executed))).toBe('63.67')
  expect(total(why.paid.map(({ amount }) => yuan(amount))).toFixed(2)).toBe(why.executed)
  // 15 at the end of the year and the two who left
  expect(why.paid).toHaveLength(17)
  for (const { months } of why.paid) {
    for (const row of months) {
      expect(yuan(row.monthly).times(row.months).toFixed(2)).toBe(row.amount)
    }
  }
})

test('what makes up a bonus is named as the office names it, never by a code', async () => {
  const { out } = await report('economic-items', ...office, '--year', '2023', '--explain', '30103')
  expect(out).toContain('年终一次性奖金')
  expect(out).toMatch(/职务（职级）工资 [\d.]+ ＋ 级别工资 [\d.]+，乘以 1/)
  expect(out).not.toMatch(/[a-z]+-[a-z]+/)
})

test('a figure that is no person’s pay is explained by its payments and papers', async () => {
  const { out } = await report('economic-items', ...office, '--year', '2023', '--explain', '30217')
  expect(out).toContain('支出凭证')
  expect(out).toContain('预算调整')
})

test('before the year was adopted nothing of it was known', async () => {
  const { out } = await report(
    'budget-lines',
    ...office,
    '--year',
    '2023',
    '--format',
    'json',
    '--as-known-at',
    '2023-01-01',
  )
  expect(JSON.parse(out)).toEqual([])
})

test.each([
  [['staffing'], 2],
  [['budget-lines', '--organization', '区委编办'], 2],
  [['budget-lines', '--organization', '区委编办', '--year', '23'], 2],
  [['budget-lines', '--organization', '区委编办', '--year', '2023', '--format', 'xml'], 2],
  [['budget-lines', '--organization', '区委编办', '--year', '2023', '--explain', "1' or"], 2],
  [['staffing', '--organization', '区委编办', '--as-of', '2023-02-30'], 2],
  [['staffing', '--organization', '区委编办', '--as-known-at', '昨天'], 2],
  [['staffing', '--organization', '长'.repeat(101)], 2],
  [['staffing', '--organisation', '区委编办'], 2],
  [['nothing'], 2],
  [['staffing', '--organization', '没有这个单位'], 1],
  [['economic-items', '--organization', '区委编办', '--year', '2023', '--explain', '30999'], 1],
])('report %j answers %i with a sentence', async (words, code) => {
  const answer = await report(...words)
  expect(answer.code).toBe(code)
  expect(answer.out).toMatch(/。/)
})
