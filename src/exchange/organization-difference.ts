import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { Values } from './column.ts'
import { type ComparedRow, changedCell, changedCells, comparedRow, type Difference } from './difference.ts'
import { documentOf, openingDocumentOf } from './document-columns.ts'
import type { ImportedRow, ImportedTable, RefusedCell } from './imported-table.ts'
import { type OrganizationKey, organizationColumns } from './organization-columns.ts'

/** An organization of the registry, in the columns of the table. */
export type PresentOrganization = {
  organizationId: string
  code: string
  /** the version in force on the day; null: not there on it */
  version: { id: string; effectiveFrom: IsoDate; values: Values<OrganizationKey> } | null
  /** a version is believed of another day */
  otherDays: boolean
}

export type OrganizationFact = {
  line: number
  /** whom it concerns; null: a code never given before */
  organizationId: string | null
  /** corrected or changed version; null: set up */
  versionId: string | null
  kind: 'founding' | 'change' | 'correction'
  values: Values<OrganizationKey>
  changed: OrganizationKey[]
  effectiveOn: IsoDate
  document: DocumentDraft | null
}

/** 期初日, or null in everyday work. */
export type OpeningDay = IsoDate | null

/**
 * Organizations of a file against those of the registry, by their codes. A parent or supervisor may be named by its
 * code or its full name, of the file or of the registry.
 */
export function organizationDifference(
  table: ImportedTable<OrganizationKey>,
  present: readonly PresentOrganization[],
  opensOn: OpeningDay,
): Difference<OrganizationFact> {
  const known = new Map(present.map((organization) => [organization.code, organization]))
  const named = codesByName(table, present)
  const seen = new Map<string, number>()
  const rows: ComparedRow[] = []
  const facts: OrganizationFact[] = []
  const circles = circlesOf(table, present, named)
  const units = namesOfUnits(present)
  for (const [place, row] of table.rows.entries()) {
    const values = resolved(table, row, named)
    const refused = [...row.refused]
    const refuse = (key: OrganizationKey, problem: Problem) =>
      refused.push(table.refuse(row, key, problem, row.values[key]))
    const { code } = row.values
    const earlier = code === null ? undefined : seen.get(code)
    if (code !== null && earlier !== undefined)
      refuse('code', refusal(`与第 ${earlier} 行的机构编码相同。请删除重复的行。`))
    else if (code !== null) seen.set(code, row.line)
    for (const key of ['parent', 'supervisor'] as const) {
      const sought = row.values[key]
      if (sought !== null && values[key] === null) refuse(key, { code: 'not-found', field: key, sought })
    }
    if (code !== null && earlier === undefined && circles.has(code))
      refuse('parent', { code: 'below-itself', field: 'parent' })

    const organization = code === null ? undefined : known.get(code)
    const version = organization?.version ?? null
    const before = version?.values ?? null
    const filled = withDefaults(values, before, { table, place })
    if (filled.kind !== 'region' && filled.parent === null && row.values.parent === null)
      refuse('parent', { code: 'required', field: 'parent' })
    const sameName = filled.name === null || filled.kind !== 'unit' ? undefined : units.get(filled.name)
    if (sameName !== undefined && sameName !== code) {
      refuse('name', refusal(`与编码为 ${sameName} 的机构全称相同。请核对是否为同一机构。`))
    }
    if (filled.name !== null && filled.kind === 'unit' && code !== null) units.set(filled.name, code)
    if (version === null && organization?.otherDays === true) {
      refuse('code', refusal('该编码的机构已经撤销或尚未生效，不能再用。请核对编码，或另编一个。'))
    }
    const compared = { values: filled, row: { ...row, values: filled } }
    const { keys, cells } =
      before === null
        ? { keys: [], cells: [] }
        : changedCells(organizationColumns, table, compared.row, before)
    const opened = opensOn !== null && version !== null && movesOpening(row, version.effectiveFrom)
    const changes =
      opened && before !== null
        ? [...cells, changedCell(organizationColumns, table, row, before, 'effectiveOn')]
        : cells
    const isNew = version === null
    if (isNew || changes.length > 0) {
      const about = aboutChange(table, row, refused, { opensOn, from: version?.effectiveFrom ?? null })
      facts.push({
        line: row.line,
        organizationId: organization?.organizationId ?? null,
        versionId: version?.id ?? null,
        values: filled,
        changed: keys,
        ...about,
      })
    }
    rows.push(comparedRow(row.line, filled.name ?? code ?? '', { refused, isNew, changes }))
  }
  const isRefused = rows.some(({ state }) => state === 'refused')
  return { rows, facts: isRefused ? [] : facts, unknownTitles: table.unknownTitles, warnings: [] }
}

function refusal(because: string): Problem {
  return { code: 'refused', field: 'cell', because }
}

function movesOpening({ values }: ImportedRow<OrganizationKey>, from: IsoDate): boolean {
  return values.effectiveOn !== null && values.effectiveOn !== from
}

