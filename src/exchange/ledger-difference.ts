import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { Values } from './column.ts'
import { type ComparedRow, comparedRow, type Difference } from './difference.ts'
import { documentOf, openingDocumentOf } from './document-columns.ts'
import type { ImportedRow, ImportedTable, RefusedCell } from './imported-table.ts'
import type { LedgerKey } from './ledger-columns.ts'
import type { LedgerRow } from './ledger-control.ts'
import { type NamedOrganization, organizationFinder } from './named-organization.ts'
import type { OpeningDay } from './organization-difference.ts'

/** A file's rows, of which a ledger has at least these columns. */
type LedgerTable = Pick<ImportedTable<LedgerKey>, 'rows' | 'unknownTitles' | 'refuse'>

/** What a row counts: an 编制类型, or a rank with 正副. `key` tells series apart, `words` name it. */
export type Series = { key: string; words: string }

/** A change of one organization and series with its paper. */
export type LedgerFact = Pick<LedgerRow, 'line' | 'organizationId' | 'ofRegion' | 'change' | 'on'> & {
  series: string
  note: string
  document: DocumentDraft
}

/** A ledger as it stands, and in which words it refuses. */
export type Ledger = {
  organizations: readonly NamedOrganization[]
  /** rows neither taken back nor taking back */
  standing: readonly { values: Values<LedgerKey>; series: string }[]
  seriesAt(line: number): Series
  /** why an organization of this kind has no row; null: it may */
  misplaced(organization: NamedOrganization): string | null
  /** the ledger's page, where a row is taken back */
  pageName: string
  /** what makes two rows alike beside organization, day and paper: 类型 */
  seriesName: string
  /** the whole file against what may never be broken, by line */
  broken(fresh: readonly LedgerFact[]): ReadonlyMap<number, Problem>
}

/**
 * Rows of a file against a ledger. A row is known by organization, series, count, day and paper; a ledger is never
 * changed, so that another count of the same paper and day is refused and leads to a reversal.
 */
export function ledgerDifference(
  table: LedgerTable,
  ledger: Ledger,
  opensOn: OpeningDay,
): Difference<LedgerFact> {
  const find = organizationFinder(ledger.organizations)
  const standing = counted(ledger.standing.map((row) => wholeKey(row)))
  const read = table.rows.map((row) => readRow(table, row, { find, ledger, opensOn }))
  const known = new Set<number>()
  for (const one of read) {
    const left = standing.get(wholeKey(one)) ?? 0
    if (left === 0 || one.values.organization === null) continue
    standing.set(wholeKey(one), left - 1)
    known.add(one.row.line)
  }
  const otherwise = new Map<string, string>()
  for (const row of ledger.standing) {
    if ((standing.get(wholeKey(row)) ?? 0) > 0) otherwise.set(partKey(row), row.values.change ?? '')
  }
  const fresh: LedgerFact[] = []
  const seen = new Map<string, number>()
  for (const one of read) {
    const { row, values, refused, organization } = one
    if (known.has(row.line)) continue
    const refuse = (key: LedgerKey, problem: Problem) =>
      refused.push(table.refuse(row, key, problem, row.values[key]))
    const recorded = otherwise.get(partKey(one))
    if (recorded !== undefined) {
      const because = `台账中同一机构、${ledger.seriesName}、日期和文号已登记 ${recorded} 名。台账不得涂改，请在${ledger.pageName}中冲销后重新登记。`
      refuse('change', { code: 'refused', field: 'change', because })
    }
    const twice = organization === null ? undefined : seen.get(wholeKey(one))
    if (twice !== undefined) {
      const because = `与第 ${twice} 行完全相同。请删除重复的行；确有两笔的，用不同文号或备注区分。`
      refuse('change', { code: 'refused', field: 'change', because })
    }
    seen.set(wholeKey(one), row.line)
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
      series: one.series,
      change: Number.parseInt(values.change ?? '0', 10),
      on: values.effectiveOn ?? '',
      note: values.note ?? '',
      document,
    })
  }
  const broken = ledger.broken(fresh)
  const rows = read.map(({ row, values, refused, organization }): ComparedRow => {
    const problem = broken.get(row.line)
    const all =
      problem === undefined ? refused : [...refused, table.refuse(row, 'change', problem, row.values.change)]
    const name = `${organization?.name ?? row.values.organization ?? ''} ${rowWords(values, ledger.seriesAt(row.line))}`
    return comparedRow(row.line, name, { refused: all, isNew: !known.has(row.line), changes: [] })
  })
  const isRefused = rows.some(({ state }) => state === 'refused')
  return { rows, facts: isRefused ? [] : fresh, unknownTitles: table.unknownTitles, warnings: [] }
}

type ReadRow = {
  row: ImportedRow<LedgerKey>
  series: string
  /** the organization by its code, the day and the paper's number as they will be written */
  values: Values<LedgerKey>
  organization: NamedOrganization | null
  refused: RefusedCell[]
}

function readRow(
  table: LedgerTable,
  row: ImportedRow<LedgerKey>,
  {
    find,
    ledger,
    opensOn,
  }: { find: (text: string) => NamedOrganization | null; ledger: Ledger; opensOn: OpeningDay },
): ReadRow {
  const refused = [...row.refused]
  const refuse = (key: LedgerKey, problem: Problem) =>
    refused.push(table.refuse(row, key, problem, row.values[key]))
  const { organization: sought, change } = row.values
  const organization = sought === null ? null : find(sought)
  if (sought !== null && organization === null)
    refuse('organization', { code: 'not-found', field: 'organization', sought })
  const because = organization === null ? null : ledger.misplaced(organization)
  if (because !== null) refuse('organization', { code: 'refused', field: 'organization', because })
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
  return { row, series: ledger.seriesAt(row.line).key, values, organization, refused }
}

function documentFor(
  table: LedgerTable,
  row: ImportedRow<LedgerKey>,
  refused: RefusedCell[],
  opensOn: IsoDate | null,
): DocumentDraft | null {
  if (opensOn !== null) return openingDocumentOf(row.values, opensOn)
  const document = documentOf(row.values)
  if (!Array.isArray(document)) return document
  for (const key of document) refused.push(table.refuse(row, key, { code: 'required', field: key }))
  return null
}

function rowWords({ change, effectiveOn }: Values<LedgerKey>, { words }: Series): string {
  const signed = change === null || change.startsWith('-') ? (change ?? '') : `+${change}`
  return `${words} ${signed} ${effectiveOn ?? ''}`.trim()
}

type Keyed = { values: Values<LedgerKey>; series: string }

function wholeKey(row: Keyed): string {
  return `${partKey(row)} ${row.values.change}`
}

function partKey({ values: { organization, effectiveOn, documentNumber }, series }: Keyed): string {
  return `${organization} ${series} ${effectiveOn} ${documentNumber}`
}

function counted(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Of the days before an opening the registry knows a part only: what is looked at then begins on the opening's day. */
export function lookedFrom<Row extends { on: IsoDate }>(rows: readonly Row[], opensOn: OpeningDay): Row[] {
  return rows.map((row) => (opensOn !== null && row.on < opensOn ? { ...row, on: opensOn } : row))
}
