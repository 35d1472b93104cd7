import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { Values } from './column.ts'
import { type ComparedRow, comparedRow, type Difference } from './difference.ts'
import { documentOf, openingDocumentOf } from './document-columns.ts'
import { type HeadcountKey, headcountColumns } from './headcount-columns.ts'
import type { ImportedRow, ImportedTable, RefusedCell } from './imported-table.ts'
import { type LedgerRow, ledgerProblems } from './ledger-control.ts'
import { type NamedOrganization, organizationFinder } from './named-organization.ts'
import type { OpeningDay } from './organization-difference.ts'

export type HeadcountFact = LedgerRow & { note: string; document: DocumentDraft }

/** What the registry knows: organizations of the day, the rows that stand, and every change of the ledger by day. */
export type PresentHeadcounts = {
  organizations: readonly NamedOrganization[]
  rows: readonly Values<HeadcountKey>[]
  ledger: readonly Omit<LedgerRow, 'line'>[]
}

/**
 * Rows of a file against the ledger. A row is known by organization, kind, count, day and paper; the ledger is never
 * changed, so that another count of the same paper and day is refused and leads to a reversal.
 */
export function headcountDifference(
  table: ImportedTable<HeadcountKey>,
  present: PresentHeadcounts,
  opensOn: OpeningDay,
): Difference<HeadcountFact> {
  const find = organizationFinder(present.organizations)
  const standing = counted(present.rows.map((values) => wholeKey(values)))
  const read = table.rows.map((row) => readRow(table, row, { find, opensOn }))
  const known = new Set<number>()
  for (const { row, values } of read) {
    const left = standing.get(wholeKey(values)) ?? 0
    if (left === 0 || values.organization === null) continue
    standing.set(wholeKey(values), left - 1)
    known.add(row.line)
  }
  const otherwise = new Map<string, string>()
  for (const values of present.rows) {
    if ((standing.get(wholeKey(values)) ?? 0) > 0) otherwise.set(partKey(values), values.change ?? '')
  }
  const fresh: HeadcountFact[] = []
  const seen = new Map<string, number>()
  for (const { row, values, refused, organization } of read) {
    if (known.has(row.line)) continue
    const refuse = (key: HeadcountKey, problem: Problem) =>
      refused.push(table.refuse(row, key, problem, row.values[key]))
    const recorded = otherwise.get(partKey(values))
    if (recorded !== undefined) {
      const because = `台账中同一机构、类型、日期和文号已登记 ${recorded} 名。台账不得涂改，请在核定台账中冲销后重新登记。`
      refuse('change', { code: 'refused', field: 'change', because })
    }
    const twice = organization === null ? undefined : seen.get(wholeKey(values))
    if (twice !== undefined) {
      const because = `与第 ${twice} 行完全相同。请删除重复的行；确有两笔的，用不同文号或备注区分。`
      refuse('change', { code: 'refused', field: 'change', because })
    }
    seen.set(wholeKey(values), row.line)
    if (organization?.to != null && values.effectiveOn !== null && organization.to <= values.effectiveOn) {
      const because = `${organization.name}自 ${organization.to} 起已撤销。请核对机构和生效日期。`
      refuse('organization', { code: 'refused', field: 'organization', because })
    }
    const document = documentFor(table, row, refused, opensOn)
    if (refused.length > 0 || organization === null || document === null) continue
    fresh.push({
      line: row.line,
      organizationId: organization.organizationId,
      ofRegion: organization.kind === 'region',
      establishmentKind: values.kind ?? '',
      change: Number.parseInt(values.change ?? '0', 10),
      on: values.effectiveOn ?? '',
      note: values.note ?? '',
      document,
    })
  }
  // Of the days before an opening the registry knows a part only: they are not held against the total.
  const looked = <Row extends { on: IsoDate }>(rows: readonly Row[]) =>
    rows.map((row) => (opensOn !== null && row.on < opensOn ? { ...row, on: opensOn } : row))
  const broken = ledgerProblems(looked(present.ledger), looked(fresh))
  const rows = read.map(({ row, values, refused, organization }): ComparedRow => {
    const problem = broken.get(row.line)
    const all =
      problem === undefined ? refused : [...refused, table.refuse(row, 'change', problem, row.values.change)]
    const name = `${organization?.name ?? row.values.organization ?? ''} ${headcountWords(values)}`
    return comparedRow(row.line, name, { refused: all, isNew: !known.has(row.line), changes: [] })
  })
  const isRefused = rows.some(({ state }) => state === 'refused')
  return { rows, facts: isRefused ? [] : fresh, unknownTitles: table.unknownTitles, warnings: [] }
}

type ReadRow = {
  row: ImportedRow<HeadcountKey>
  /** the organization by its code, the day and the paper's number as they will be written */
  values: Values<HeadcountKey>
  organization: NamedOrganization | null
  refused: RefusedCell[]
}

function readRow(
  table: ImportedTable<HeadcountKey>,
  row: ImportedRow<HeadcountKey>,
  { find, opensOn }: { find: (text: string) => NamedOrganization | null; opensOn: OpeningDay },
): ReadRow {
  const refused = [...row.refused]
  const refuse = (key: HeadcountKey, problem: Problem) =>
    refused.push(table.refuse(row, key, problem, row.values[key]))
  const { organization: sought, change } = row.values
  const organization = sought === null ? null : find(sought)
  if (sought !== null && organization === null)
    refuse('organization', { code: 'not-found', field: 'organization', sought })
  if (organization?.kind === 'division') {
    const because = '内设机构不单独核定编制。请改为所属机构。'
    refuse('organization', { code: 'refused', field: 'organization', because })
  }
  if (change === '0') {
    refuse('change', { code: 'refused', field: 'change', because: '增减数不得为零。请填写正数或负数。' })
  }
  const on = row.values.effectiveOn ?? opensOn
  if (on === null) refuse('effectiveOn', { code: 'required', field: 'effectiveOn' })
  if (on !== null && opensOn !== null && on > opensOn) {
    const because = `晚于期初日 ${opensOn}。期初以后的事项在启用后办理。`
    refuse('effectiveOn', { code: 'refused', field: 'effectiveOn', because })
  }
  const documentNumber =
    opensOn === null ? row.values.documentNumber : openingDocumentOf(row.values, opensOn).number
  const values = { ...row.values, organization: organization?.code ?? null, effectiveOn: on, documentNumber }
  return { row, values, organization, refused }
}

function documentFor(
  table: ImportedTable<HeadcountKey>,
  row: ImportedRow<HeadcountKey>,
  refused: RefusedCell[],
  opensOn: IsoDate | null,
): DocumentDraft | null {
  if (opensOn !== null) return openingDocumentOf(row.values, opensOn)
  const document = documentOf(row.values)
  if (!Array.isArray(document)) return document
  for (const key of document) refused.push(table.refuse(row, key, { code: 'required', field: key }))
  return null
}

function headcountWords({ kind, change, effectiveOn }: Values<HeadcountKey>): string {
  const label = headcountColumns.kind.choices.find(({ value }) => value === kind)?.label ?? ''
  const signed = change === null || change.startsWith('-') ? (change ?? '') : `+${change}`
  return `${label} ${signed} ${effectiveOn ?? ''}`.trim()
}

function wholeKey(values: Values<HeadcountKey>): string {
  return `${partKey(values)} ${values.change}`
}

function partKey({ organization, kind, effectiveOn, documentNumber }: Values<HeadcountKey>): string {
  return `${organization} ${kind} ${effectiveOn} ${documentNumber}`
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
