import { sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { together } from '../database/together.ts'
import { approvedChangesAfter, approvedOn } from '../establishment/approved-headcount.store.ts'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import { type RankSpell, rankSpells, type UnitRanks } from '../establishment/rank-ahead.ts'
import { approvalRows } from '../establishment/rank-quota.store.ts'
import type { IsoDate, Period } from '../kernel/dates.ts'
import { assignments, personPosts } from './schema.ts'

type Asked = { on: IsoDate; organizationId: string; personId: string }

/**
 * Places, numbers by document and holders of 职级 of a unit from a day on, as known now, the person named left out.
 * Lock the unit's ranks first when something is decided by it.
 */
export async function unitRanksOf(db: Db, regionCode: string, asked: Asked): Promise<UnitRanks> {
  const { on, organizationId } = asked
  const scope = { organizationIds: [organizationId] }
  const positions = establishmentKindOrder.map((establishmentKind) => ({ organizationId, establishmentKind }))
  const [approved, changes, approvals, spells] = await together([
    approvedOn(db, { regionCode, asOf: on, asKnownAt: null }, scope),
    approvedChangesAfter(db, regionCode, { after: on, positions }),
    approvalRows(db, { regionCode, asKnownAt: null }, scope),
    spellsOfOthers(db, regionCode, asked),
  ])
  return {
    places: [
      ...approved.map(({ establishmentKind, approved: change }) => ({ establishmentKind, on, change })),
      ...changes,
    ],
    approvals,
    spells,
  }
}

/** Of everybody else who has a place in the unit on the day or later. */
async function spellsOfOthers(
  db: Db,
  regionCode: string,
  { on, organizationId, personId }: Asked,
): Promise<RankSpell[]> {
  const lasting = (table: 'a' | 't') => sql`${sql.identifier(table)}.region_code = ${regionCode}
    and ${sql.identifier(table)}.superseded_at is null
    and (${sql.identifier(table)}.effective_to is null or ${sql.identifier(table)}.effective_to > ${on}::date)`
  const seated = sql`${lasting('a')} and a.organization_id = ${organizationId} and a.person_id <> ${personId}`
  const places = await db.execute<Period & { personId: string; establishmentKind: string }>(sql`
    select a.person_id as "personId", a.establishment_kind as "establishmentKind",
      a.effective_from::text as "effectiveFrom", a.effective_to::text as "effectiveTo"
    from ${assignments} a
    where ${seated}`)
  const posts = await db.execute<
    Period & {
      personId: string
      aspect: string
      levelCode: string
      leadership: string | null
      leadershipRank: string | null
    }
  >(sql`
    select t.person_id as "personId", t.aspect, t.level_code as "levelCode", t.leadership,
      t.leadership_rank as "leadershipRank", t.effective_from::text as "effectiveFrom",
      t.effective_to::text as "effectiveTo"
    from ${personPosts} t
    where ${lasting('t')} and (t.aspect = 'rank' or (t.aspect = 'duty' and t.leadership is not null))
      and t.person_id in (select a.person_id from ${assignments} a where ${seated})`)
  const postsOf = new Map<string, (typeof posts)[number][]>()
  for (const post of posts) postsOf.set(post.personId, [...(postsOf.get(post.personId) ?? []), post])
  return places.flatMap(({ personId: holder, ...place }) =>
    rankSpells([{ ...place, organizationId }], postsOf.get(holder) ?? []),
  )
}
