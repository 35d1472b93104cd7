import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { assignments, personParticulars } from '../staffing/schema.ts'
import type { KnowledgeDifference, Moments } from './knowledge-difference.ts'
import { movementEffects, movements } from './schema.ts'

type Asked = Moments & {
  regionCode: string
  /** not given: the whole region */
  organizationIds?: readonly string[] | undefined
}

/** How many were believed to stand in each kind on the day, at both moments. */
export async function knownCounts(
  db: Db,
  asked: Asked,
): Promise<{ establishmentKind: string; earlier: number; later: number }[]> {
  if (asked.organizationIds?.length === 0) return []
  const rows = await db.execute<{ establishmentKind: string; earlier: number; later: number }>(sql`
    select establishment_kind as "establishmentKind",
      count(*) filter (where ${known(asked.earlier)})::int as earlier,
      count(*) filter (where ${known(asked.later)})::int as later
    from ${assignments}
    where ${inForce(asked)} and ((${known(asked.earlier)}) or (${known(asked.later)})) ${within(asked)}
    group by establishment_kind`)
  return [...rows]
}

/** Everybody believed to stand elsewhere on that day now than then, by name. */
export async function knowledgeDifferences(db: Db, asked: Asked): Promise<KnowledgeDifference[]> {
  if (asked.organizationIds?.length === 0) return []
  const { regionCode, earlier, later, organizationIds } = asked
  const looked =
    organizationIds === undefined
      ? sql``
      : sql`and (t.organization_id = any(${idList(organizationIds)}::uuid[])
          or n.organization_id = any(${idList(organizationIds)}::uuid[]))`
  const until = later === null ? sql`` : sql`and e.recorded_at <= ${later.toISOString()}::timestamptz`
  const rows = await db.execute<RawDifference>(sql`
    with believed_then as (select * from ${assignments} where ${inForce(asked)} and ${known(earlier)}),
    believed_now as (select * from ${assignments} where ${inForce(asked)} and ${known(later)})
    select coalesce(t.person_id, n.person_id) as "personId", p.name as "personName",
      t.organization_id as "earlierOrganizationId", t.establishment_kind as "earlierKind",
      n.organization_id as "laterOrganizationId", n.establishment_kind as "laterKind",
      coalesce((
        select json_agg(json_build_object('id', m.id, 'number', m.number, 'kind', m.kind, 'recordedAt', e.recorded_at)
          order by e.recorded_at desc)
        from ${movements} m
        join ${movementEffects} e on e.region_code = m.region_code and e.movement_id = m.id
        where m.region_code = ${regionCode} and m.person_id = coalesce(t.person_id, n.person_id)
          and m.effective_on <= ${asked.on}::date and e.recorded_at > ${earlier.toISOString()}::timestamptz ${until}
      ), '[]') as movements
    from believed_then t
    full join believed_now n on n.person_id = t.person_id
    left join lateral (
      select name from ${personParticulars} named
      where named.region_code = ${regionCode} and named.person_id = coalesce(t.person_id, n.person_id)
        and named.superseded_at is null
      order by named.effective_from desc limit 1
    ) p on true
    where (t.organization_id, t.establishment_kind) is distinct from (n.organization_id, n.establishment_kind) ${looked}
    order by p.name, 1`)
  return rows.map(
    ({ earlierOrganizationId, earlierKind, laterOrganizationId, laterKind, movements: told, ...row }) => ({
      ...row,
      earlier: placeOf(earlierOrganizationId, earlierKind),
      later: placeOf(laterOrganizationId, laterKind),
      movements: told.map(({ recordedAt, ...movement }) => ({
        ...movement,
        recordedAt: new Date(recordedAt),
      })),
    }),
  )
}

type RawDifference = {
  personId: string
  personName: string
  earlierOrganizationId: string | null
  earlierKind: string | null
  laterOrganizationId: string | null
  laterKind: string | null
  movements: { id: string; number: string; kind: string; recordedAt: string }[]
}

function placeOf(organizationId: string | null, establishmentKind: string | null) {
  return organizationId === null || establishmentKind === null ? null : { organizationId, establishmentKind }
}

function inForce({ regionCode, on }: Asked): SQL {
  return sql`region_code = ${regionCode} and effective_from <= ${on}::date
    and (effective_to is null or effective_to > ${on}::date)`
}

function known(moment: Date | null): SQL {
  if (moment === null) return sql`superseded_at is null`
  const at = sql`${moment.toISOString()}::timestamptz`
  return sql`recorded_at <= ${at} and (superseded_at is null or superseded_at > ${at})`
}

function within({ organizationIds }: Asked): SQL {
  return organizationIds === undefined
    ? sql``
    : sql`and organization_id = any(${idList(organizationIds)}::uuid[])`
}

function idList(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}
