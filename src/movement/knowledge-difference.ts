import { compareEstablishmentKinds } from '../establishment/establishment-kind.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { Place } from '../staffing/assignment.ts'

/** Somebody of whom the registry believes something else about one day than it did at an earlier moment. */
export type KnowledgeDifference = {
  personId: string
  personName: string
  /** where the person was believed to stand on the day at each moment; null: nowhere */
  earlier: Place | null
  later: Place | null
  /** what took effect in between and made the difference, the latest first */
  movements: { id: string; number: string; kind: string; recordedAt: Date }[]
}

/** 当时所知 of one kind beside what is known now, in people. */
export type KnownOfKind = {
  establishmentKind: string
  earlier: number
  added: number
  removed: number
  later: number
}

/** The two moments kind by kind. Who is only believed elsewhere now is removed there and added here. */
export function knownByKind(
  counts: readonly { establishmentKind: string; earlier: number; later: number }[],
  differences: readonly KnowledgeDifference[],
  isLookedAt: (organizationId: string) => boolean,
): KnownOfKind[] {
  const among = (place: Place | null, kind: string) =>
    place !== null && place.establishmentKind === kind && isLookedAt(place.organizationId)
  return counts
    .map(({ establishmentKind, earlier, later }) => ({
      establishmentKind,
      earlier,
      added: differences.filter(
        (one) => among(one.later, establishmentKind) && !among(one.earlier, establishmentKind),
      ).length,
      removed: differences.filter(
        (one) => among(one.earlier, establishmentKind) && !among(one.later, establishmentKind),
      ).length,
      later,
    }))
    .toSorted((a, b) => compareEstablishmentKinds(a.establishmentKind, b.establishmentKind))
}

/** One day as known at two moments; `later` null is as known now. */
export type Moments = { on: IsoDate; earlier: Date; later: Date | null }
