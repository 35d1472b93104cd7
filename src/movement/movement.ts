import type { IsoDate } from '../kernel/dates.ts'
import type { Place, PlaceChange } from '../staffing/assignment.ts'
import { isMovementKind, movementRule } from './movement-kind.ts'
import type { Particulars } from './particulars.ts'

/** 异动 as it was drafted; it never changes. */
export type Movement = {
  id: string
  /** 2024-0001 */
  number: string
  kind: string
  personId: string
  effectiveOn: IsoDate
  fromOrganizationId: string | null
  fromEstablishmentKind: string | null
  toOrganizationId: string | null
  toEstablishmentKind: string | null
  particulars: Particulars
  reason: string
  documentId: string | null
  vacancyRequestId: string | null
  correctsId: string | null
  recordedAt: Date
  recordedBy: string
}

export function changesAssignment(kind: string): boolean {
  return isMovementKind(kind) && movementRule(kind).changes.includes('assignment')
}

/** What the movement says about the person's place; null when it says nothing and corrects nothing. */
export function placeChangeOf(movement: Movement): PlaceChange | null {
  const { id, kind, effectiveOn, correctsId, particulars } = movement
  const saysNothing = particulars.takesBack === true || !changesAssignment(kind)
  if (saysNothing && correctsId === null) return null
  const direction = isMovementKind(kind) ? movementRule(kind).direction : 'within'
  return {
    movementId: id,
    direction: direction === 'around' ? 'within' : direction,
    effectiveOn,
    from: placeOf(movement.fromOrganizationId, movement.fromEstablishmentKind),
    to: direction === 'out' ? null : placeOf(movement.toOrganizationId, movement.toEstablishmentKind),
    correctsId,
    takesBack: saysNothing,
  }
}

export function placeOf(organizationId: string | null, establishmentKind: string | null): Place | null {
  return organizationId === null || establishmentKind === null ? null : { organizationId, establishmentKind }
}
