import exceljs from 'exceljs'
import { expect, test } from 'vitest'
import type { CodedLine } from '../../src/budget/budget-item.ts'
import { yuan, zero } from '../../src/kernel/money.ts'
import { projectsTable, tableFive, tableSix } from '../../src/report/expenditure-tables.ts'
import { personnelReport } from '../../src/report/personnel-report.ts'
import { reportDocument } from '../../src/report/report-document.ts'
import { reportWorkbook } from '../../src/report/report-workbook.ts'
import { roundingNote } from '../../src/report/rounding-difference.ts'
import { staffingParagraph } from '../../src/report/staffing-paragraph.ts'
import { zipEntry } from './zip-entry.ts'

const line = (
  codes: [project: string, functionCode: string, economicCode: string],
  amount: string,
  change: Partial<CodedLine> = {},
) => ({
  projectCode: codes[0],
  projectName: `项目${codes[0]}`,
  projectKind: 'R',
  functionCode: codes[1],
  economicCode: codes[2],
  expenditureKind: 'basic',
  initial: yuan(amount),
  adjustment: zero,
  pending: zero,
  adjusted: yuan(amount),
  executed: yuan(amount),
  forecast: yuan(amount),
  due: null,
  ...change,
})

/** 基本工资 63.67, 奖励金 0.05, 公务交通补贴 8.70 and a project of 25 万元, as in the published year. */
const lines = [
  line(['1', '2013101', '30101'], '636712.34'),
  line(['2', '2013101', '30309'], '504.00'),
  line(['3', '2013101', '30239'], '86950.00', { adjusted: yuan('87000.00') }),
  line(['4', '2013102', '30227'], '250000.00', { expenditureKind: 'project' }),
]

test('the car subsidy is operating cost though its project is one for people; a project is in no basic expenditure', () => {
  const six = tableSix(lines, 2023)
  expect(six.personnel.items.map(({ code, name }) => [code, name])).toEqual([
    ['30101', '基本工资'],
    ['303', '对个人和家庭的补助'],
  ])
  expect(six.operating.items.map(({ code }) => code)).toEqual(['30239'])
  expect(six.sentences[2]).toBe('公用经费8.7万元，主要包括：其他交通费用8.7万元。')
})

test('the sentences of table five compare final with the adjusted budget', () => {
  const five = tableFive(lines, 2023)
  expect(five.sentences[0]).toBe(
    '2023年度一般公共预算财政拨款支出97.42万元，主要用于以下方面：一般公共服务支出97.42万元，占100%。',
  )
  expect(five.sentences[2]).toBe(
    '1.一般公共服务支出（类）党委办公厅（室）及相关机构事务（款）行政运行（项）：' +
      '全年预算为72.42万元，支出决算为72.42万元，完成全年预算的99.99%。决算数小于全年预算数。',
  )
})

test('a project without a budget has no rate, not a rate of zero', () => {
  const [row] = projectsTable([line(['9', '2013101', '30103'], '0', { executed: zero })]).rows
  expect(row?.rate).toBeNull()
})

test('where rounded parts do not add up, the difference is told', () => {
  // 0.005 + 0.005 万元 = 0.01, shown as 0.01 + 0.01
  const parts = [yuan('50'), yuan('50')]
  expect(roundingNote('各项', { whole: yuan('100'), parts })).toBe(
    '尾差：各项各项四舍五入后合计 0.02 万元，与总数 0.01 万元相差 0.01 万元。',
  )
  expect(roundingNote('各项', { whole: yuan('200'), parts: [yuan('100'), yuan('100')] })).toBeNull()
})

const report = personnelReport(
  {
    organizationName: '区委编办',
    year: 2023,
    asOf: '2023-12-31',
    staffing: staffingParagraph({
      asOf: '2023-12-31',
      approved: [{ establishmentKind: 'administrative', approved: 5 }],
      serving: [],
      secondments: [],
      movements: [],
    }),
  },
  lines,
)
const imprint = { regionName: '朝天区（示例）', userName: '经办人甲', today: '2024-01-15', isExample: true }

test('the workbook has a sheet a table, numbers as numbers, A4 with the header on every page', async () => {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load((await reportWorkbook(report, imprint)).buffer)
  const sheet = workbook.getWorksheet('部门预算项目执行情况表')
  expect(sheet?.getRow(1).getCell(1).value).toBe('部门预算项目执行情况表')
  expect(sheet?.getRow(2).getCell(1).value).toBe(
    '区委编办　时点：2023-12-31　导出：经办人甲 2024-01-15　单位：万元',
  )
  const first = sheet?.getRow(4)
  expect([first?.getCell(1).value, first?.getCell(3).value, first?.getCell(3).numFmt]).toEqual([
    '1',
    63.67,
    '#,##0.00',
  ])
  expect(sheet?.pageSetup).toMatchObject({
    paperSize: 9,
    orientation: 'landscape',
    fitToWidth: 1,
    printTitlesRow: '1:3',
  })
})

test('the document is A4 in the typefaces of the standard and holds every sentence and figure', async () => {
  const text = zipEntry(await reportDocument(report, imprint), 'word/document.xml') ?? ''
  expect(text).toContain('区委编办2023年度人员情况和经费决算说明')
  expect(text).toContain('方正小标宋简体')
  expect(text).toMatch(/<w:pgSz w:w="11907" w:h="16840"/)
  expect(text).toContain('核定编制5名，其中机关行政编制5名。')
  expect(text).toContain('63.67')
  expect(text).toContain('示例数据，人员均为虚构。')
})
