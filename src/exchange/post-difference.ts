import { leadershipPositions } from '../establishment/leadership-post.ts'
import type { Problem } from '../kernel/problem.ts'
import { organizationRanks, wordOf } from '../organization/organization.ts'
import type { Values } from './column.ts'
import type { Difference } from './difference.ts'
import type { ImportedTable } from './imported-table.ts'
import { belowZeroProblems, type LedgerRow } from './ledger-control.ts'
import { type LedgerFact, ledgerDifference, lookedFrom } from './ledger-difference.ts'
import type { NamedOrganization } from './named-organization.ts'
import type { OpeningDay } from './organization-difference.ts'
import type { PostKey } from './post-columns.ts'

export type PostFact = Omit<LedgerFact, 'series'> & { rank: string; position: string }

/** What the registry knows: organizations of the day, the rows that stand, and every change by seat and day. */
export type PresentPosts = {
  organizations: readonly NamedOrganization[]
  rows: readonly Values<PostKey>[]
  /** of a seat; `establishmentKind` holds its rank and 正副 */
  ledger: readonly Omit<LedgerRow, 'line'>[]
}

/** Rows of a file against the ledger of leadership posts: no seat below zero on any day. */
export function postDifference(
  table: ImportedTable<PostKey>,
  present: PresentPosts,
  opensOn: OpeningDay,
): Difference<PostFact> {
  const seats = new Map(table.rows.map(({ line, values }) => [line, values]))
  const { facts, ...difference } = ledgerDifference(
    table,
    {
      organizations: present.organizations,
      standing: present.rows.map((values) => ({ values, series: seatOf(values) })),
      seriesAt(line) {
        const values = seats.get(line)
        if (values === undefined) return { key: '', words: '' }
        const { rank, position } = values
        const words = `${wordOf(organizationRanks, rank ?? '')}${wordOf(leadershipPositions, position ?? '')}`
        return { key: seatOf(values), words }
      },
      misplaced: ({ kind }) =>
        kind === 'unit' ? null : '领导职数核定到单位。内设机构的请改为所属单位，正副填内设机构正职或副职。',
      pageName: '领导职数',
      seriesName: '级别、正副',
      broken: (fresh) =>
        belowZero(
          lookedFrom(present.ledger, opensOn),
          lookedFrom(
            fresh.map(({ series, ...row }) => ({ ...row, establishmentKind: series })),
            opensOn,
          ),
        ),
    },
    opensOn,
  )
  return {
    ...difference,
    facts: facts.map(({ series, ...fact }) => {
      const [rank = '', position = ''] = series.split(' ')
      return { ...fact, rank, position }
    }),
  }
}

function belowZero(...rows: Parameters<typeof belowZeroProblems>): Map<number, Problem> {
  return new Map(
    [...belowZeroProblems(...rows)].map(([line, problem]) => [
      line,
      problem.code === 'approved-below-zero' ? { ...problem, code: 'seats-below-zero' } : problem,
    ]),
  )
}

function seatOf({ rank, position }: Pick<Values<PostKey>, 'rank' | 'position'>): string {
  return `${rank ?? ''} ${position ?? ''}`
}
