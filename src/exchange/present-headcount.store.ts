import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { approvedHeadcounts } from '../establishment/schema.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { approvalDocuments, organizations, organizationVersions } from '../organization/schema.ts'
import type { Values } from './column.ts'
import type { HeadcountKey } from './headcount-columns.ts'
import type { PresentHeadcounts } from './headcount-difference.ts'
import type { NamedOrganization } from './named-organization.ts'

/** Every organization believed now, by its name of the day or, when it is not there on it, of the nearest day before. */
export async function namedOrganizations(
  db: Db,
  regionCode: string,
  asOf: IsoDate,
): Promise<NamedOrganization[]> {
  const rows = await db.execute<NamedOrganization>(sql`
    select distinct on (o.id) o.id as "organizationId", o.code, v.name, v.kind,
      (min(v.effective_from) over life)::text as "from",
      case when bool_or(v.effective_to is null) over life then null else (max(v.effective_to) over life)::text end as "to"
    from ${organizations} o
    join ${organizationVersions} v on v.region_code = o.region_code and v.organization_id = o.id
      and v.superseded_at is null
    where o.region_code = ${regionCode}
    window life as (partition by o.id)
    order by o.id, (v.effective_from <= ${asOf}::date) desc, v.effective_from desc`)
  return [...rows]
}

/** Rows of the ledger that stand (neither taken back nor taking back), and all its changes by organization, kind and day. */
export async function presentHeadcounts(
  db: Db,
  regionCode: string,
  asOf: IsoDate,
): Promise<PresentHeadcounts> {
  const organizationsOfDay = await namedOrganizations(db, regionCode, asOf)
  const rootIds = organizationsOfDay
    .filter(({ kind }) => kind === 'region')
    .map(({ organizationId }) => organizationId)
  const [rows, ledger] = await Promise.all([
    db.execute<Values<HeadcountKey>>(sql`
      select o.code as organization, v.name as "organizationName", h.establishment_kind as kind,
        h.change::text as change, h.effective_on::text as "effectiveOn", d.number as "documentNumber",
        d.issuer as "documentIssuer", d.issued_on::text as "documentIssuedOn", d.title as "documentTitle",
        nullif(h.note, '') as note
      from ${approvedHeadcounts} h
      join ${organizations} o on o.region_code = h.region_code and o.id = h.organization_id
      join ${approvalDocuments} d on d.region_code = h.region_code and d.id = h.document_id
      left join ${organizationVersions} v on v.region_code = h.region_code and v.organization_id = h.organization_id
        and v.superseded_at is null and v.effective_from <= ${asOf}::date
        and (v.effective_to is null or v.effective_to > ${asOf}::date)
      where h.region_code = ${regionCode} and h.reverses_id is null
        and not exists (
          select from ${approvedHeadcounts} r
          where r.region_code = h.region_code and r.reverses_id = h.id
        )
      order by o.code, h.establishment_kind, h.effective_on, h.id`),
    db.execute<{ organizationId: string; establishmentKind: string; on: string; change: number }>(sql`
      select organization_id as "organizationId", establishment_kind as "establishmentKind",
        effective_on::text as "on", sum(change)::int as change
      from ${approvedHeadcounts}
      where region_code = ${regionCode}
      group by 1, 2, 3
      having sum(change) <> 0`),
  ])
  return {
    organizations: organizationsOfDay,
    rows: [...rows],
    ledger: ledger.map((row) => ({ ...row, ofRegion: rootIds.includes(row.organizationId) })),
  }
}
