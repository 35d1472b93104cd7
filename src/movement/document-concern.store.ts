import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import {
  approvedHeadcounts,
  headcountFreezes,
  leadershipPosts,
  vacancyRequestDecisions,
  vacancyRequests,
} from '../establishment/schema.ts'
import { organizationEvents, organizationVersions } from '../organization/schema.ts'
import { personFactActs } from '../staffing/person-fact.schema.ts'
import { assignments, personApplications, personParticulars } from '../staffing/schema.ts'
import { movements } from './schema.ts'

/** Every organization a fact of which rests on the paper: what a unit may see of the papers is what concerns it. */
export async function organizationsConcerned(
  db: Db,
  regionCode: string,
  documentId: string,
): Promise<Set<string>> {
  const rests = sql`region_code = ${regionCode} and document_id = ${documentId}`
  const rows = await db.execute<{ id: string }>(sql`
    select organization_id as id from ${organizationVersions} where ${rests}
    union select organization_id from ${organizationEvents} where ${rests}
    union select organization_id from ${approvedHeadcounts} where ${rests}
    union select organization_id from ${headcountFreezes} where ${rests}
    union select organization_id from ${leadershipPosts} where ${rests}
    union select from_organization_id from ${movements} where ${rests} and from_organization_id is not null
    union select to_organization_id from ${movements} where ${rests} and to_organization_id is not null
    union
    select r.organization_id from ${vacancyRequestDecisions} d
    join ${vacancyRequests} r on r.region_code = d.region_code and r.id = d.request_id
    where d.region_code = ${regionCode} and d.document_id = ${documentId}
    union
    select a.organization_id from ${personParticulars} p
    join ${assignments} a on a.region_code = p.region_code and a.person_id = p.person_id
      and a.superseded_at is null
    where p.region_code = ${regionCode} and p.document_id = ${documentId}
    union
    select a.organization_id from ${personFactActs} f
    join ${assignments} a on a.region_code = f.region_code and a.person_id = f.person_id
      and a.superseded_at is null
    where f.region_code = ${regionCode} and f.document_id = ${documentId}
    union select organization_id from ${personApplications} where ${rests}`)
  return new Set(rows.map(({ id }) => id))
}
