import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { organizationVersions } from '../organization/schema.ts'
import { calledLike } from '../staffing/name-search.store.ts'
import { assignments, personParticulars } from '../staffing/schema.ts'
import type { FoundPerson } from './found.ts'

type Asked = {
  /** the start of a name, of a given name, of its pinyin or its initials */
  text: string
  /** keyed hash, when the text is an identity number */
  identityHash: string | null
  /** the units somebody may see; null is all, and people in no post besides */
  organizationIds: readonly string[] | null
  most: number
}

/** People by name, pinyin, initials or identity number, those in a post on the day first; the retired are found too. */
export async function searchPeople(
  db: Db,
  { regionCode, asOf }: Viewpoint,
  asked: Asked,
): Promise<FoundPerson[]> {
  const called =
    asked.identityHash === null ? calledLike('p', asked.text) : sql`p.identity_hash = ${asked.identityHash}`
  const visible =
    asked.organizationIds === null
      ? sql`true`
      : sql`a.organization_id = any(${`{${asked.organizationIds.join(',')}}`}::uuid[])`
  const rows = await db.execute<FoundPerson>(sql`
    select p.person_id as "personId", p.name, p.identity_masked as "identityMasked",
      p.born_on::text as "bornOn", o.name as "organizationName", a.establishment_kind as "establishmentKind"
    from ${personParticulars} p
    left join ${assignments} a on a.region_code = p.region_code and a.person_id = p.person_id
      and a.superseded_at is null and a.effective_from <= ${asOf}::date
      and (a.effective_to is null or a.effective_to > ${asOf}::date)
    left join ${organizationVersions} o on o.region_code = a.region_code and o.organization_id = a.organization_id
      and o.superseded_at is null and o.effective_from <= ${asOf}::date
      and (o.effective_to is null or o.effective_to > ${asOf}::date)
    where p.region_code = ${regionCode} and p.superseded_at is null and p.effective_to is null
      and ${called} and ${visible}
    order by a.person_id is null, p.pinyin, p.born_on
    limit ${asked.most}`)
  return [...rows]
}
