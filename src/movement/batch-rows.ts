import papaparse from 'papaparse'
import { type CodeSet, codesOf } from '../kernel/codes.ts'
import { notAmong, type Problem } from '../kernel/problem.ts'

/** 一人一行: the columns of a pasted list, in their order when it has no heading; keys are fields of the form. */
export const batchColumns = {
  name: '姓名',
  identityNumber: '身份证号',
  ethnicity: '民族',
  politicalStatus: '政治面貌',
  beganWorkOn: '参加工作时间',
  educationLevel: '学历',
  educationMode: '学习形式',
  degree: '学位',
  school: '毕业院校',
  major: '专业',
  graduatedOn: '毕业日期',
  nativePlace: '籍贯',
  birthPlace: '出生地',
  joinedPartyOn: '入党时间',
  otherUnit: '来源单位',
} as const

/** 原异动 stands only in a list that was returned and is handed in again: which movement the row takes up. */
export const batchHeadings = { ...batchColumns, formerNumber: '原异动' } as const

export type BatchColumn = keyof typeof batchHeadings

export function isBatchColumn(field: string): field is BatchColumn {
  return Object.hasOwn(batchHeadings, field)
}

/** A returned or withdrawn movement of a list, as the list handed in again may name it. */
export type FormerMovement = {
  id: string
  number: string
  personId: string
  name: string
  otherUnit: string | null
}

/** One person as pasted: cells as the form wants them, and what could not be read. */
export type BatchRow = {
  /** counted from 1 among the lines pasted, the heading too: as the clerk counts */
  line: number
  typed: Partial<Record<BatchColumn, string>>
  problems: Problem[]
}

/** More people than that are imported as a file. */
export const mostBatchRows = 200

/** Reads rows pasted from a spreadsheet: cells parted by tabs, or by commas where there is no tab. */
export function batchRows(text: string): { rows: BatchRow[]; unknown: string[] } {
  const { data: lines } = papaparse.parse<string[]>(text.trimEnd(), {
    delimiter: text.includes('\t') ? '\t' : ',',
  })
  const cells = lines.map((line) => line.map((cell) => cell.normalize('NFKC').trim()))
  const heading = cells[0]?.some((cell) => columnOf(cell) === 'name') === true ? cells[0] : null
  const columns = heading === null ? Object.keys(batchColumns) : heading.map((cell) => columnOf(cell) ?? '')
  const unknown = heading === null ? [] : heading.filter((cell) => cell !== '' && columnOf(cell) === null)
  const rows = cells.flatMap((line, place): BatchRow[] => {
    if (place === 0 && heading !== null) return []
    if (line.every((cell) => cell === '')) return []
    return [rowOf(line, columns, place + 1)]
  })
  return { rows, unknown }
}

/** The list as it is opened again. Who is registered needs no more than the name; the number is not shown again. */
export function listAgain(formers: readonly FormerMovement[]): string {
  const shown: BatchColumn[] = formers.some(({ otherUnit }) => otherUnit !== null)
    ? ['formerNumber', 'name', 'otherUnit']
    : ['formerNumber', 'name']
  const heading = shown.map((column) => batchHeadings[column])
  const lines = formers.map(({ number, name, otherUnit }) =>
    [number, name, otherUnit ?? ''].slice(0, shown.length),
  )
  return [heading, ...lines].map((cells) => cells.join('\t')).join('\n')
}

/** What the row says of the movement that it takes up: whom it is about is known, and is put right elsewhere. */
export function checkFormer({ typed }: BatchRow, formers: readonly FormerMovement[]): Problem[] {
  const former = formers.find(({ number }) => number === typed.formerNumber)
  if (former === undefined) {
    const because =
      '不在可以重报的原名单内：该异动不属于这一批、没有退回或撤回，或已经重报。请核对编号；新增人员此栏留空。'
    return [{ code: 'refused', field: 'formerNumber', because }]
  }
  const problems: Problem[] = []
  if (typed.name !== undefined && typed.name !== former.name) {
    const because = `${former.number} 登记的姓名是“${former.name}”。换人的，删去本行另加一行；姓名登记错误的，先在人员页更正。`
    problems.push({ code: 'refused', field: 'name', because })
  }
  for (const field of Object.keys(typed)) {
    if (['formerNumber', 'name', 'otherUnit'].includes(field)) continue
    const because = '该人员已经登记，此栏留空；登记错误的，先在人员页更正。'
    problems.push({ code: 'refused', field, because })
  }
  return problems
}

function rowOf(line: readonly string[], columns: readonly string[], number: number): BatchRow {
  const row: BatchRow = { line: number, typed: {}, problems: [] }
  for (const [place, cell] of line.entries()) {
    const column = columns[place] ?? ''
    if (cell === '' || !isBatchColumn(column)) continue
    const value = readCell(column, cell)
    if (value === null) row.problems.push(notAmong(column, cell, wordsOf(column)))
    else row.typed[column] = value
  }
  return row
}

/** A heading by its name or by what such lists call it. */
function columnOf(heading: string): BatchColumn | null {
  const others: Record<string, BatchColumn> = {
    公民身份号码: 'identityNumber',
    身份证号码: 'identityNumber',
    最高学历: 'educationLevel',
    所学专业: 'major',
    毕业时间: 'graduatedOn',
    毕业学校: 'school',
    参加工作日期: 'beganWorkOn',
  }
  const bare = heading.replace(/[*＊\s]/g, '')
  const named = Object.entries(batchHeadings).find(([, title]) => title === bare)?.[0]
  return named !== undefined && isBatchColumn(named) ? named : (others[bare] ?? null)
}

const codeSets: Partial<Record<BatchColumn, CodeSet>> = {
  ethnicity: 'GB3304',
  politicalStatus: 'GB4762',
  educationLevel: 'GB4658_2006',
  degree: 'GB6864',
}

/** As everybody writes them. */
const usual: Partial<Record<BatchColumn, Record<string, string>>> = {
  ethnicity: { 汉: '01' },
  politicalStatus: {
    党员: '01',
    中共党员: '01',
    预备党员: '02',
    中共预备党员: '02',
    团员: '03',
    共青团员: '03',
  },
  educationLevel: {
    博士研究生: '10',
    硕士研究生: '10',
    本科: '20',
    大学: '20',
    大专: '30',
    专科: '30',
    中专: '40',
    高中: '60',
  },
  educationMode: { 全日制: 'full-time', 全日制教育: 'full-time', 在职: 'in-service', 在职教育: 'in-service' },
}

/** The code of what the cell says; null when it says none, or several. */
function readCell(column: BatchColumn, cell: string): string | null {
  const known = usual[column]?.[cell]
  if (known !== undefined) return known
  if (column === 'educationMode') return ['full-time', 'in-service'].includes(cell) ? cell : null
  const set = codeSets[column]
  if (set === undefined) return cell
  const codes = codesFor(column, set)
  const exact = codes.find(({ code, name }) => code === cell || name === cell)
  if (exact !== undefined) return exact.code
  const [only, another] = codes.filter(({ name }) => name.includes(cell))
  return only !== undefined && another === undefined ? only.code : null
}

function codesFor(column: BatchColumn, set: CodeSet) {
  return codesOf(set).filter(({ code }) => column !== 'degree' || code.length === 1)
}

/** What may be written in a column of words. */
function wordsOf(column: BatchColumn): string[] {
  const set = codeSets[column]
  return set === undefined ? Object.keys(usual[column] ?? {}) : codesFor(column, set).map(({ name }) => name)
}
