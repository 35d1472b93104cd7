import type { FieldKind } from './hostile-values.ts'
import { rankForms, rankRecords } from './rank-forms.ts'
import { paper, vacancyForms } from './vacancy-forms.ts'

/** One record of the example for each kind of address. */
const office = `select organization_id as id from organization_versions where short_name = '区委编办' and superseded_at is null`
const somebody = `select person_id from assignments where organization_id in (${office})
  and effective_to is null and superseded_at is null order by person_id limit 1`
export const records = {
  organization: office,
  version: `select id from organization_versions where short_name = '区委编办' and superseded_at is null`,
  person: somebody.replace('person_id', 'person_id as id'),
  education: `select id from education_records where person_id in (${somebody}) and superseded_at is null limit 1`,
  teacher: `select person_id as id from assignments a where superseded_at is null and effective_to is null
    and organization_id in (select organization_id from organization_versions where short_name = '区教育局') limit 1`,
  movement: `select id from movements m where kind = 'retirement'
    and not exists (select from movement_effects e where e.movement_id = m.id)
    and not exists (select from movement_signatures s where s.movement_id = m.id and s.decision <> 'agree')
    and not exists (select from movement_signatures s where s.movement_id = m.id and s.step <> 'clerk') limit 1`,
  headcount: `select id from approved_headcounts h where change > 0 and reverses_id is null
    and not exists (select from approved_headcounts r where r.reverses_id = h.id) limit 1`,
  freeze: 'select id from headcount_freezes where superseded_at is null limit 1',
  leadershipPost: `select id from leadership_posts p where reverses_id is null
    and not exists (select from leadership_posts r where r.reverses_id = p.id) limit 1`,
  ...rankRecords,
  vacancyRequest: `select request_id as id from vacancy_request_decisions group by request_id
    having array_agg(decision) = array['submission'] limit 1`,
  vacancyPlan: `select plan_id as id from vacancy_plan_steps group by plan_id
    having array_agg(step || ' ' || role) = array['submission clerk'] limit 1`,
  decidedPlan: `select plan_id as id from vacancy_plan_steps where step = 'decision' limit 1`,
  entryOverride: `select override_id as id from entry_override_steps where decision = 'approval' limit 1`,
  adjustment: `select id from budget_adjustments a
    where not exists (select from budget_adjustment_decisions d where d.adjustment_id = a.id) limit 1`,
  expenditure: `select id from expenditures e where reverses_id is null
    and not exists (select from expenditures r where r.reverses_id = e.id) limit 1`,
  savedQuery: 'select id from saved_queries where superseded_at is null limit 1',
  user: `select id from users where account = 'auditor'`,
}

export type Form = {
  route: string
  as: string
  /** record for `:id`, and words for the other parts of the address */
  of?: keyof typeof records
  words?: Record<string, string>
  query?: string
  fields: Record<string, [right: string, kind: FieldKind]>
}

const title: Form['fields'] = {
  series: ['22', 'choice'],
  level: ['2', 'choice'],
  name: ['一级教师', 'text'],
  certificateNumber: ['', 'optional text'],
  from: ['2020-12-31', 'date'],
  reason: ['', 'optional text'],
}

const names: Form['fields'] = {
  name: ['朝天区示例局', 'text'],
  shortName: ['区示例局', 'text'],
  otherNames: ['', 'optional text'],
}
const place: Form['fields'] = { parent: ['朝天区（示例）', 'unit'], supervisor: ['', 'optional unit'] }
const character: Form['fields'] = {
  category: ['government', 'choice'],
  nature: ['administrative-organ', 'choice'],
  rank: ['', 'optional choice'],
  funding: ['', 'optional choice'],
}
const particulars: Form['fields'] = {
  creditCode: ['', 'optional text'],
  legalRepresentative: ['', 'optional text'],
  address: ['', 'optional text'],
  budgetUnitCode: ['', 'optional text'],
  functionClass: ['', 'optional text'],
  duties: ['', 'optional text'],
}
const frame: Form['fields'] = {
  effectiveOn: ['2024-03-01', 'date'],
  summary: ['示例', 'optional text'],
  ...paper,
}
const headcount: Form['fields'] = {
  organization: ['区委编办', 'unit'],
  establishmentKind: ['administrative', 'choice'],
  direction: ['more', 'choice'],
  count: ['1', 'count'],
  effectiveOn: ['2024-03-01', 'date'],
  note: ['', 'optional text'],
  ...paper,
}
const movement: Form['fields'] = {
  kind: ['transfer-in', 'hidden'],
  effectiveOn: ['2024-02-01', 'date'],
  reason: ['工作需要', 'text'],
  identityNumber: ['990812199107089623', 'text'],
  name: ['示例新人', 'text'],
  ethnicity: ['01', 'choice'],
  politicalStatus: ['01', 'choice'],
  nativePlace: ['', 'optional text'],
  birthPlace: ['', 'optional text'],
  joinedPartyOn: ['', 'optional date'],
  beganWorkOn: ['', 'optional date'],
  identityCategory: ['', 'optional choice'],
  educationLevel: ['', 'optional choice'],
  educationMode: ['', 'optional choice'],
  degree: ['', 'optional choice'],
  school: ['', 'optional text'],
  graduatedOn: ['', 'optional date'],
  toOrganization: ['区事业单位登记服务中心', 'unit'],
  toEstablishmentKind: ['civil-service-institution', 'choice'],
  otherUnit: ['外区某局', 'optional text'],
  dutyTitle: ['', 'optional text'],
  dutyLevel: ['', 'optional choice'],
  dutyLeadership: ['', 'optional choice'],
  dutyRank: ['', 'optional choice'],
  dutyDivision: ['', 'optional text'],
  dutyConcurrent: ['', 'optional choice'],
  rankTitle: ['', 'optional text'],
  rankLevel: ['', 'optional choice'],
  ...paper,
}

