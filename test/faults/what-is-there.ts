import type { Registry } from '../../src/open-registry.ts'
import { regionCode } from '../database/harness.ts'
import type { Noted } from './office-load.ts'

/** What was noted, held against what is in the tables. Everything in the lists is a defect. */
export type Found = {
  acknowledged: number
  present: number
  /** asked without an answer, of which so many had been done all the same */
  unanswered: number
  doneUnanswered: number
  /** movements in effect: that the work went all the way */
  inEffect: number
  lost: string[]
  doubled: string[]
  /** refused, and there all the same */
  refusedButThere: string[]
}

export async function compareWith({ sql }: Pick<Registry, 'sql'>, noted: readonly Noted[]): Promise<Found> {
  const rows = await sql<{ tag: string; count: number }[]>`
    select tag, count(*)::int as count from (
      select reason as tag from movements union all
      select words from movement_signatures union all
      select note from approved_headcounts union all
      select reason from vacancy_requests
    ) rows group by tag`
  const [effects] = await sql<{ count: number }[]>`select count(*)::int as count from movement_effects`
  const counts = new Map(rows.map(({ tag, count }) => [tag, count]))
  const there = (tag: string) => counts.get(tag) ?? 0
  const told = (answer: Noted['told']) => noted.filter((one) => one.told === answer).map(({ tag }) => tag)
  const acknowledged = told('done')
  const unanswered = told('nothing')
  return {
    acknowledged: acknowledged.length,
    present: acknowledged.filter((tag) => there(tag) === 1).length,
    unanswered: unanswered.length,
    doneUnanswered: unanswered.filter((tag) => there(tag) > 0).length,
    inEffect: effects?.count ?? 0,
    lost: acknowledged.filter((tag) => there(tag) === 0),
    doubled: noted.map(({ tag }) => tag).filter((tag) => there(tag) > 1),
    refusedButThere: told('refused').filter((tag) => there(tag) > 0),
  }
}

/** What every commit must leave whole, each with the rows that tell of a half one. Empty: all holds. */
export async function brokenInvariants({ sql }: Pick<Registry, 'sql'>): Promise<string[]> {
  // What a reform moves is drafted and signed with it.
  const own = sql`m.particulars ->> 'reform' is null`
  const questions: Record<string, Promise<{ id: string }[]>> = {
    'a movement without its one audit entry': sql`
      select m.id from movements m where ${own} and 1 <> (
        select count(*) from audit_entries e where e.action = 'movement.draft' and e.subject_id = m.id::text)`,
    'a movement without the signature of who drafted it': sql`
      select m.id from movements m where ${own} and 1 <> (
        select count(*) from movement_signatures s where s.movement_id = m.id and s.step = 'clerk')`,
    'a signature without its one audit entry': sql`
      select s.id from movement_signatures s where s.step <> 'clerk' and 1 <> (
        select count(*) from audit_entries e where e.action = 'movement.' || s.decision
          and e.subject_id = s.movement_id::text and e.reason = s.words)`,
    'a last signature without effect, or an effect without it': sql`
      select m.id from movements m
      where ${own} and exists (select from movement_effects e where e.movement_id = m.id)
        <> exists (select from movement_signatures s
          where s.movement_id = m.id and s.step = 'director' and s.decision = 'agree')`,
    'an effect without its one audit entry': sql`
      select f.movement_id as id from movement_effects f where 1 <> (
        select count(*) from audit_entries e
        where e.action = 'movement.effect' and e.subject_id = f.movement_id::text)`,
    'an entry in effect without its place, or one begun by what has no effect': sql`
      select m.id from movements m
      where m.to_organization_id is not null
        and (exists (select from movement_effects e where e.movement_id = m.id)
          and not exists (select from movement_effects c where c.corrects_id = m.id))
        <> exists (select from assignments a where a.begun_by_movement_id = m.id and a.superseded_at is null)`,
    'a leaving in effect that left nobody': sql`
      select m.id from movements m
      where m.kind = 'resignation'
        and exists (select from movement_effects e where e.movement_id = m.id)
        <> exists (select from assignments a where a.ended_by_movement_id = m.id and a.superseded_at is null)`,
    'a person in two places': sql`
      select a.person_id as id from assignments a join assignments b
        on b.person_id = a.person_id and b.id > a.id and b.superseded_at is null
          and daterange(a.effective_from, a.effective_to) && daterange(b.effective_from, b.effective_to)
      where a.superseded_at is null`,
    'a place beyond what is approved, on any day': sql`
      with days as (
        select organization_id, establishment_kind, effective_from as day
        from assignments where superseded_at is null
        union select organization_id, establishment_kind, effective_on from approved_headcounts)
      select d.organization_id as id from days d
      where (select count(*) from assignments a
          where a.organization_id = d.organization_id and a.establishment_kind = d.establishment_kind
            and a.superseded_at is null and a.effective_from <= d.day
            and (a.effective_to is null or a.effective_to > d.day))
        > (select coalesce(sum(h.change), 0) from approved_headcounts h
          where h.organization_id = d.organization_id and h.establishment_kind = d.establishment_kind
            and h.effective_on <= d.day)`,
    'a request without its one audit entry': sql`
      select r.id from vacancy_requests r where 1 <> (
        select count(*) from audit_entries e
        where e.action = 'vacancy.submission' and e.subject_id = r.id::text)`,
    'a headcount without its one audit entry': sql`
      select h.id from approved_headcounts h where h.note like 'round%' and 1 <> (
        select count(*) from audit_entries e
        where e.action = 'headcount.record' and e.subject_id = h.id::text)`,
    'a number given twice': sql`
      select number as id from movements where region_code = ${regionCode} group by number having count(*) > 1`,
    'a fact that ended before it was recorded': sql`
      select id::text from assignments where superseded_at < recorded_at`,
    'an audit entry neither chained nor waiting': sql`
      select e.id::text from audit_entries e
      where not exists (select from audit_seals s where s.entry_id = e.id)
        and not exists (select from audit_pending p where p.entry_id = e.id)`,
  }
  const found: string[] = []
  for (const [name, asked] of Object.entries(questions)) {
    const rows = await asked
    if (rows.length > 0)
      found.push(
        `${name}: ${rows
          .map(({ id }) => id)
          .slice(0, 3)
          .join(', ')} (${rows.length})`,
      )
  }
  return found
}

/** The newest audit entry: what is written after it, after a start even, bears a later moment. */
export async function lastEntry({ sql }: Pick<Registry, 'sql'>): Promise<{ id: string; at: string }> {
  const [row] = await sql<{ id: string; at: string }[]>`
    select coalesce(max(id), 0)::text as id, coalesce(max(at), '-infinity')::text as at from audit_entries`
  return row ?? { id: '0', at: '-infinity' }
}

export async function stampedBefore(
  { sql }: Pick<Registry, 'sql'>,
  { id, at }: { id: string; at: string },
): Promise<number> {
  const [row] = await sql<{ early: number }[]>`
    select count(*)::int as early from audit_entries where id > ${id} and at <= ${at}::text::timestamptz`
  return row?.early ?? 0
}
