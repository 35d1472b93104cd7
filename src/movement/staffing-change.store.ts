import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { approvalDocuments } from '../organization/schema.ts'
import { assignments, personParticulars } from '../staffing/schema.ts'
import { movements } from './schema.ts'
import type { MovementFlow, PlaceCount, PlaceFlow, StaffingChange } from './staffing-change.ts'

type Asked = {
  regionCode: string
  asKnownAt: Date | null
  /** the state at the end of these days is compared: what happens on `from` itself belongs to the opening */
  from: IsoDate
  to: IsoDate
  /** not given: the whole region */
  organizationIds?: readonly string[] | undefined
}

/** Who stood where at the end of both days, counted from the assignments of each day and nothing else. */
export async function placeCounts(db: Db, asked: Asked): Promise<PlaceCount[]> {
  if (asked.organizationIds?.length === 0) return []
  const { regionCode, asKnownAt, from, to, organizationIds } = asked
  const rows = await db.execute<PlaceCount>(sql`
    select organization_id as "organizationId", establishment_kind as "establishmentKind",
      count(*) filter (where ${inForceOn(from)})::int as opening,
      count(*) filter (where ${inForceOn(to)})::int as closing
    from ${assignments}
    where region_code = ${regionCode} and ${known(asKnownAt)} and (${inForceOn(from)} or ${inForceOn(to)})
      ${organizationIds === undefined ? sql`` : sql`and ${among('organization_id', organizationIds)}`}
    group by organization_id, establishment_kind`)
  return [...rows]
}

/** How many went from where to where after the first day, up to the last. */
export async function placeFlows(db: Db, asked: Asked): Promise<PlaceFlow[]> {
  if (asked.organizationIds?.length === 0) return []
  const rows = await db.execute<StepColumns & { people: number }>(sql`
    with ${steps(asked)}
    select ${stepColumns}, count(*)::int as people from steps s
    group by s.from_organization_id, s.from_kind, s.to_organization_id, s.to_kind`)
  return rows.map((row) => ({ ...placesOf(row), people: row.people }))
}

/** The same by the kind of movement that made each step. */
export async function movementFlows(db: Db, asked: Asked): Promise<MovementFlow[]> {
  if (asked.organizationIds?.length === 0) return []
  const rows = await db.execute<StepColumns & { movementKind: string | null; people: number }>(sql`
    with ${steps(asked)}
    select ${stepColumns}, m.kind as "movementKind", count(*)::int as people
    from steps s
    left join ${movements} m on m.region_code = ${asked.regionCode} and m.id = s.movement_id
    group by s.from_organization_id, s.from_kind, s.to_organization_id, s.to_kind, m.kind`)
  return rows.map((row) => ({ ...placesOf(row), movementKind: row.movementKind, people: row.people }))
}

/** The same steps one by one, by day and name. */
export async function staffingChanges(db: Db, asked: Asked): Promise<StaffingChange[]> {
  if (asked.organizationIds?.length === 0) return []
  const rows = await db.execute<StepColumns & Told>(sql`
    with ${steps(asked)}
    select ${stepColumns}, s.person_id as "personId", to_char(s."on", 'YYYY-MM-DD') as "on", ${told(sql`s.movement_id`)}
    from steps s ${toldFrom(asked, sql`s.person_id`, sql`s.movement_id`)}
    order by s."on", p.name, s.person_id`)
  return rows.map(changeOf)
}

/** Everybody who stands in these units at the end of the day, by name; the movement is the one that led there. */
export async function standingOn(
  db: Db,
  asked: Omit<Asked, 'from' | 'to'> & { on: IsoDate },
): Promise<StaffingChange[]> {
  if (asked.organizationIds?.length === 0) return []
  const { regionCode, asKnownAt, on, organizationIds } = asked
  const rows = await db.execute<StepColumns & Told>(sql`
    select null as "fromOrganizationId", null as "fromKind", a.organization_id as "toOrganizationId",
      a.establishment_kind as "toKind", a.person_id as "personId", a.effective_from::text as "on",
      ${told(sql`a.begun_by_movement_id`)}
    from (
      select * from ${assignments}
      where region_code = ${regionCode} and ${known(asKnownAt)} and ${inForceOn(on)}
        ${organizationIds === undefined ? sql`` : sql`and ${among('organization_id', organizationIds)}`}
    ) a ${toldFrom(asked, sql`a.person_id`, sql`a.begun_by_movement_id`)}
    order by p.name, a.person_id`)
  return rows.map(changeOf)
}

