import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import { seenAs } from '../database/recorded.ts'
import type { Scope } from '../establishment/approved-headcount.store.ts'
import { lowestLeadingRank, type RanksHeld } from '../establishment/rank-quota.ts'
import type { RankHolder } from '../establishment/rank-reader.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { assignments, personParticulars, personPosts } from './schema.ts'

/** How many hold which 职级 in which places on a day, those beside a 领导职务 apart. */
export async function ranksHeldOn(db: Db, viewpoint: Viewpoint, scope: Scope = {}): Promise<RanksHeld[]> {
  const rows = await db.execute<RanksHeld>(sql`
    select a.organization_id as "organizationId", a.establishment_kind as "establishmentKind",
      t.level_code as "levelCode", l.person_id is not null as leads, count(*)::int as count
    from ${rankedOn(viewpoint)}
    left join (
      select distinct d.person_id from ${personPosts} d where ${isLeadingOn(viewpoint)}
    ) l on l.person_id = t.person_id
    where ${isRankedOn(viewpoint, scope)}
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4`)
  return [...rows]
}

/** The people behind the figures, by unit, 职级 and name. */
export async function rankHoldersOn(db: Db, viewpoint: Viewpoint, scope: Scope = {}): Promise<RankHolder[]> {
  const rows = await db.execute<RankHolder>(sql`
    select a.organization_id as "organizationId", a.establishment_kind as "establishmentKind",
      t.level_code as "levelCode", l.person_id is not null as leads, t.person_id as "personId",
      coalesce(p.name, '') as name, t.title, t.effective_from::text as "from", coalesce(l.duties, '') as duties
    from ${rankedOn(viewpoint)}
    left join ${personParticulars} p on p.region_code = t.region_code and p.person_id = t.person_id
      and ${seenAs('p', viewpoint)}
    left join (
      select d.person_id, string_agg(d.title, '、' order by d.concurrent, d.title) as duties
      from ${personPosts} d where ${isLeadingOn(viewpoint)}
      group by d.person_id
    ) l on l.person_id = t.person_id
    where ${isRankedOn(viewpoint, scope)}
    order by a.organization_id, t.level_code, p.pinyin, t.person_id`)
  return [...rows]
}

function rankedOn(viewpoint: Viewpoint): SQL {
  return sql`${personPosts} t
    join ${assignments} a on a.region_code = t.region_code and a.person_id = t.person_id and ${seenAs('a', viewpoint)}`
}

function isRankedOn(viewpoint: Viewpoint, { organizationIds }: Scope): SQL {
  const within =
    organizationIds === undefined
      ? sql``
      : sql`and a.organization_id = any(${`{${organizationIds.join(',')}}`}::uuid[])`
  return sql`t.region_code = ${viewpoint.regionCode} and t.aspect = 'rank' and ${seenAs('t', viewpoint)} ${within}`
}

/** The SQL twin of isLeadingDuty in establishment/rank-quota.ts. */
function isLeadingOn(viewpoint: Viewpoint): SQL {
  return sql`d.region_code = ${viewpoint.regionCode} and d.aspect = 'duty' and d.leadership is not null
    and d.leadership_rank <= ${lowestLeadingRank} and ${seenAs('d', viewpoint)}`
}
