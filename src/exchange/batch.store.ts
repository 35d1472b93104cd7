import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import { insertRows } from '../database/insert-rows.ts'
import { approvedHeadcounts, leadershipPosts } from '../establishment/schema.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { OrganizationFacts } from '../organization/organization-version.ts'
import { approvalDocuments, organizations, organizationVersions } from '../organization/schema.ts'

const idsAtOnce = 10_000

/** Papers kept once each; answers the id of each, in the order given (null stays null). */
export async function saveDocuments(
  tx: Db,
  acting: Acting,
  drafts: readonly (DocumentDraft | null)[],
): Promise<(string | null)[]> {
  const distinct = new Map(drafts.flatMap((draft) => (draft === null ? [] : [[documentKey(draft), draft]])))
  if (distinct.size === 0) return drafts.map(() => null)
  const numbers = JSON.stringify([...new Set([...distinct.values()].map(({ number }) => number))])
  const known = await tx
    .select({
      id: approvalDocuments.id,
      number: approvalDocuments.number,
      title: approvalDocuments.title,
      issuer: approvalDocuments.issuer,
      issuedOn: approvalDocuments.issuedOn,
    })
    .from(approvalDocuments)
    .where(
      and(
        eq(approvalDocuments.regionCode, acting.regionCode),
        sql`${approvalDocuments.number} in (select json_array_elements_text(${numbers}::text::json))`,
      ),
    )
  const ids = new Map(known.map(({ id, ...draft }) => [documentKey(draft), id]))
  const fresh = [...distinct.entries()].filter(([key]) => !ids.has(key))
  const rows = fresh.map(([key, draft]) => {
    const id = v7()
    ids.set(key, id)
    return { ...owned(acting), id, ...draft }
  })
  await insertRows(tx, approvalDocuments, rows)
  return drafts.map((draft) => (draft === null ? null : (ids.get(documentKey(draft)) ?? null)))
}

/** Identities of codes never given before. */
export async function insertOrganizationIdentities(
  tx: Db,
  acting: Acting,
  rows: readonly { id: string; code: string }[],
): Promise<void> {
  await insertRows(
    tx,
    organizations,
    rows.map((row) => ({ ...owned(acting), ...row })),
  )
}

export async function insertOrganizationVersions(
  tx: Db,
  acting: Acting,
  versions: readonly (OrganizationFacts & {
    organizationId: string
    effectiveFrom: IsoDate
    documentId: string | null
  })[],
): Promise<void> {
  await insertRows(
    tx,
    organizationVersions,
    versions.map((version) => ({ ...owned(acting), id: v7(), ...version, effectiveTo: null })),
  )
}

export async function supersedeOrganizationVersions(
  tx: Db,
  acting: Acting,
  ids: readonly string[],
): Promise<void> {
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    await tx
      .update(organizationVersions)
      .set({ supersededAt: acting.at })
      .where(
        and(
          eq(organizationVersions.regionCode, acting.regionCode),
          inArray(organizationVersions.id, ids.slice(from, from + idsAtOnce)),
          isNull(organizationVersions.supersededAt),
        ),
      )
  }
}

/** Rows of the ledger; their positions must be locked. */
export async function insertHeadcounts(
  tx: Db,
  acting: Acting,
  rows: readonly {
    id: string
    organizationId: string
    establishmentKind: string
    change: number
    effectiveOn: IsoDate
    documentId: string
    note: string
  }[],
): Promise<void> {
  await insertRows(
    tx,
    approvedHeadcounts,
    rows.map((row) => ({ ...owned(acting), ...row })),
  )
}

/** Rows of the ledger of leadership posts; their seats must be locked. */
export async function insertLeadershipPosts(
  tx: Db,
  acting: Acting,
  rows: readonly Omit<typeof leadershipPosts.$inferInsert, 'regionCode' | 'recordedAt' | 'recordedBy'>[],
): Promise<void> {
  await insertRows(
    tx,
    leadershipPosts,
    rows.map((row) => ({ ...owned(acting), ...row })),
  )
}

export function owned({ regionCode, at, userId }: Acting) {
  return { regionCode, recordedAt: at, recordedBy: userId }
}

function documentKey({ number, title, issuer, issuedOn }: DocumentDraft): string {
  return JSON.stringify([number, title, issuer, issuedOn])
}
