import type { DocumentDraft } from '../organization/document.ts'
import { shownValue, type Values } from './column.ts'
import type { Difference } from './difference.ts'
import { type HeadcountKey, headcountColumns } from './headcount-columns.ts'
import type { ImportedTable } from './imported-table.ts'
import { type LedgerRow, ledgerProblems } from './ledger-control.ts'
import { type LedgerFact, ledgerDifference, lookedFrom } from './ledger-difference.ts'
import type { NamedOrganization } from './named-organization.ts'
import type { OpeningDay } from './organization-difference.ts'

export type HeadcountFact = LedgerRow & { note: string; document: DocumentDraft }

/** What the registry knows: organizations of the day, the rows that stand, and every change of the ledger by day. */
export type PresentHeadcounts = {
  organizations: readonly NamedOrganization[]
  rows: readonly Values<HeadcountKey>[]
  ledger: readonly Omit<LedgerRow, 'line'>[]
}

/** Rows of a file against the ledger of headcounts: 总量控制 and 不得为负 over the whole file. */
export function headcountDifference(
  table: ImportedTable<HeadcountKey>,
  present: PresentHeadcounts,
  opensOn: OpeningDay,
): Difference<HeadcountFact> {
  const kinds = new Map(table.rows.map(({ line, values }) => [line, values.kind]))
  const { facts, ...difference } = ledgerDifference(
    table,
    {
      organizations: present.organizations,
      standing: present.rows.map((values) => ({ values, series: values.kind ?? '' })),
      seriesAt(line) {
        const kind = kinds.get(line) ?? null
        return { key: kind ?? '', words: shownValue(headcountColumns.kind, kind) }
      },
      misplaced: ({ kind }) => (kind === 'division' ? '内设机构不单独核定编制。请改为所属机构。' : null),
      pageName: '核定台账',
      seriesName: '类型',
      broken: (fresh) =>
        ledgerProblems(lookedFrom(present.ledger, opensOn), lookedFrom(fresh.map(headcountFact), opensOn)),
    },
    opensOn,
  )
  return { ...difference, facts: facts.map(headcountFact) }
}

function headcountFact({ series, ...fact }: LedgerFact): HeadcountFact {
  return { ...fact, establishmentKind: series }
}
