/**
 * 异动种类: the one table that says of each kind what it is called, where it leads, which facts it needs, what it
 * changes, which papers it prints and who signs it. When pay starts and stops after each kind stands in
 * pay/pay-months.ts.
 */

/** in: 增员; out: 减员; within: 编内变动; around: 借出归还, the place in the establishment stays. */
export type Direction = 'in' | 'out' | 'within' | 'around'

/** A fact a kind asks for beside the person, the effective day, the document and the reason. */
export type Fact =
  /** 编制单位 and 编制类型 entered */
  | 'to-organization'
  | 'to-establishment-kind'
  /** 用编通知单 that is used up by the entry */
  | 'vacancy-request'
  /** 超编进人特批 by which somebody enters where there is no place */
  | 'entry-override'
  /** 来源单位 or 去向单位 outside the registry */
  | 'other-unit'
  /** 职务; 职级; 岗位等级 */
  | 'duty'
  | 'rank'
  | 'post'
  /** 借调、抽调、挂职 to where, and until when it is planned */
  | 'place'
  | 'planned-end'
  /** 工资档案: keys into the standards */
  | 'pay-profile'

/** What a movement changes when it takes effect. */
export type Change = 'assignment' | 'posts' | 'placement' | 'pay-profile'

/** Whoever signs after the drafting clerk, in this order. */
export type SigningRole = 'clerk' | 'section-head' | 'deputy-director' | 'director'

export type Paper = 'entry-notice' | 'exit-notice' | 'funding-change' | 'transfer-notice'

export const papers: Record<Paper, string> = {
  'entry-notice': '入编通知单',
  'exit-notice': '出编通知单',
  'transfer-notice': '编制变动通知单',
  'funding-change': '经费变动通知单',
}

export const directions: Record<Direction, string> = {
  in: '增员',
  out: '减员',
  within: '编内变动',
  around: '借调挂职',
}

export type MovementKindRule = {
  label: string
  direction: Direction
  /** asked for, and refused when missing */
  required: readonly Fact[]
  /** asked for, may stay empty */
  optional: readonly Fact[]
  changes: readonly Change[]
  papers: readonly Paper[]
  /** Steps after the draft. The clerk's step is signed with the draft when a clerk drafts it. */
  chain: readonly SigningRole[]
  /** 编制核查: the place entered must be vacant from the effective day on */
  checksVacancy: boolean
  /** May it be the first thing the registry hears of a person? */
  registersPerson: boolean
}

/** 经办 → 股室审核 → 主要领导: two superiors. */
const twoSuperiors = ['clerk', 'section-head', 'director'] as const
/** 经办 → 股室审核 → 分管领导 → 主要领导. */
const threeSuperiors = ['clerk', 'section-head', 'deputy-director', 'director'] as const
/** 经办 → 股室审核 → 分管领导, where no place in the establishment changes hands. */
const oneLeader = ['clerk', 'section-head', 'deputy-director'] as const

function entry(
  label: string,
  { outside, chain = twoSuperiors }: { outside: boolean; chain?: readonly SigningRole[] },
): MovementKindRule {
  return {
    label,
    direction: 'in',
    required: ['to-organization', 'to-establishment-kind'],
    optional: [
      'vacancy-request',
      'entry-override',
      ...(outside ? (['other-unit'] as const) : []),
      'duty',
      'rank',
      'post',
      'pay-profile',
    ],
    changes: ['assignment', 'posts', 'pay-profile'],
    papers: ['entry-notice', 'funding-change'],
    chain,
    checksVacancy: true,
    registersPerson: true,
  }
}

function exit(
  label: string,
  { outside = false, chain = twoSuperiors }: { outside?: boolean; chain?: readonly SigningRole[] } = {},
): MovementKindRule {
  return {
    label,
    direction: 'out',
    required: outside ? ['other-unit'] : [],
    optional: [],
    changes: ['assignment', 'posts', 'placement'],
    papers: ['exit-notice', 'funding-change'],
    chain,
    checksVacancy: false,
    registersPerson: false,
  }
}

