import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { approvalDocuments, organizations, organizationVersions } from '../organization/schema.ts'
import type { Values } from './column.ts'
import type { OrganizationKey } from './organization-columns.ts'
import type { PresentOrganization } from './organization-difference.ts'

type Row = Values<OrganizationKey> & {
  organizationId: string
  ownCode: string
  versionId: string | null
  otherDays: boolean
}

/** Every organization that ever had a code, as it stands on the day by what is believed now, in one question. */
export async function presentOrganizations(
  db: Db,
  regionCode: string,
  asOf: IsoDate,
): Promise<PresentOrganization[]> {
  const rows = await db.execute<Row>(sql`
    select o.id as "organizationId", o.code as "ownCode", v.id as "versionId",
      v.id is null and exists (
        select from ${organizationVersions} t
        where t.region_code = ${regionCode} and t.organization_id = o.id and t.superseded_at is null
      ) as "otherDays",
      o.code, v.name, v.short_name as "shortName",
      nullif(array_to_string(v.other_names, '、'), '') as "otherNames", v.kind, v.category, v.nature, v.rank,
      p.code as parent, s.code as supervisor, v.funding, v.budget_level::text as "budgetLevel",
      v.budget_unit_code as "budgetUnitCode", v.function_class as "functionClass", v.credit_code as "creditCode",
      v.legal_representative as "legalRepresentative", v.address, v.duties, v.sort_order::text as "sortOrder",
      v.effective_from::text as "effectiveOn", d.number as "documentNumber", d.issuer as "documentIssuer",
      d.issued_on::text as "documentIssuedOn", d.title as "documentTitle"
    from ${organizations} o
    left join ${organizationVersions} v on v.region_code = o.region_code and v.organization_id = o.id
      and v.superseded_at is null and v.effective_from <= ${asOf}::date
      and (v.effective_to is null or v.effective_to > ${asOf}::date)
    left join ${organizations} p on p.region_code = o.region_code and p.id = v.parent_id
    left join ${organizations} s on s.region_code = o.region_code and s.id = v.supervisor_id
    left join ${approvalDocuments} d on d.region_code = o.region_code and d.id = v.document_id
    where o.region_code = ${regionCode}
    order by o.code`)
  return rows.map(({ organizationId, ownCode, versionId, otherDays, ...values }) => ({
    organizationId,
    code: ownCode,
    version: versionId === null ? null : { id: versionId, effectiveFrom: values.effectiveOn ?? '', values },
    otherDays,
  }))
}