type StepColumns = {
  fromOrganizationId: string | null
  fromKind: string | null
  toOrganizationId: string | null
  toKind: string | null
}
type Told = Omit<StaffingChange, 'from' | 'to'>

const stepColumns = sql`s.from_organization_id as "fromOrganizationId", s.from_kind as "fromKind",
  s.to_organization_id as "toOrganizationId", s.to_kind as "toKind"`

function changeOf(row: StepColumns & Told): StaffingChange {
  const { fromOrganizationId, fromKind, toOrganizationId, toKind, ...rest } = row
  return { ...rest, ...placesOf(row) }
}

function placesOf({ fromOrganizationId, fromKind, toOrganizationId, toKind }: StepColumns) {
  const place = (organizationId: string | null, establishmentKind: string | null) =>
    organizationId === null || establishmentKind === null ? null : { organizationId, establishmentKind }
  return { from: place(fromOrganizationId, fromKind), to: place(toOrganizationId, toKind) }
}

/**
 * Where one assignment ends and the next begins on the same day is one step; an end alone leaves, a beginning alone
 * enters. Of a unit, only the people who ever stood in it are looked at.
 */
function steps({ regionCode, asKnownAt, from, to, organizationIds }: Asked): SQL {
  const concerned =
    organizationIds === undefined
      ? sql``
      : sql`and person_id in (
          select person_id from ${assignments}
          where region_code = ${regionCode} and ${known(asKnownAt)} and ${among('organization_id', organizationIds)})`
  const touching =
    organizationIds === undefined
      ? sql``
      : sql`and (${among('e.organization_id', organizationIds)} or ${among('b.organization_id', organizationIds)})`
  return sql`spells as (
      select person_id, organization_id, establishment_kind, effective_from, effective_to, begun_by_movement_id,
        ended_by_movement_id
      from ${assignments}
      where region_code = ${regionCode} and ${known(asKnownAt)} and effective_from <= ${to}::date
        and (effective_to is null or effective_to > ${from}::date) ${concerned}
    ),
    steps as (
      select coalesce(b.person_id, e.person_id) as person_id, coalesce(b.effective_from, e.effective_to) as "on",
        e.organization_id as from_organization_id, e.establishment_kind as from_kind,
        b.organization_id as to_organization_id, b.establishment_kind as to_kind,
        coalesce(b.begun_by_movement_id, e.ended_by_movement_id) as movement_id
      from (select * from spells where effective_from > ${from}::date) b
      full join (select * from spells where effective_to <= ${to}::date) e
        on e.person_id = b.person_id and e.effective_to = b.effective_from
      where (e.organization_id, e.establishment_kind) is distinct from (b.organization_id, b.establishment_kind)
        ${touching}
    )`
}

function told(movementId: SQL): SQL {
  return sql`p.name as "personName", ${movementId} as "movementId", m.number as "movementNumber",
    m.kind as "movementKind", d.number as "documentNumber", d.title as "documentTitle"`
}

function toldFrom({ regionCode }: Pick<Asked, 'regionCode'>, personId: SQL, movementId: SQL): SQL {
  return sql`
    left join lateral (
      select name from ${personParticulars} named
      where named.region_code = ${regionCode} and named.person_id = ${personId} and named.superseded_at is null
      order by named.effective_from desc limit 1
    ) p on true
    left join ${movements} m on m.region_code = ${regionCode} and m.id = ${movementId}
    left join ${approvalDocuments} d on d.region_code = ${regionCode} and d.id = m.document_id`
}

function inForceOn(day: IsoDate): SQL {
  return sql`(effective_from <= ${day}::date and (effective_to is null or effective_to > ${day}::date))`
}

function known(asKnownAt: Date | null): SQL {
  if (asKnownAt === null) return sql`superseded_at is null`
  const moment = sql`${asKnownAt.toISOString()}::timestamptz`
  return sql`recorded_at <= ${moment} and (superseded_at is null or superseded_at > ${moment})`
}

function among(column: string, organizationIds: readonly string[]): SQL {
  return sql`${sql.raw(column)} = any(${`{${organizationIds.join(',')}}`}::uuid[])`
}