function change(
  label: string,
  rule: Pick<MovementKindRule, 'required' | 'optional' | 'changes' | 'papers' | 'chain'> & {
    checksVacancy?: boolean
  },
): MovementKindRule {
  return { label, direction: 'within', checksVacancy: false, registersPerson: false, ...rule }
}

function secondment(label: string): MovementKindRule {
  return {
    label,
    direction: 'around',
    required: ['place'],
    optional: ['planned-end'],
    changes: ['placement'],
    papers: [],
    chain: oneLeader,
    checksVacancy: false,
    registersPerson: false,
  }
}

export const movementKinds = {
  recruitment: entry('录用', { outside: false }),
  hiring: entry('招聘', { outside: false }),
  'transfer-in': entry('调入', { outside: true }),
  'reassignment-in': entry('转任', { outside: true }),
  demobilization: entry('军转安置', { outside: true }),
  selection: entry('选调', { outside: true }),
  'other-entry': entry('其他进入', { outside: true, chain: threeSuperiors }),

  'transfer-out': exit('调出', { outside: true }),
  retirement: exit('退休'),
  resignation: exit('辞职'),
  dismissal: exit('辞退', { chain: threeSuperiors }),
  expulsion: exit('开除', { chain: threeSuperiors }),
  death: exit('死亡'),
  'other-exit': exit('其他减少', { chain: threeSuperiors }),

  'internal-transfer': change('内部调动', {
    required: ['to-organization', 'to-establishment-kind'],
    optional: ['vacancy-request', 'entry-override', 'duty', 'rank', 'post', 'pay-profile'],
    changes: ['assignment', 'posts', 'pay-profile'],
    papers: ['transfer-notice', 'funding-change'],
    chain: twoSuperiors,
    checksVacancy: true,
  }),
  'kind-change': change('编制类型变更', {
    required: ['to-establishment-kind'],
    optional: ['entry-override', 'duty', 'rank', 'post', 'pay-profile'],
    changes: ['assignment', 'posts', 'pay-profile'],
    papers: ['transfer-notice', 'funding-change'],
    chain: twoSuperiors,
    checksVacancy: true,
  }),
  'duty-change': change('职务变动', {
    required: ['duty'],
    optional: ['pay-profile'],
    changes: ['posts', 'pay-profile'],
    papers: ['funding-change'],
    chain: oneLeader,
  }),
  'rank-promotion': change('职级（岗位等级）晋升', {
    required: [],
    optional: ['rank', 'post', 'pay-profile'],
    changes: ['posts', 'pay-profile'],
    papers: ['funding-change'],
    chain: oneLeader,
  }),
  'pay-change': change('工资变动', {
    required: ['pay-profile'],
    optional: [],
    changes: ['pay-profile'],
    papers: ['funding-change'],
    chain: oneLeader,
  }),

  borrowing: secondment('借调'),
  drawing: secondment('抽调'),
  attachment: secondment('挂职'),
  return: { ...secondment('归还'), required: [], optional: [] },
} as const satisfies Record<string, MovementKindRule>

export type MovementKind = keyof typeof movementKinds

/** In the order of lists and forms. */
export const movementKindOrder = Object.keys(movementKinds) as MovementKind[]

export function isMovementKind(text: string): text is MovementKind {
  return Object.hasOwn(movementKinds, text)
}

export function movementRule(kind: MovementKind): MovementKindRule {
  return movementKinds[kind]
}

/** 调入 …; a kind of a later version of the table is shown as it stands. */
export function movementKindName(kind: string): string {
  return isMovementKind(kind) ? movementKinds[kind].label : kind
}

export function asksFor(kind: MovementKind, fact: Fact): boolean {
  const { required, optional } = movementRule(kind)
  return required.includes(fact) || optional.includes(fact)
}