/** From which day, by which paper, and whether it is a change or puts right what was recorded of that day. */
function aboutChange(
  table: ImportedTable<OrganizationKey>,
  row: ImportedRow<OrganizationKey>,
  refused: RefusedCell[],
  { opensOn, from }: { opensOn: OpeningDay; from: IsoDate | null },
): Pick<OrganizationFact, 'kind' | 'effectiveOn' | 'document'> {
  const { values } = row
  const openedFrom = opensOn === null ? null : (from ?? opensOn)
  const on = values.effectiveOn ?? openedFrom
  const refuse = (key: OrganizationKey, problem: Problem) => refused.push(table.refuse(row, key, problem))
  if (opensOn !== null) {
    if (on !== null && on > opensOn)
      refuse('effectiveOn', refusal(`晚于期初日 ${opensOn}。期初以后的事项在启用后办理。`))
    const document = values.documentNumber === null ? null : openingDocumentOf(values, opensOn)
    return { kind: from === null ? 'founding' : 'correction', effectiveOn: on ?? opensOn, document }
  }
  if (on === null) refuse('effectiveOn', { code: 'required', field: 'effectiveOn' })
  if (on !== null && from !== null && on < from) {
    refuse('effectiveOn', refusal(`早于现状的起始日期 ${from}。变更应在其后；更正登记错误时填 ${from}。`))
  }
  const document = documentOf(values)
  if (Array.isArray(document)) {
    for (const key of document) refuse(key, { code: 'required', field: key })
  }
  const again = on === from ? 'correction' : 'change'
  const kind = from === null ? 'founding' : again
  return { kind, effectiveOn: on ?? '', document: Array.isArray(document) ? null : document }
}

/** What an empty cell means: a short name is the name, an order is kept or follows the file. */
function withDefaults(
  values: Values<OrganizationKey>,
  before: Values<OrganizationKey> | null,
  { table, place }: { table: ImportedTable<OrganizationKey>; place: number },
): Values<OrganizationKey> {
  const filled = { ...values }
  for (const key of Object.keys(filled) as OrganizationKey[]) {
    if (before !== null && !table.given.has(key)) filled[key] = before[key]
  }
  // The region itself was set up with the registry: only its name is held against the file.
  if (before?.kind === 'region') return { ...before, name: filled.name }
  filled.shortName ??= before?.shortName ?? filled.name
  filled.sortOrder ??= before?.sortOrder ?? String(place + 1)
  return filled
}

/** Full names that belong to one code only. */
function codesByName(
  table: ImportedTable<OrganizationKey>,
  present: readonly PresentOrganization[],
): ReadonlyMap<string, string> {
  const named = new Map<string, Set<string>>()
  const add = (name: string | null, code: string | null) => {
    if (name === null || code === null) return
    named.set(name, (named.get(name) ?? new Set()).add(code))
  }
  for (const { code, version } of present) {
    if (version !== null) add(version.values.name, code)
  }
  for (const { values } of table.rows) add(values.name, values.code)
  const codes = new Map<string, string>()
  for (const [name, found] of named) {
    const [only] = found
    if (found.size === 1 && only !== undefined) codes.set(name, only)
  }
  for (const { code, version } of present) if (version !== null) codes.set(code, code)
  for (const { values } of table.rows) if (values.code !== null) codes.set(values.code, values.code)
  return codes
}

function resolved(
  table: ImportedTable<OrganizationKey>,
  { values }: ImportedRow<OrganizationKey>,
  named: ReadonlyMap<string, string>,
): Values<OrganizationKey> {
  const codeOf = (key: 'parent' | 'supervisor') =>
    table.given.has(key) && values[key] !== null ? (named.get(values[key]) ?? null) : null
  return { ...values, parent: codeOf('parent'), supervisor: codeOf('supervisor') }
}

/** Units of one full name are one unit, or a mistake. */
function namesOfUnits(present: readonly PresentOrganization[]): Map<string, string> {
  return new Map(
    present.flatMap(({ code, version }) =>
      version !== null && version.values.kind === 'unit' && version.values.name !== null
        ? [[version.values.name, code] as const]
        : [],
    ),
  )
}

/** Codes that would come to stand below themselves. */
function circlesOf(
  table: ImportedTable<OrganizationKey>,
  present: readonly PresentOrganization[],
  named: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const above = new Map<string, string | null>()
  for (const { code, version } of present) above.set(code, version?.values.parent ?? null)
  // Of a code that stands twice the first row counts; the other one is refused.
  const rows = table.given.has('parent') ? [...table.rows].reverse() : []
  for (const { values } of rows) {
    if (values.code !== null)
      above.set(values.code, values.parent === null ? null : (named.get(values.parent) ?? null))
  }
  const circles = new Set<string>()
  const settled = new Set<string>()
  for (const start of above.keys()) {
    const path = new Set<string>()
    let at: string | null = start
    while (at !== null && !settled.has(at) && !path.has(at)) {
      path.add(at)
      at = above.get(at) ?? null
    }
    if (at !== null && path.has(at)) {
      let inside: string | null = at
      do {
        circles.add(inside)
        inside = above.get(inside) ?? null
      } while (inside !== null && inside !== at)
    }
    for (const code of path) settled.add(code)
  }
  return circles
}