const leadershipPost: Form['fields'] = {
  organization: ['区委编办', 'unit'],
  rank: ['110', 'choice'],
  position: ['deputy', 'choice'],
  direction: ['more', 'choice'],
  count: ['1', 'count'],
  effectiveOn: ['2024-03-01', 'date'],
  note: ['', 'optional text'],
  ...paper,
}

const reform: Form['fields'] = {
  kind: ['merger', 'choice'],
  effectiveOn: ['2024-03-01', 'date'],
  summary: ['两中心合并', 'text'],
  predecessor1: ['区机构编制信息中心', 'unit'],
  predecessor2: ['区事业单位登记服务中心', 'optional unit'],
  newCode1: ['991', 'text'],
  newName1: ['朝天区示例中心', 'text'],
  newShort1: ['', 'optional text'],
  ...paper,
}

const transfer: Form['fields'] = {
  predecessor1: ['区机构编制信息中心', 'unit'],
  existing1: ['区事业单位登记服务中心', 'unit'],
  establishmentKind: ['', 'optional choice'],
  places: ['along', 'choice'],
  effectiveOn: ['2024-03-01', 'date'],
  summary: ['成批调动', 'text'],
  ...paper,
}

/** Every form that takes something in, with one right way to fill it. */
export const forms: Form[] = [
  { route: '/sign-in', as: 'clerk', fields: { account: ['nobody', 'text'], password: ['wrong', 'text'] } },
  {
    route: '/account/password',
    as: 'section-head',
    fields: {
      current: ['wrong', 'text'],
      wanted: ['A new word 2024', 'text'],
      repeated: ['A new word 2024', 'text'],
    },
  },
  { route: '/account/second-factor/withdrawal', as: 'finance', fields: { password: ['wrong', 'text'] } },
  {
    route: '/users',
    as: 'system-administrator',
    fields: { account: ['newcomer', 'text'], name: ['示例', 'text'] },
  },
  ...(['enabling', 'disabling', 'scope', 'password'] as const).map(
    (name): Form => ({
      route: `/users/:id/${name}`,
      as: 'system-administrator',
      of: 'user',
      fields: { [`${name}-reason`]: ['示例', 'text'] },
    }),
  ),
  ...(['roles', 'role-endings'] as const).map(
    (name): Form => ({
      route: `/users/:id/${name}`,
      as: 'security-administrator',
      of: 'user',
      fields: { [`${name}-role`]: ['auditor', 'choice'], [`${name}-reason`]: ['示例', 'text'] },
    }),
  ),
  { route: '/organizations/review', as: 'clerk', fields: founding() },
  { route: '/organizations', as: 'clerk', fields: founding() },
  ...eventForms(),
  ...(['', '/review'] as const).map(
    (step): Form => ({
      route: `/organizations/:id/versions/:versionId/correction${step}`,
      as: 'clerk',
      of: 'organization',
      fields: { ...names, ...character, ...particulars, ...frame, summary: ['登记有误', 'text'] },
    }),
  ),
  { route: '/headcounts/review', as: 'clerk', fields: headcount },
  { route: '/headcounts', as: 'clerk', fields: headcount },
  {
    route: '/headcounts/:id/reversal',
    as: 'clerk',
    of: 'headcount',
    fields: { note: ['误登', 'text'], ...paper },
  },
  {
    route: '/freezes',
    as: 'clerk',
    fields: {
      organization: ['区委编办', 'unit'],
      establishmentKind: ['administrative', 'choice'],
      count: ['1', 'count'],
      effectiveFrom: ['2024-03-01', 'date'],
      effectiveTo: ['', 'optional date'],
      note: ['', 'optional text'],
      ...paper,
    },
  },
  {
    route: '/freezes/:id/end',
    as: 'clerk',
    of: 'freeze',
    fields: { endsOn: ['2024-03-01', 'date'], note: ['到期', 'text'], ...paper },
  },
  ...(['', '/review'] as const).map(
    (step): Form => ({ route: `/leadership-posts${step}`, as: 'clerk', fields: leadershipPost }),
  ),
  {
    route: '/leadership-posts/:id/reversal',
    as: 'clerk',
    of: 'leadershipPost',
    fields: { note: ['误登', 'text'], ...paper },
  },
  ...vacancyForms,
  ...rankForms,
  { route: '/movements/review', as: 'clerk', fields: movement },
  { route: '/movements', as: 'clerk', fields: movement },
  {
    route: '/movements/:id/signatures',
    as: 'section-head',
    of: 'movement',
    fields: { decision: ['agree', 'choice'], words: ['同意', 'optional text'] },
  },
  ...(['', '/allocation', '/review'] as const).map(
    (step): Form => ({ route: `/reforms${step}`, as: 'clerk', fields: reform }),
  ),
  ...(['', '/people', '/review'] as const).map(
    (step): Form => ({ route: `/reforms/transfer${step}`, as: 'clerk', fields: transfer }),
  ),
  { route: '/people/queries', as: 'clerk', fields: { queryName: ['示例查询', 'text'] } },
  {
    route: '/people/queries/:id/name',
    as: 'clerk',
    of: 'savedQuery',
    fields: { queryName: ['示例查询', 'text'] },
  },
  {
    route: '/people/:id/correction',
    as: 'clerk',
    of: 'person',
    fields: {
      name: ['示例新名', 'text'],
      identityNumber: ['', 'optional text'],
      ethnicity: ['01', 'choice'],
      politicalStatus: ['01', 'choice'],
      nativePlace: ['', 'optional text'],
      birthPlace: ['', 'optional text'],
      joinedPartyOn: ['', 'optional date'],
      beganWorkOn: ['', 'optional date'],
      identityCategory: ['civil-servant', 'choice'],
      changedOn: ['', 'optional date'],
      reason: ['登记有误', 'text'],
      ...paper,
    },
  },
  ...(['facts', 'proposals'] as const).map(
    (path): Form => ({
      route: `/people/:id/${path}`,
      as: path === 'facts' ? 'clerk' : 'education-contact',
      of: path === 'facts' ? 'person' : 'teacher',
      fields: { kind: ['title', 'hidden'], ...title, ...paper },
    }),
  ),
  {
    route: '/people/:id/accounts',
    as: 'finance',
    of: 'person',
    fields: {
      kind: ['bank-account', 'hidden'],
      content: ['6200000000000000123', 'text'],
      bank: ['示例银行', 'text'],
      from: ['2024-01-01', 'date'],
      reason: ['', 'optional text'],
    },
  },
  {
    route: '/people/:id/facts/:factId/correction',
    as: 'clerk',
    of: 'person',
    fields: {
      level: ['20', 'choice'],
      mode: ['full-time', 'choice'],
      degree: ['', 'optional choice'],
      school: ['示例大学', 'text'],
      major: ['法学', 'text'],
      from: ['2012-06-30', 'date'],
      reason: ['登记有误', 'text'],
      ...paper,
    },
  },
  {
    route: '/people/:id/facts/:factId/removal',
    as: 'clerk',
    of: 'person',
    fields: { reason: ['登记有误', 'text'], ...paper },
  },
  { route: '/people/:id/identity', as: 'section-head', of: 'person', fields: { reason: ['核对', 'text'] } },
  {
    route: '/people/:id/pay-facts',
    as: 'clerk',
    of: 'person',
    fields: {
      subject: ['base pension', 'choice'],
      amount: ['5000', 'amount'],
      effectiveFrom: ['2024-01-01', 'date'],
      effectiveTo: ['', 'optional date'],
      reason: ['申报', 'text'],
      ...paper,
    },
  },
  {
    route: '/budget-adjustments',
    as: 'finance',
    query: 'year=2024&organizationId=',
    fields: {
      kind: ['addition', 'choice'],
      effectiveOn: ['2024-03-01', 'date'],
      reason: ['追加', 'text'],
      'project-0': ['51081224R000000000000', 'text'],
      'function-0': ['2013101', 'choice'],
      'economic-0': ['30101', 'choice'],
      'amount-0': ['100', 'amount'],
      ...paper,
    },
  },
  {
    route: '/budget-adjustments/:id/decision',
    as: 'finance',
    of: 'adjustment',
    fields: { decision: ['approve', 'choice'], words: ['同意', 'optional text'] },
  },
  {
    route: '/expenditures',
    as: 'finance',
    query: 'year=2024&organizationId=',
    fields: {
      line: ['51081224R000000000000 2013101 30101', 'text'],
      month: ['1', 'count'],
      amount: ['100', 'amount'],
      summary: ['办公费', 'text'],
      voucherNumber: ['', 'optional text'],
    },
  },
  {
    route: '/expenditures/:id/reversal',
    as: 'finance',
    of: 'expenditure',
    fields: { reason: ['误登', 'text'] },
  },
  { route: '/payrolls', as: 'finance', fields: { year: ['2024', 'count'], month: ['1', 'count'] } },
]

