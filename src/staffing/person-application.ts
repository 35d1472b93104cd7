import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { roles } from '../kernel/permission.ts'
import type { Problem } from '../kernel/problem.ts'
import { wordOf } from '../organization/organization.ts'
import { factActs, factKinds, isFactKind } from './person-fact.ts'

export const applicationDecisions = { acceptance: '受理更正', return: '退回', withdrawal: '撤回' } as const

export type ApplicationDecision = keyof typeof applicationDecisions

export const applicationStates = {
  waiting: '待受理',
  accepted: '已更正',
  returned: '已退回',
  withdrawn: '已撤回',
} as const

export type ApplicationState = keyof typeof applicationStates

/** 更正申请 of a unit with what was decided about it. What is not asked for is null. */
export type PersonApplication = {
  applicationId: string
  number: string
  personId: string
  organizationId: string
  versionId: string
  name: string | null
  identityMasked: string | null
  beganWorkOn: IsoDate | null
  changedOn: IsoDate | null
  /** of a person's own fact: which kind, what is to be done, and with which record */
  factKind: string | null
  factAct: string | null
  factId: string | null
  reason: string
  documentId: string | null
  recordedAt: Date
  recordedBy: string
  recordedByName: string | null
  decision: {
    decision: string
    words: string
    recordedAt: Date
    recordedByName: string | null
  } | null
}

export function applicationNumber(year: number, serial: number): string {
  return `更正申请${year}-${String(serial).padStart(4, '0')}`
}

/** What is asked for, in words: 更正基本信息, 登记学历学位. */
export function applicationSubject({
  factKind,
  factAct,
}: Pick<PersonApplication, 'factKind' | 'factAct'>): string {
  if (factKind === null || !isFactKind(factKind)) return '更正基本信息'
  return `${wordOf(factActs, factAct ?? '')}${factKinds[factKind]}`
}

export function applicationState({ decision }: Pick<PersonApplication, 'decision'>): ApplicationState {
  if (decision === null) return 'waiting'
  if (decision.decision === 'acceptance') return 'accepted'
  return decision.decision === 'return' ? 'returned' : 'withdrawn'
}

/** The office decides, and nobody about an application of his own; who applied may take it back. */
export function checkApplicationDecision(
  application: PersonApplication,
  acting: Pick<Acting, 'userId' | 'roles'>,
  { decision, words }: { decision: ApplicationDecision; words: string },
): Problem | null {
  const field = 'decision'
  const state = applicationState(application)
  if (state !== 'waiting') return { code: 'not-open-for-signature', field, state: applicationStates[state] }
  const own = application.recordedBy === acting.userId
  if (decision === 'withdrawal') {
    return own ? null : { code: 'refused', field, because: '只有申请人可以撤回。' }
  }
  if (own) return { code: 'signed-twice', field, step: applicationDecisions.acceptance }
  if (!acting.roles.includes('clerk')) {
    return { code: 'not-your-step', field, step: applicationDecisions.acceptance, roleName: roles.clerk }
  }
  return decision === 'return' && words === '' ? { code: 'required', field: 'words' } : null
}
