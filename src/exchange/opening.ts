import type { IsoDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'

/** 未建账、建账中、已启用、已在使用 */
export const openingStates = {
  none: '未建账',
  open: '建账中',
  live: '已启用',
  'in-use': '已在使用',
} as const

export type OpeningState = keyof typeof openingStates

/** One load of an opening: what it recorded bears its moment and its person. */
export type OpeningLoad = {
  subject: string
  count: number
  recordedAt: Date
  recordedBy: string
}

/** 期初建账 of the registry as it stands. */
export type Opening = {
  state: OpeningState
  /** the opening that is open or went live */
  id: string | null
  opensOn: IsoDate | null
  loads: OpeningLoad[]
  /** how often one was thrown away */
  discarded: number
}

/** May this day be loaded now? */
export function openingProblem(
  opening: Opening,
  { opensOn, today, field }: { opensOn: IsoDate; today: IsoDate; field: string },
): Problem | null {
  const refusal = (because: string): Problem => ({ code: 'refused', field, because })
  if (opening.state === 'live') return refusal('期初数据已经启用，不能再载入。以后的变动请按日常事项办理。')
  if (opening.state === 'in-use') return refusal('登记库已有日常登记，不能期初建账。请按日常导入办理。')
  if (opensOn > today) return refusal(`期初日不得晚于今天 ${today}。请更正日期。`)
  if (opening.opensOn !== null && opening.opensOn !== opensOn) {
    return refusal(`正在以 ${opening.opensOn} 为期初日建账。请用同一日期，或先作废已载入的期初数据。`)
  }
  return null
}
