import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { leadershipPosts } from '../establishment/schema.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { approvalDocuments, organizations, organizationVersions } from '../organization/schema.ts'
import type { Values } from './column.ts'
import type { PostKey } from './post-columns.ts'
import type { PresentPosts } from './post-difference.ts'
import { namedOrganizations } from './present-headcount.store.ts'

/** Rows of the ledger of leadership posts that stand, and all its changes by seat and day. */
export async function presentPosts(db: Db, regionCode: string, asOf: IsoDate): Promise<PresentPosts> {
  const [organizationsOfDay, rows, ledger] = await Promise.all([
    namedOrganizations(db, regionCode, asOf),
    db.execute<Values<PostKey>>(sql`
      select o.code as organization, v.name as "organizationName", p.rank, p.position, p.change::text as change,
        p.effective_on::text as "effectiveOn", d.number as "documentNumber", d.issuer as "documentIssuer",
        d.issued_on::text as "documentIssuedOn", d.title as "documentTitle", nullif(p.note, '') as note
      from ${leadershipPosts} p
      join ${organizations} o on o.region_code = p.region_code and o.id = p.organization_id
      join ${approvalDocuments} d on d.region_code = p.region_code and d.id = p.document_id
      left join ${organizationVersions} v on v.region_code = p.region_code and v.organization_id = p.organization_id
        and v.superseded_at is null and v.effective_from <= ${asOf}::date
        and (v.effective_to is null or v.effective_to > ${asOf}::date)
      where p.region_code = ${regionCode} and p.reverses_id is null
        and not exists (
          select from ${leadershipPosts} r where r.region_code = p.region_code and r.reverses_id = p.id
        )
      order by o.code, p.rank, p.position, p.effective_on, p.id`),
    db.execute<{ organizationId: string; establishmentKind: string; on: string; change: number }>(sql`
      select organization_id as "organizationId", rank || ' ' || position as "establishmentKind",
        effective_on::text as "on", sum(change)::int as change
      from ${leadershipPosts}
      where region_code = ${regionCode}
      group by 1, 2, 3
      having sum(change) <> 0`),
  ])
  return {
    organizations: organizationsOfDay,
    rows: [...rows],
    ledger: ledger.map((row) => ({ ...row, ofRegion: false })),
  }
}
