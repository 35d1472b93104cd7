import type { CodedLine } from '../budget/budget-item.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { inTenThousand, type Money } from '../kernel/money.ts'
import {
  type ProjectedLine,
  type ProjectsTable,
  projectsTable,
  type TableFive,
  type TableSix,
  tableFive,
  tableSix,
} from './expenditure-tables.ts'
import type { StaffingParagraph } from './staffing-paragraph.ts'

/** 人员情况和人员经费决算情况 of a unit and a year, as data; composed once, rendered to page, .docx and .xlsx. */
export type PersonnelReport = {
  organizationName: string
  year: number
  asOf: IsoDate
  staffing: StaffingParagraph
  five: TableFive
  six: TableSix
  projects: ProjectsTable
}

export function personnelReport(
  head: Pick<PersonnelReport, 'organizationName' | 'year' | 'asOf' | 'staffing'>,
  lines: readonly (CodedLine & ProjectedLine)[],
): PersonnelReport {
  return {
    ...head,
    five: tableFive(lines, head.year),
    six: tableSix(lines, head.year),
    projects: projectsTable(lines),
  }
}

export function reportTitle({ organizationName, year }: PersonnelReport): string {
  return `${organizationName}${year}年度人员情况和经费决算说明`
}

/** money: 万元, two decimals; percent: two decimals; count: whole */
export type ReportColumn = { title: string; kind: 'text' | 'money' | 'percent' | 'count'; width: number }

/** `why` is the query of the page that explains the row's figures. */
export type ReportRow = { cells: ReportCell[]; why?: Record<string, string> }
export type ReportCell = string | number | Money | null

export type ReportTable = {
  title: string
  unitOfMeasure: string
  columns: ReportColumn[]
  rows: ReportRow[]
  totals: ReportCell[] | null
  notes: string[]
}

export type ReportBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'table'; table: ReportTable }

/** The report in reading order. Every renderer walks these blocks and adds nothing of its own. */
export function reportBlocks(report: PersonnelReport): ReportBlock[] {
  const { staffing, five, six, projects } = report
  return [
    { kind: 'heading', text: '一、人员概况' },
    ...paragraphs(staffing.sentences),
    { kind: 'table', table: staffingTable(staffing) },
    { kind: 'heading', text: '二、一般公共预算财政拨款支出决算情况说明' },
    ...paragraphs(five.sentences),
    { kind: 'table', table: classTable(five) },
    { kind: 'table', table: functionTable(five) },
    { kind: 'heading', text: '三、一般公共预算财政拨款基本支出决算情况说明' },
    ...paragraphs(six.sentences),
    { kind: 'table', table: economicTable(six) },
    { kind: 'heading', text: '四、部门预算项目情况' },
    { kind: 'table', table: projectTable(projects) },
  ]
}

function paragraphs(texts: readonly string[]): ReportBlock[] {
  return texts.map((text) => ({ kind: 'paragraph', text }))
}

const money = (title: string): ReportColumn => ({ title, kind: 'money', width: 14 })
const words = (title: string, width: number): ReportColumn => ({ title, kind: 'text', width })

function staffingTable({
  approved,
  serving,
  secondedOut,
  age,
  education,
  movements,
}: StaffingParagraph): ReportTable {
  const row = (group: string, label: string, count: number): ReportRow => ({ cells: [group, label, count] })
  return {
    title: '人员概况',
    unitOfMeasure: '人',
    columns: [words('项目', 16), words('类别', 40), { title: '数量', kind: 'count', width: 10 }],
    rows: [
      row('核定编制', '合计', approved.total),
      ...approved.kinds.map(({ label, count }) => row('', label, count)),
      row('在编人员', '合计', serving.count),
      ...secondedOut.map(({ label, count }) => row('', label, count)),
      ...age.map(({ label, count }, at) => row(at === 0 ? '年龄' : '', label, count)),
      ...education.map(({ label, count }, at) => row(at === 0 ? '学历' : '', label, count)),
      ...movements.map(({ label, count }, at) => row(at === 0 ? '年内增减' : '', label, count)),
    ],
    totals: null,
    notes: ['口径：含下属单位；备案人员总量不计入编制。“以上”含本数。'],
  }
}

function classTable({ classes, final, notes }: TableFive): ReportTable {
  return {
    title: '一般公共预算财政拨款支出决算结构',
    unitOfMeasure: '万元',
    columns: [
      words('科目', 10),
      words('名称', 30),
      money('支出决算'),
      { title: '占比%', kind: 'percent', width: 10 },
    ],
    rows: classes.map((row) => ({
      cells: [row.code, row.name, row.final, row.share],
      why: { functionCode: row.code },
    })),
    totals: ['合计', '', final, final.isZero() ? null : '100.00'],
    notes: notes.filter((note) => note.includes('类级')),
  }
}

function functionTable({ items, budget, final, percent, notes }: TableFive): ReportTable {
  return {
    title: '一般公共预算财政拨款支出决算具体情况',
    unitOfMeasure: '万元',
    columns: [
      words('科目', 10),
      words('名称', 44),
      money('全年预算'),
      money('支出决算'),
      { title: '完成%', kind: 'percent', width: 10 },
    ],
    rows: items.map((row) => ({
      cells: [row.code, row.name, row.budget, row.final, row.percent],
      why: { functionCode: row.code },
    })),
    totals: ['合计', '', budget, final, percent],
    notes: ['“全年预算”为调整预算数。', ...notes.filter((note) => note.includes('项级'))],
  }
}

function economicTable({ basic, personnel, operating, notes }: TableSix): ReportTable {
  const part = (name: string, { final, items }: TableSix['personnel']): ReportRow[] => [
    { cells: ['', name, final] },
    ...items.map((item) => ({ cells: [item.code, item.name, item.final], why: { economicCode: item.code } })),
  ]
  return {
    title: '一般公共预算财政拨款基本支出决算表',
    unitOfMeasure: '万元',
    columns: [words('科目', 10), words('名称', 40), money('支出决算')],
    rows: [...part('人员经费', personnel), ...part('公用经费', operating)],
    totals: ['合计', '', basic],
    notes,
  }
}

function projectTable({ rows, totals, notes }: ProjectsTable): ReportTable {
  return {
    title: '部门预算项目执行情况表',
    unitOfMeasure: '万元',
    columns: [
      words('项目代码', 24),
      words('项目名称', 40),
      money('年初预算'),
      money('调整预算'),
      money('支出'),
      { title: '执行率%', kind: 'percent', width: 10 },
    ],
    rows: rows.map((row) => ({
      cells: [row.code, row.name, row.initial, row.adjusted, row.executed, row.rate],
      why: { projectCode: row.code },
    })),
    totals: ['合计', '', totals.initial, totals.adjusted, totals.executed, totals.rate],
    notes,
  }
}

/** A cell as print and page show it; an absent percent and a zero are a dash. */
export function shownCell(cell: ReportCell, kind: ReportColumn['kind']): string {
  if (cell === null) return '–'
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return cell === 0 ? '–' : String(cell)
  return kind === 'money' && cell.isZero() ? '–' : inTenThousand(cell).toFixed(2)
}
