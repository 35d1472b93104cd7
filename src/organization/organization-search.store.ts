import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { seenFrom } from '../database/recorded.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import type { FoundOrganization } from './organization-list.ts'
import { organizations, organizationVersions } from './schema.ts'

/**
 * Some organizations on a day by any part of a name of theirs, or the beginning of their code or initials, as the list
 * finds them: who is called exactly so first, units before inner sections, then in the office's order.
 */
export async function searchOrganizations(
  db: Db,
  viewpoint: Viewpoint,
  { text, organizationIds, most }: { text: string; organizationIds: readonly string[] | null; most: number },
): Promise<FoundOrganization[]> {
  const called = text.trim().toLowerCase()
  const start = `${called.replace(/[\\%_]/g, '\\$&')}%`
  const part = `%${start}`
  const { name, shortName, otherNames, initials, kind, organizationId, sortOrder } = organizationVersions
  const within =
    organizationIds === null
      ? sql`true`
      : sql`${organizationId} = any(${`{${organizationIds.join(',')}}`}::uuid[])`
  return db
    .select({ organizationId, code: organizations.code, name, shortName })
    .from(organizationVersions)
    .innerJoin(
      organizations,
      sql`${organizations.regionCode} = ${organizationVersions.regionCode} and ${organizations.id} = ${organizationId}`,
    )
    .where(
      sql`${seenFrom(organizationVersions, viewpoint)} and ${kind} <> 'region' and ${within} and (
        lower(${name}) like ${part} or lower(${shortName}) like ${part} or ${initials} like ${start}
        or lower(${organizations.code}) like ${start}
        or exists (select from unnest(${otherNames}) other where lower(other) like ${part}))`,
    )
    .orderBy(
      sql`${called} not in (lower(${name}), lower(${shortName}))`,
      sql`${kind} = 'division'`,
      sortOrder,
      organizations.code,
    )
    .limit(most)
}
