import type { IsoDate } from '../kernel/dates.ts'

/** Somebody who came into the units looked at, left them, or moved inside them, between two days. */
export type StaffingEvent = {
  personId: string
  personName: string
  on: IsoDate
  direction: 'in' | 'out' | 'within'
  organizationId: string
  establishmentKind: string
  /** the movement that did it; null: an opening entry */
  movementId: string | null
  movementNumber: string | null
  movementKind: string | null
}

/** Of one kind of establishment: 期初 + 增加 − 减少 = 期末. */
export type StaffingBalance = {
  establishmentKind: string
  opening: number
  entered: number
  left: number
  closing: number
}

/** Does the balance tie? Both sides are counted apart. */
export function ties({ opening, entered, left, closing }: StaffingBalance): boolean {
  return opening + entered - left === closing
}
