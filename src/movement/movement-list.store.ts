import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { organizationVersions } from '../organization/schema.ts'
import { personParticulars } from '../staffing/schema.ts'
import { movementKindOrder } from './movement-kind.ts'
import type { MovementFilter, MovementRow } from './movement-row.ts'
import { particularsOf } from './particulars.ts'
import { movementEffects, movementSignatures, movements } from './schema.ts'
import { nextStep, stateOf } from './signature.ts'

/**
 * 异动 as known at the moment, the latest first unless sorted otherwise, `most` of them behind the first `after`;
 * `count` counts all the filter finds.
 */
export async function movementList(
  db: Db,
  { regionCode, asKnownAt }: Viewpoint,
  filter: MovementFilter,
  { sort = null, most = null, after = 0 }: MovementRange = {},
): Promise<{ rows: MovementRow[]; count: number }> {
  if (filter.organizationIds?.length === 0) return { rows: [], count: 0 }
  const known = (alias: string) =>
    asKnownAt === null
      ? sql`true`
      : sql`${sql.identifier(alias)}.recorded_at <= ${asKnownAt.toISOString()}::timestamptz`
  const where = conditions(regionCode, filter, known)
  const [rows, [counted]] = await Promise.all([
    db.execute<RawRow>(sql`
      select m.id, m.number, m.kind, m.person_id as "personId", m.effective_on::text as "effectiveOn",
        m.from_organization_id as "fromOrganizationId", m.from_establishment_kind as "fromEstablishmentKind",
        m.to_organization_id as "toOrganizationId", m.to_establishment_kind as "toEstablishmentKind",
        m.particulars, m.corrects_id as "correctsId", m.document_id as "documentId", m.recorded_at as "recordedAt", m.recorded_by as "recordedBy",
        ${effectOf(known)} as effective, ${correctionOf(known)} as corrected,
        (select p.name from ${personParticulars} p
          where p.region_code = m.region_code and p.person_id = m.person_id and p.superseded_at is null
          order by p.effective_from desc limit 1) as "personName",
        coalesce((select json_agg(json_build_object('step', s.step, 'decision', s.decision, 'by', s.recorded_by)
            order by s.recorded_at)
          from ${movementSignatures} s
          where s.region_code = m.region_code and s.movement_id = m.id and ${known('s')}), '[]') as signatures
      from ${movements} m
      where ${where}
      order by ${sort === null ? sql`` : sql`${orderOf(sort)},`} m.recorded_at desc, m.number desc
      ${most === null ? sql`` : sql`limit ${most} offset ${after}`}`),
    db.execute<{ count: number }>(sql`select count(*)::int as count from ${movements} m where ${where}`),
  ])
  return { rows: rows.map(rowOf), count: counted?.count ?? 0 }
}

type MovementRange = {
  sort?: { key: string; descending: boolean } | null
  most?: number | null
  after?: number
}

/** By a column of the list; what is empty stands last either way. */
function orderOf({ key, descending }: { key: string; descending: boolean }): SQL {
  const unit = (column: string) => sql`(select v.name from ${organizationVersions} v
    where v.region_code = m.region_code and v.organization_id = m.${sql.identifier(column)}
      and v.superseded_at is null
    order by v.effective_from desc limit 1) collate "zh-x-icu"`
  const orders: Record<string, SQL> = {
    number: sql`m.number`,
    person: sql`(select p.pinyin from ${personParticulars} p
      where p.region_code = m.region_code and p.person_id = m.person_id and p.superseded_at is null
      order by p.effective_from desc limit 1)`,
    kind: sql`array_position(${`{${movementKindOrder.join(',')}}`}::text[], m.kind)`,
    from: unit('from_organization_id'),
    to: sql`coalesce(m.particulars->'place'->>'name', ${unit('to_organization_id')})`,
    effectiveOn: sql`m.effective_on`,
    recordedAt: sql`m.recorded_at`,
  }
  return sql`${orders[key] ?? sql`m.recorded_at`} ${descending ? sql`desc` : sql`asc`} nulls last`
}

type RawRow = Omit<MovementRow, 'state' | 'waitsFor' | 'signedBy' | 'place' | 'takesBack' | 'recordedAt'> & {
  particulars: unknown
  recordedAt: string
  effective: boolean
  corrected: boolean
  signatures: { step: string; decision: string; by: string }[]
}

function rowOf({ particulars, effective, corrected, signatures, recordedAt, ...row }: RawRow): MovementRow {
  const at = new Date(recordedAt)
  const life = {
    kind: row.kind,
    recordedBy: row.recordedBy,
    effective,
    corrected,
    signatures: signatures.map(({ step, decision, by }) => ({
      step,
      decision,
      words: '',
      signedByName: '',
      recordedBy: by,
      recordedAt: at,
    })),
  }
  const { place, takesBack = false } = particularsOf(particulars)
  return {
    ...row,
    recordedAt: at,
    place: place?.name ?? null,
    takesBack,
    state: stateOf(life),
    waitsFor: nextStep(life),
    signedBy: signatures.map(({ by }) => by),
  }
}

type Known = (alias: string) => SQL

function conditions(regionCode: string, filter: MovementFilter, known: Known): SQL {
  const all: SQL[] = [sql`m.region_code = ${regionCode}`, known('m')]
  if (filter.kind !== undefined) all.push(sql`m.kind = ${filter.kind}`)
  if (filter.personId !== undefined) all.push(sql`m.person_id = ${filter.personId}`)
  if (filter.from !== undefined) all.push(sql`m.effective_on >= ${filter.from}::date`)
  if (filter.to !== undefined) all.push(sql`m.effective_on <= ${filter.to}::date`)
  if (filter.organizationIds !== undefined) {
    const ids = `{${filter.organizationIds.join(',')}}`
    all.push(
      sql`(m.from_organization_id = any(${ids}::uuid[]) or m.to_organization_id = any(${ids}::uuid[]))`,
    )
  }
  if (filter.state === 'effective') all.push(sql`${effectOf(known)} and not ${correctionOf(known)}`)
  if (filter.state === 'corrected') all.push(correctionOf(known))
  if (filter.state === 'ended') all.push(endOf(known))
  if (filter.state === 'open') all.push(sql`not ${effectOf(known)} and not ${endOf(known)}`)
  return sql.join(all, sql` and `)
}

function effectOf(known: Known): SQL {
  return sql`exists (select from ${movementEffects} e
    where e.region_code = m.region_code and e.movement_id = m.id and ${known('e')})`
}

function correctionOf(known: Known): SQL {
  return sql`exists (select from ${movementEffects} e
    where e.region_code = m.region_code and e.corrects_id = m.id and ${known('e')})`
}

function endOf(known: Known): SQL {
  return sql`exists (select from ${movementSignatures} s
    where s.region_code = m.region_code and s.movement_id = m.id and s.decision <> 'agree' and ${known('s')})`
}