function founding(): Form['fields'] {
  const code: Form['fields'] = { code: ['990', 'text'], kind: ['unit', 'choice'] }
  return { ...code, ...names, ...place, ...character, ...particulars, ...frame }
}

function eventForms(): Form[] {
  const groups = {
    renaming: names,
    reparenting: place,
    conversion: character,
    amendment: particulars,
    abolition: {},
  }
  return Object.entries(groups).flatMap(([kind, fields]) =>
    ['', '/review'].map(
      (step): Form => ({
        route: `/organizations/:id/events/:kind${step}`,
        as: 'clerk',
        of: 'organization',
        words: { kind },
        fields: { ...fields, ...frame },
      }),
    ),
  )
}

/** They take nothing that could be wrong: a step back to the form, a look-up, or a button without a field. */
export const withoutFields = [
  // Many rows in one field, files and their jobs: test/movement/batch, test/organization, test/exchange.
  '/movements/batch/form',
  '/movements/batch/review',
  '/movements/batch',
  '/movements/signatures',
  '/documents/:id/files',
  '/documents/:id/files/:fileId/withdrawal',
  '/exchange/jobs',
  '/exchange/jobs/:id/application',
  '/exchange/jobs/:id/cancellation',
  '/exchange/opening/withdrawal',
  '/exchange/opening/closing',
  '/sign-out',
  '/audit/verification',
  '/system-status/verification',
  '/account/other-sessions/ending',
  '/account/second-factor',
  '/organizations/draft',
  '/organizations/:id/events/:kind/draft',
  '/organizations/:id/versions/:versionId/correction/draft',
  '/headcounts/draft',
  '/leadership-posts/draft',
  '/rank-quotas/ratios/form',
  '/rank-quotas/approvals/form',
  '/establishment-controls/form',
  // Of an override under way, as no example has: test/movement/entry-override-pages.
  '/entry-overrides/:id/signatures',
  '/vacancy-plans/form',
  '/vacancy-plans/decision/form',
  '/movements/form',
  '/movements/checks/identity',
  '/movements/:id/withdrawal',
  '/people/queries/:id/removal',
  '/people/search',
  '/reforms/form',
  '/reforms/transfer/form',
  // Of a reform under way, as no example has: test/movement/reform-pages.
  '/reforms/:id/signatures',
  '/reforms/:id/withdrawal',
  // Each with its own wrong values in test/movement/reform-pages, test/establishment/headcount-loan and
  // test/staffing/person-application.
  '/reforms',
  '/reforms/allocation',
  '/reforms/review',
  '/headcount-loans',
  '/headcount-loans/form',
  '/headcount-loans/review',
  '/headcount-loans/:id/end',
  '/people/:id/application',
  // Of records that no example has: test/staffing/person-fact.
  '/people/:id/accounts/:factId/correction',
  '/people/:id/accounts/:factId/removal',
  '/people/:id/proposals/:factId/correction',
  '/people/:id/proposals/:factId/removal',
  '/people/:id/facts/:factId/disclosure',
  '/people/:id/accounts/:factId/disclosure',
  '/people/:id/photo',
  '/people/:id/photo/removal',
  '/person-applications/:id/decision',
  '/person-applications/:id/withdrawal',
  '/search',
  // What the browser tells of itself: test/identity/audit.
  '/prints',
  '/budgets/:year/derivation',
  '/budgets/:year/adoption',
]
