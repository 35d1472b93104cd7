import { type IsoDate, parseDate } from '../kernel/dates.ts'
import { shown } from '../kernel/shown.ts'

export type ReportArguments = {
  report: 'staffing' | 'budget-lines' | 'economic-items' | 'function-items'
  organization: string
  /** null for `staffing` */
  year: number | null
  format: 'json' | 'text'
  asOf: IsoDate | null
  asKnownAt: Date | null
  explain: string | null
  /** the account in whose name it is asked */
  account: string | null
}

const reports = ['staffing', 'budget-lines', 'economic-items', 'function-items'] as const
const options = ['organization', 'year', 'format', 'as-of', 'as-known-at', 'explain', 'as'] as const
type Option = (typeof options)[number]

/** Reads the words behind `report`; a sentence saying what is wrong instead, when something is. */
export function readReportArguments(words: readonly string[]): ReportArguments | string {
  const [name, ...rest] = words
  const report = reports.find((one) => one === name)
  if (report === undefined) return name === undefined ? '缺少报告名称。' : `没有报告 ${shown(name)}。`
  const given = readOptions(rest)
  if (typeof given === 'string') return given
  const organization = given.organization ?? ''
  if (organization.trim() === '') return '缺少 --organization 机构名称或编码。'
  if ([...organization].length > 100) return '--organization 过长，最多 100 个字。'
  const values = readValues(report, given)
  return typeof values === 'string' ? values : { report, organization, ...values }
}

function readValues(
  report: ReportArguments['report'],
  given: Partial<Record<Option, string>>,
): Omit<ReportArguments, 'report' | 'organization'> | string {
  const needsYear = report !== 'staffing'
  if (needsYear && given.year === undefined) return '缺少 --year 年度，例如 --year 2023。'
  if (!needsYear && given.year !== undefined) return '人员概况按时点输出，请用 --as-of，不用 --year。'
  if (given.year !== undefined && !/^(19|20|21)\d{2}$/.test(given.year)) {
    return `--year ${shown(given.year)} 不是年度，请写四位数字，例如 2023。`
  }
  const format = given.format ?? 'text'
  if (format !== 'json' && format !== 'text') return `--format ${shown(format)} 只能是 json 或 text。`
  const asOf = given['as-of'] === undefined ? null : parseDate(given['as-of'])
  if (given['as-of'] !== undefined && asOf === null) {
    return `--as-of ${shown(given['as-of'])} 不是日期，请写成 2023-12-31。`
  }
  const asKnownAt = given['as-known-at'] === undefined ? null : momentOf(given['as-known-at'])
  if (given['as-known-at'] !== undefined && asKnownAt === null) {
    return `--as-known-at ${shown(given['as-known-at'])} 不是时间，请写成 2023-12-31 或 2023-12-31T17:30:00+08:00。`
  }
  if (given.explain !== undefined && report === 'staffing') return '--explain 只用于预算和科目。'
  if (given.explain !== undefined && !/^[0-9A-Z]{3,21}$/.test(given.explain)) {
    return `--explain ${shown(given.explain)} 不是科目或项目代码。`
  }
  const year = given.year === undefined ? null : Number.parseInt(given.year, 10)
  return { year, format, asOf, asKnownAt, explain: given.explain ?? null, account: given.as ?? null }
}

function readOptions(words: readonly string[]): Partial<Record<Option, string>> | string {
  const given: Partial<Record<Option, string>> = {}
  for (let at = 0; at < words.length; at += 2) {
    const word = words[at] ?? ''
    const [flag = '', joined] = word.split(/=(.*)/s)
    const option = options.find((one) => `--${one}` === flag)
    if (option === undefined) return `不认识 ${shown(word)}。`
    if (given[option] !== undefined) return `--${option} 写了两次。`
    const value = joined ?? words[at + 1]
    if (value === undefined || (joined === undefined && value.startsWith('--')))
      return `--${option} 后面缺少内容。`
    given[option] = value
    if (joined !== undefined) at -= 1
  }
  return given
}

/** A day means its end in Beijing: what was known when the office closed. */
function momentOf(text: string): Date | null {
  const day = parseDate(text)
  if (day === null && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text))
    return null
  const moment = new Date(day === null ? text : `${day}T23:59:59.999+08:00`)
  return Number.isNaN(moment.getTime()) ? null : moment
}
