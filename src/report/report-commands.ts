import { economicItemsOf, functionItemsOf } from '../budget/budget-item.ts'
import { budgetLinesOf } from '../budget/budget-line.store.ts'
import { type AuditEntry, recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { terminalActing } from '../identity/verify-terminal-account.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { Clock } from '../kernel/clock.ts'
import { dateOf, yearOf } from '../kernel/dates.ts'
import { fixedYuan, formatYuan, total } from '../kernel/money.ts'
import { findOrganization } from '../organization/organization.store.ts'
import type { Organization } from '../organization/organization.ts'
import { budgetWhyOf } from './budget-why.ts'
import { type ReportArguments, readReportArguments } from './report-arguments.ts'
import { staffingFactsOf } from './staffing-facts.store.ts'
import { staffingParagraph } from './staffing-paragraph.ts'
import { textTable } from './text-table.ts'
import { whyAsData, whyAsText } from './why-text.ts'

/** 0 done, 1 refused with a reason, 2 wrong usage. */
export type ReportAnswer = { code: 0 | 1 | 2; out: string }

export const reportHelp = `用法：bianzhi report <报告> --organization 机构 [选项]

  report staffing        人员概况        --as-of 时点
  report budget-lines    预算项目和科目  --year 年度
  report economic-items  经济科目（基本支出）  --year 年度
  report function-items  功能科目        --year 年度

选项
  --organization  机构名称、简称或编码
  --year          预算年度，例如 2023
  --format        text（默认）或 json；金额单位为元，两位小数
  --explain       科目或项目代码：说明金额由哪些人员、月份、标准和规则构成
  --as-of         时点；不写时，往年为年末，当年为今天
  --as-known-at   只含这一时间以前登记的事项
  --as            以哪个账号查看；--explain 涉及个人信息，须指明有权查看经费的账号（示例县区除外）
输出的每一份报告都记入审计。

例：bianzhi report budget-lines --organization 区委编办 --year 2023 --format json`

/** Runs one report command; `words` are those behind `report`. */
export async function runReport(door: Door, words: readonly string[]): Promise<ReportAnswer> {
  const read = readReportArguments(words)
  if (typeof read === 'string') return { code: 2, out: `${read}\n\n${reportHelp}` }
  const acting = await terminalActing(door, {
    account: read.account,
    permission: 'pay.read',
    isPersonal: read.explain !== null,
    whose: '人员和金额的构成由编办、财政、审计人员查看。',
  })
  if (typeof acting === 'string') return { code: 1, out: acting }
  const answer = await answered(door, read)
  if (answer.code === 0) await recordAudit(door.db, acting, leaving(read))
  return answer
}

type Door = { db: Db; regionCode: string; clock: Clock; isExample: boolean }

/** What is printed at the terminal leaves the registry as a file does. */
function leaving({ report, organization, year, explain }: ReportArguments): AuditEntry {
  return {
    action: 'export.file',
    subjectKind: 'command',
    subjectId: `report ${report}`,
    after: { organization, year, explain },
  }
}

async function answered({ db, regionCode, clock }: Door, read: ReportArguments): Promise<ReportAnswer> {
  const viewpoint = viewpointOf(read, regionCode, clock)
  const organization = await findOrganization(db, viewpoint, read.organization)
  if (organization === null) {
    return { code: 1, out: `${viewpoint.asOf} 没有机构“${read.organization.trim()}”，请核对名称或编码。` }
  }
  if (read.report === 'staffing' || read.year === null) return staffing(db, viewpoint, read, organization)
  return money(db, viewpoint, { ...read, report: read.report, year: read.year }, organization)
}

function viewpointOf(
  { year, asOf, asKnownAt }: ReportArguments,
  regionCode: string,
  clock: Clock,
): Viewpoint {
  const today = clock.today()
  const ofYear = year !== null && year < yearOf(today) ? dateOf(year, 12, 31) : today
  return { regionCode, asOf: asOf ?? ofYear, asKnownAt }
}

async function staffing(
  db: Db,
  viewpoint: Viewpoint,
  { format }: ReportArguments,
  { organizationId }: Organization,
): Promise<ReportAnswer> {
  const paragraph = staffingParagraph(await staffingFactsOf(db, viewpoint, organizationId))
  if (format === 'text') return { code: 0, out: paragraph.sentences.join('\n') }
  const counts = (rows: { label: string; count: number }[]) =>
    rows.map(({ label, count }) => ({ label, count }))
  return json({
    asOf: paragraph.asOf,
    approved: paragraph.approved,
    serving: paragraph.serving.count,
    secondedOut: counts(paragraph.secondedOut),
    age: counts(paragraph.age),
    education: counts(paragraph.education),
    movements: counts(paragraph.movements),
    text: paragraph.sentences.join(''),
  })
}

type MoneyArguments = ReportArguments & {
  report: 'budget-lines' | 'economic-items' | 'function-items'
  year: number
}

async function money(
  db: Db,
  viewpoint: Viewpoint,
  { report, year, format, explain }: MoneyArguments,
  { organizationId, shortName }: Organization,
): Promise<ReportAnswer> {
  if (explain !== null) {
    const field = {
      'budget-lines': 'projectCode',
      'economic-items': 'economicCode',
      'function-items': 'functionCode',
    } as const
    const why = await budgetWhyOf(db, viewpoint, { organizationId, year, [field[report]]: explain })
    if (why.lines.length === 0)
      return { code: 1, out: `${shortName} ${year} 年没有 ${explain} 的预算或支出。` }
    return format === 'json' ? json(whyAsData(why)) : { code: 0, out: whyAsText(why) }
  }
  const lines = await budgetLinesOf(db, viewpoint, organizationId, year)
  if (format === 'text' && lines.length === 0) {
    return { code: 0, out: `${shortName} ${year} 年没有预算和支出。` }
  }
  if (report === 'budget-lines') {
    return format === 'json' ? json(lines.map(lineAsData)) : { code: 0, out: linesAsText(lines) }
  }
  const items = (report === 'economic-items' ? economicItemsOf(lines) : functionItemsOf(lines)).filter(
    ({ executed }) => !executed.isZero(),
  )
  if (format === 'json') {
    return json(items.map(({ code, name, executed }) => ({ code, name, amount: fixedYuan(executed) })))
  }
  const rows = items.map(({ code, name, executed }) => [code, name, formatYuan(executed)])
  const sum = ['合计', '', formatYuan(total(items.map(({ executed }) => executed)))]
  return {
    code: 0,
    out: textTable({ header: ['科目', '名称', '支出数（元）'], rows: [...rows, sum], numbersFrom: 2 }),
  }
}

type Line = Awaited<ReturnType<typeof budgetLinesOf>>[number]

/** The form that other programs read; its names and order stay (issue 2 §4). */
function lineAsData({
  projectCode,
  projectName,
  functionCode,
  economicCode,
  initial,
  adjusted,
  executed,
}: Line) {
  return {
    projectCode,
    projectName,
    functionCode,
    economicCode,
    initial: fixedYuan(initial),
    adjusted: fixedYuan(adjusted),
    executed: fixedYuan(executed),
  }
}

function linesAsText(lines: readonly Line[]): string {
  const figures = (row: Pick<Line, 'initial' | 'adjusted' | 'executed'>) =>
    [row.initial, row.adjusted, row.executed].map(formatYuan)
  const sum = {
    initial: total(lines.map(({ initial }) => initial)),
    adjusted: total(lines.map(({ adjusted }) => adjusted)),
    executed: total(lines.map(({ executed }) => executed)),
  }
  return textTable({
    header: [
      '项目代码',
      '项目名称',
      '功能科目',
      '经济科目',
      '年初预算（元）',
      '调整预算（元）',
      '支出数（元）',
    ],
    rows: [
      ...lines.map((line) => [
        line.projectCode,
        line.projectName,
        line.functionCode,
        line.economicCode,
        ...figures(line),
      ]),
      ['合计', '', '', '', ...figures(sum)],
    ],
    numbersFrom: 4,
  })
}

function json(value: unknown): ReportAnswer {
  return { code: 0, out: JSON.stringify(value, null, 2) }
}
