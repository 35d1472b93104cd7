import { type SQL, sql } from 'drizzle-orm'
import { budgetAdjustmentDecisions, budgetAdjustments } from '../budget/schema.ts'
import { knownAs } from '../database/recorded.ts'
import { entryOverrides } from '../establishment/entry-override.schema.ts'
import { rankApprovals, rankRatios } from '../establishment/rank-quota.schema.ts'
import {
  approvedHeadcounts,
  establishmentControls,
  headcountFreezes,
  headcountLoans,
  leadershipPosts,
  vacancyRequestDecisions,
  vacancyRequests,
} from '../establishment/schema.ts'
import { vacancyPlanSteps, vacancyPlans } from '../establishment/vacancy-plan.schema.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { organizationEvents, organizationVersions } from '../organization/schema.ts'
import { personFactActs } from '../staffing/person-fact.schema.ts'
import {
  assignments,
  personApplicationDecisions,
  personApplications,
  personParticulars,
} from '../staffing/schema.ts'
import type { DocumentUse } from './document-use.ts'
import {
  movementEffects,
  movementSignatures,
  movements,
  reformEffects,
  reformSignatures,
  reforms,
} from './schema.ts'

/** Which papers are asked about: a condition on the column that names the paper. */
export type OfDocument = (documentId: SQL) => SQL

type Asked = { viewpoint: Viewpoint; ofDocument: OfDocument }

/**
 * Everything that rests on the papers, as known at the moment: document_id, use, id, organization_ids, person_id,
 * effective_on, recorded_at, recorded_by, standing, words. A row that only took over from another on the same paper
 * is told once.
 */
export function factsResting(
  viewpoint: Viewpoint,
  { ofDocument, uses }: { ofDocument: OfDocument; uses: readonly DocumentUse[] },
): SQL {
  const asked = { viewpoint, ofDocument }
  const arms = uses.flatMap((use) =>
    facts[use](asked).map((rows) => sql`select ${use}::text as use, rows.* from (${rows}) rows`),
  )
  return sql`
    select distinct on (document_id, use, subject) * from (${sql.join(arms, sql` union all `)}) found
    order by document_id, use, subject, standing = 'replaced', recorded_at desc`
}

/** 机构 of a person: where the place is on the day, or was at last; as the person's own page is opened by. */
function organizationOfPerson(personId: SQL, { regionCode, asOf, asKnownAt }: Viewpoint): SQL {
  return sql`array(
    select a.organization_id from ${assignments} a
    where a.region_code = ${regionCode} and a.person_id = ${personId} and ${knownAs('a', { asKnownAt })}
    order by (a.effective_from <= ${asOf}::date and (a.effective_to is null or a.effective_to > ${asOf}::date)) desc,
      a.effective_from desc
    limit 1)`
}

type Row = {
  id?: SQL
  /** rows of one subject that took over from each other are one fact */
  subject?: SQL
  organizations: SQL
  person?: SQL
  on: SQL
  standing?: SQL
  words: SQL
}

function columns({ id, subject, organizations, person, on, standing, words }: Row): SQL {
  return sql`t.document_id, ${id ?? sql`t.id`} as id, ${subject ?? sql`t.id::text`} as subject,
    ${organizations} as organization_ids, ${person ?? sql`null::uuid`} as person_id, ${on} as effective_on,
    t.recorded_at, t.recorded_by, ${standing ?? sql`'standing'::text`} as standing, ${words} as words`
}

/** Rows of the table `t` that rest on the papers, recorded by the moment. */
function ofTable({ viewpoint: { regionCode, asKnownAt }, ofDocument }: Asked): SQL {
  return sql`t.region_code = ${regionCode} and ${addedAs('t', asKnownAt)} and ${ofDocument(sql`t.document_id`)}`
}

function addedAs(alias: string, asKnownAt: Date | null): SQL {
  if (asKnownAt === null) return sql`true`
  return sql`${sql.identifier(alias)}.recorded_at <= ${asKnownAt.toISOString()}::timestamptz`
}

function knownOrReplaced({ viewpoint }: Asked): SQL {
  return sql`case when ${knownAs('t', viewpoint)} then 'standing' else 'replaced' end`
}

const own = sql`array[t.organization_id]`

