import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import type { Member } from './member.ts'
import { kindsOf, type Unit } from './unit.ts'

/** One unit and one kind while the years pass by. */
export type PositionState = {
  unit: Unit
  kind: EstablishmentKind
  approved: number
  occupied: number
  reserved: number
  /** entered since the month began: places that exits of this month give back are not filled in it */
  freeThisMonth: number
}

export type DistrictState = {
  positions: PositionState[]
  members: Member[]
}

export function openState(units: readonly Unit[]): DistrictState {
  const positions = units.flatMap((unit) =>
    kindsOf(unit).map((kind) => ({
      unit,
      kind,
      approved: unit.foundedOn === null ? (unit.places[kind] ?? 0) : 0,
      occupied: 0,
      reserved: 0,
      freeThisMonth: 0,
    })),
  )
  return { positions, members: [] }
}

export function positionOf({ positions }: DistrictState, unit: Unit, kind: EstablishmentKind): PositionState {
  const position = positions.find((other) => other.unit === unit && other.kind === kind)
  if (!position) throw new Error(`${unit.shortName} has no places of the kind ${kind}`)
  return position
}

export function vacant({ approved, occupied, reserved }: PositionState): number {
  return approved - occupied - reserved
}

/** Fixed before the entries of a month, so that no entry stands on a place that is given back later in the month. */
export function beginMonth({ positions }: DistrictState): void {
  for (const position of positions) position.freeThisMonth = vacant(position)
}

export function membersOf({ members }: DistrictState, unit: Unit): Member[] {
  return members.filter((member) => !member.left && member.unit === unit)
}

/** Everybody present, by unit. */
export function membersByUnit({ members }: DistrictState): Map<Unit, Member[]> {
  const groups = new Map<Unit, Member[]>()
  for (const member of members) {
    if (member.left) continue
    const group = groups.get(member.unit)
    if (group) group.push(member)
    else groups.set(member.unit, [member])
  }
  return groups
}
