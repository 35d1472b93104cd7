import { type EntryOverride, overrideLeft, overrideState } from '../establishment/entry-override.ts'
import { endsSoon, type VacancyRequest, vacancyState } from '../establishment/vacancy-request.ts'
import { daysBetween, type IsoDate } from '../kernel/dates.ts'

/** Something granted that ends: what of it is left, and how long it may still be used. */
export type Ending = {
  kind: 'notice' | 'override'
  id: string
  number: string
  organizationName: string
  establishmentKind: string
  left: number
  expiresOn: IsoDate
  days: number
}

/** 用编 on the desk; null where the role has no part in it. */
export type VacancyDesk = {
  /** waiting for this user: requests, plans, overrides */
  requests: number
  plans: number
  overrides: number
  /** 已退回: what this user handed in or may mend */
  returnedRequests: number
  returnedPlans: number
  /** 待核定: null for who does not decide */
  toDecide: number | null
  /** notices that end within thirty days with something left, and every override in force; the first to end first */
  endings: Ending[]
}

/** Who handed it in mends it: a unit what came from units, the office what it handed in itself. */
export function isReturnedTo(
  { steps }: { steps: readonly { decision?: string; step?: string; role: string }[] },
  roles: readonly string[],
): boolean {
  const name = (one: (typeof steps)[number]) => one.decision ?? one.step
  const last = steps.at(-1)
  if (last === undefined || name(last) !== 'return') return false
  const submission = steps.findLast((one) => name(one) === 'submission')
  return roles.includes(submission?.role === 'clerk' ? 'clerk' : 'unit-contact')
}

export function endingsOn(
  { requests, overrides }: { requests: readonly VacancyRequest[]; overrides: readonly EntryOverride[] },
  today: IsoDate,
): Ending[] {
  const notices = requests.flatMap((request): Ending[] => {
    const approval = request.steps.find(({ decision }) => decision === 'approval')
    const expiresOn = approval?.expiresOn ?? null
    const left = (approval?.approvedCount ?? 0) - request.used
    if (vacancyState(request.steps, request.used, today) !== 'approved' || expiresOn === null) return []
    if (!endsSoon(expiresOn, today)) return []
    const { requestId: id, organizationName, establishmentKind } = request
    const number = approval?.noticeNumber ?? request.number
    const days = daysBetween({ from: today, to: expiresOn })
    return [{ kind: 'notice', id, number, organizationName, establishmentKind, left, expiresOn, days }]
  })
  const allowed = overrides
    .filter((override) => overrideState(override, today) === 'in-force')
    .map((override): Ending => {
      const { overrideId: id, number, organizationName, establishmentKind, expiresOn } = override
      const days = daysBetween({ from: today, to: expiresOn })
      const left = overrideLeft(override)
      return { kind: 'override', id, number, organizationName, establishmentKind, left, expiresOn, days }
    })
  return [...notices, ...allowed].toSorted((a, b) => a.days - b.days || a.number.localeCompare(b.number))
}
