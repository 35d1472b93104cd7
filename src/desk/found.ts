import type { IsoDate } from '../kernel/dates.ts'

/** A person the search found; no unit: in no post on the day. */
export type FoundPerson = {
  personId: string
  name: string
  identityMasked: string
  bornOn: IsoDate
  organizationName: string | null
  establishmentKind: string | null
}