const facts: Record<DocumentUse, (asked: Asked) => SQL[]> = {
  event: (asked) => [
    sql`select ${columns({
      organizations: own,
      on: sql`t.effective_on`,
      words: sql`jsonb_build_object('kind', t.kind, 'summary', t.summary)`,
    })} from ${organizationEvents} t where ${ofTable(asked)}`,
  ],
  organization: (asked) => [
    sql`select ${columns({
      subject: sql`concat(t.organization_id, t.effective_from)`,
      organizations: own,
      on: sql`t.effective_from`,
      standing: knownOrReplaced(asked),
      words: sql`jsonb_build_object('name', t.name)`,
    })} from ${organizationVersions} t where ${ofTable(asked)}`,
  ],
  reform: (asked) => [
    sql`select ${columns({
      organizations: sql`array(select (unit ->> 'organizationId')::uuid
        from jsonb_array_elements((t.plan -> 'predecessors') || (t.plan -> 'successors')) unit)`,
      on: sql`t.effective_on`,
      standing: signedStanding(asked, {
        effect: sql`from ${reformEffects} x where x.region_code = t.region_code and x.reform_id = t.id`,
        end: sql`from ${reformSignatures} x where x.region_code = t.region_code and x.reform_id = t.id`,
      }),
      words: sql`jsonb_build_object('number', t.number, 'kind', t.kind)`,
    })} from ${reforms} t where ${ofTable(asked)}`,
  ],
  headcount: (asked) => [
    sql`select ${columns({
      organizations: own,
      on: sql`t.effective_on`,
      standing: reversedStanding(asked, approvedHeadcounts),
      words: sql`jsonb_build_object('establishmentKind', t.establishment_kind, 'change', t.change,
        'reverses', t.reverses_id is not null)`,
    })} from ${approvedHeadcounts} t where ${ofTable(asked)}`,
  ],
  freeze: (asked) => [
    sql`select ${columns({
      subject: sql`concat(t.organization_id, t.establishment_kind, t.effective_from)`,
      organizations: own,
      on: sql`t.effective_from`,
      standing: knownOrReplaced(asked),
      words: sql`jsonb_build_object('establishmentKind', t.establishment_kind, 'count', t.count,
        'until', t.effective_to)`,
    })} from ${headcountFreezes} t where ${ofTable(asked)}`,
  ],
  loan: (asked) => [
    sql`select ${columns({
      id: sql`t.loan_id`,
      subject: sql`t.loan_id::text`,
      organizations: sql`array[t.borrower_id, t.lender_id]`,
      on: sql`t.effective_from`,
      standing: knownOrReplaced(asked),
      words: sql`jsonb_build_object('establishmentKind', t.establishment_kind, 'count', t.count,
        'until', t.effective_to)`,
    })} from ${headcountLoans} t where ${ofTable(asked)}`,
  ],
  seat: (asked) => [
    sql`select ${columns({
      organizations: own,
      on: sql`t.effective_on`,
      standing: reversedStanding(asked, leadershipPosts),
      words: sql`jsonb_build_object('rank', t.rank, 'position', t.position, 'change', t.change,
        'reverses', t.reverses_id is not null)`,
    })} from ${leadershipPosts} t where ${ofTable(asked)}`,
  ],
  rank: (asked) => [
    sql`select ${columns({
      subject: sql`concat(t.from_level, t.to_level, t.effective_from)`,
      organizations: sql`'{}'::uuid[]`,
      on: sql`t.effective_from`,
      standing: knownOrReplaced(asked),
      words: sql`jsonb_build_object('fromLevel', t.from_level, 'toLevel', t.to_level, 'percent', t.percent::text,
        'count', null, 'until', t.effective_to)`,
    })} from ${rankRatios} t where ${ofTable(asked)}`,
    sql`select ${columns({
      subject: sql`concat(t.organization_id, t.from_level, t.to_level, t.effective_from)`,
      organizations: own,
      on: sql`t.effective_from`,
      standing: knownOrReplaced(asked),
      words: sql`jsonb_build_object('fromLevel', t.from_level, 'toLevel', t.to_level, 'percent', null,
        'count', t.count, 'until', t.effective_to)`,
    })} from ${rankApprovals} t where ${ofTable(asked)}`,
  ],
  control: (asked) => [
    sql`select ${columns({
      subject: sql`concat(t.measure, t.establishment_kind, t.effective_from)`,
      organizations: sql`'{}'::uuid[]`,
      on: sql`t.effective_from`,
      standing: knownOrReplaced(asked),
      words: sql`jsonb_build_object('measure', t.measure, 'establishmentKind', t.establishment_kind,
        'control', t.control)`,
    })} from ${establishmentControls} t where ${ofTable(asked)}`,
  ],
  plan: (asked) => [
    sql`select ${columns({
      id: sql`t.plan_id`,
      organizations: sql`array[p.organization_id]`,
      on: sql`t.effective_on`,
      words: sql`jsonb_build_object('number', p.number, 'step', t.step)`,
    })} from ${vacancyPlanSteps} t
    join ${vacancyPlans} p on p.region_code = t.region_code and p.id = t.plan_id
    where ${ofTable(asked)}`,
  ],
  request: (asked) => [
    sql`select ${columns({
      id: sql`t.request_id`,
      organizations: sql`array[r.organization_id]`,
      on: sql`t.effective_on`,
      words: sql`jsonb_build_object('number', r.number, 'decision', t.decision, 'count', t.approved_count)`,
    })} from ${vacancyRequestDecisions} t
    join ${vacancyRequests} r on r.region_code = t.region_code and r.id = t.request_id
    where ${ofTable(asked)}`,
    sql`select ${columns({
      organizations: own,
      on: sql`(t.recorded_at at time zone 'Asia/Shanghai')::date`,
      words: sql`jsonb_build_object('number', t.number, 'decision', null, 'count', t.count)`,
    })} from (select r.*, r.beyond_plan_document_id as document_id from ${vacancyRequests} r) t
    where ${ofTable(asked)}`,
  ],
  override: (asked) => [
    sql`select ${columns({
      organizations: own,
      on: sql`(t.recorded_at at time zone 'Asia/Shanghai')::date`,
      words: sql`jsonb_build_object('number', t.number, 'establishmentKind', t.establishment_kind,
        'count', t.count)`,
    })} from ${entryOverrides} t where ${ofTable(asked)}`,
  ],
  movement: (asked) => [
    sql`select ${columns({
      organizations: sql`array_remove(array[t.from_organization_id, t.to_organization_id], null)`,
      person: sql`t.person_id`,
      on: sql`t.effective_on`,
      standing: signedStanding(asked, {
        corrected: sql`from ${movementEffects} x where x.region_code = t.region_code and x.corrects_id = t.id`,
        effect: sql`from ${movementEffects} x where x.region_code = t.region_code and x.movement_id = t.id`,
        end: sql`from ${movementSignatures} x where x.region_code = t.region_code and x.movement_id = t.id`,
      }),
      words: sql`jsonb_build_object('number', t.number, 'kind', t.kind)`,
    })} from ${movements} t where ${ofTable(asked)}`,
  ],
  person: (asked) => [
    sql`select ${columns({
      id: sql`t.person_id`,
      subject: sql`concat(t.person_id, t.effective_from)`,
      organizations: organizationOfPerson(sql`t.person_id`, asked.viewpoint),
      person: sql`t.person_id`,
      on: sql`t.effective_from`,
      standing: knownOrReplaced(asked),
      words: sql`jsonb_build_object('factKind', null, 'act', null)`,
    })} from ${personParticulars} t where ${ofTable(asked)}`,
    sql`select ${columns({
      id: sql`t.person_id`,
      organizations: organizationOfPerson(sql`t.person_id`, asked.viewpoint),
      person: sql`t.person_id`,
      on: sql`(t.recorded_at at time zone 'Asia/Shanghai')::date`,
      words: sql`jsonb_build_object('factKind', t.fact_kind, 'act', t.act)`,
    })} from ${personFactActs} t where ${ofTable(asked)}`,
  ],
  application: (asked) => [
    sql`select ${columns({
      organizations: own,
      person: sql`t.person_id`,
      on: sql`(t.recorded_at at time zone 'Asia/Shanghai')::date`,
      standing: sql`coalesce((
        select case x.decision when 'acceptance' then 'standing' else 'ended' end
        from ${personApplicationDecisions} x
        where x.region_code = t.region_code and x.application_id = t.id
          and ${addedAs('x', asked.viewpoint.asKnownAt)}), 'open')`,
      words: sql`jsonb_build_object('number', t.number, 'factKind', t.fact_kind, 'factAct', t.fact_act)`,
    })} from ${personApplications} t where ${ofTable(asked)}`,
  ],
  adjustment: (asked) => [
    sql`select ${columns({
      organizations: own,
      on: sql`t.effective_on`,
      standing: sql`coalesce((
        select case when x.approved then 'standing' else 'ended' end
        from ${budgetAdjustmentDecisions} x
        where x.region_code = t.region_code and x.adjustment_id = t.id
          and ${addedAs('x', asked.viewpoint.asKnownAt)}), 'open')`,
      words: sql`jsonb_build_object('kind', t.kind, 'reason', t.reason)`,
    })} from ${budgetAdjustments} t where ${ofTable(asked)}`,
  ],
}

/** Of what is signed step by step: took effect, was corrected since, was returned or withdrawn, or is under way. */
function signedStanding(
  { viewpoint: { asKnownAt } }: Asked,
  { corrected, effect, end }: { corrected?: SQL; effect: SQL; end: SQL },
): SQL {
  const known = addedAs('x', asKnownAt)
  return sql`case
    ${corrected === undefined ? sql`` : sql`when exists (select ${corrected} and ${known}) then 'corrected'`}
    when exists (select ${effect} and ${known}) then 'standing'
    when exists (select ${end} and x.decision <> 'agree' and ${known}) then 'ended'
    else 'open' end`
}

function reversedStanding(
  { viewpoint: { asKnownAt } }: Asked,
  ledger: typeof approvedHeadcounts | typeof leadershipPosts,
): SQL {
  return sql`case when exists (
      select from ${ledger} x
      where x.region_code = t.region_code and x.reverses_id = t.id and ${addedAs('x', asKnownAt)})
    then 'reversed' else 'standing' end`
}
