import type { Form } from './every-form.ts'

/** A 批文 filled in rightly. */
export const paper: Form['fields'] = {
  documentNumber: ['朝编发〔2024〕2号', 'text'],
  documentIssuedOn: ['2024-01-12', 'date'],
  documentIssuer: ['区委编委', 'text'],
  documentTitle: ['关于示例事项的批复', 'text'],
}
const planLine: Form['fields'] = {
  'kind-0': ['civil-service-institution', 'choice'],
  'wayIn-0': ['recruitment', 'choice'],
  'count-0': ['1', 'count'],
  'reason-0': ['缺员', 'text'],
}

/** 用编计划, 用编申请, 特批, 控制方式. */
export const vacancyForms: Form[] = [
  ...(['', '/review', '/draft'] as const).map(
    (step): Form => ({
      route: `/vacancy-plans${step}`,
      as: 'clerk',
      fields: {
        organization: ['区事业单位登记服务中心', 'unit'],
        year: ['2024', 'count'],
        words: ['', 'optional text'],
        ...planLine,
      },
    }),
  ),
  ...(['', '/review'] as const).map(
    (step): Form => ({
      route: `/vacancy-plans/decision${step}`,
      as: 'director',
      fields: { year: ['2024', 'count'], words: ['同意', 'optional text'], ...paper },
    }),
  ),
  {
    route: '/vacancy-plans/:id/reviews',
    as: 'section-head',
    of: 'vacancyPlan',
    fields: { decision: ['agree', 'choice'], words: ['同意', 'optional text'] },
  },
  {
    route: '/vacancy-plans/:id/withdrawal',
    as: 'clerk',
    of: 'vacancyPlan',
    fields: { reason: ['岗位调整', 'text'] },
  },
  {
    route: '/vacancy-plans/:id/adjustment',
    as: 'director',
    of: 'decidedPlan',
    fields: { ...planLine, words: ['追加', 'text'], ...paper },
  },
  {
    route: '/entry-overrides/:id/withdrawal',
    as: 'clerk',
    of: 'entryOverride',
    fields: { reason: ['任务结束', 'text'] },
  },
  {
    route: '/entry-overrides',
    as: 'clerk',
    fields: {
      organization: ['区委编办', 'unit'],
      establishmentKind: ['administrative', 'choice'],
      count: ['900', 'count'],
      expiresOn: ['2024-06-30', 'date'],
      reason: ['急需', 'text'],
      ...paper,
    },
  },
  ...(['', '/review'] as const).map(
    (step): Form => ({
      route: `/establishment-controls${step}`,
      as: 'section-head',
      fields: {
        measure: ['plan', 'choice'],
        establishmentKind: ['all', 'choice'],
        control: ['stop', 'choice'],
        effectiveFrom: ['2024-03-01', 'date'],
        note: ['', 'optional text'],
        ...paper,
      },
    }),
  ),
  {
    route: '/vacancy-requests',
    as: 'clerk',
    fields: {
      organization: ['区事业单位登记服务中心', 'unit'],
      establishmentKind: ['civil-service-institution', 'choice'],
      count: ['1', 'count'],
      wayIn: ['recruitment', 'choice'],
      planYear: ['2024', 'count'],
      reason: ['补充力量', 'text'],
    },
  },
  {
    route: '/vacancy-requests',
    as: 'clerk',
    fields: {
      organization: ['区事业单位登记服务中心', 'unit'],
      establishmentKind: ['civil-service-institution', 'choice'],
      count: ['1', 'count'],
      wayIn: ['recruitment', 'choice'],
      planYear: ['2024', 'count'],
      reason: ['补充力量', 'text'],
      beyondPlan: ['yes', 'tick'],
      beyondPlanReason: ['安置任务', 'text'],
      ...paper,
    },
  },
  {
    route: '/vacancy-requests/:id/signatures',
    as: 'section-head',
    of: 'vacancyRequest',
    fields: {
      decision: ['agree', 'choice'],
      expiresOn: ['2024-12-31', 'optional date'],
      words: ['同意', 'optional text'],
    },
  },
  {
    route: '/vacancy-requests/:id/submissions',
    as: 'clerk',
    of: 'vacancyRequest',
    fields: {
      count: ['1', 'count'],
      wayIn: ['recruitment', 'choice'],
      amendedReason: ['补充力量', 'text'],
      words: ['已补正', 'text'],
    },
  },
  {
    route: '/vacancy-requests/:id/withdrawal',
    as: 'clerk',
    of: 'vacancyRequest',
    fields: { reason: ['暂缓', 'text'] },
  },
]
