import type { SeatKey } from '../establishment/leadership-post.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { DocumentDraft } from '../organization/document.ts'
import type { Values } from './column.ts'
import type { NamedOrganization } from './named-organization.ts'
import type { OpeningDay } from './organization-difference.ts'
import type { VacanciesReader } from './person-check.ts'
import type { PersonKey } from './person-columns.ts'

/** Leadership seats left on a day; without approved posts none, and fewer than none where there are too many leaders. */
export type SeatsReader = (seat: SeatKey, day: IsoDate) => number

/** A person of the registry, in the columns of the table; the identity number is masked. */
export type PresentPerson = {
  personId: string
  identityHash: string
  /** null: nothing is believed of the person now (an opening thrown away) */
  particularsId: string | null
  values: Values<PersonKey>
}

export type PersonFact = {
  line: number
  /** null: nobody the registry ever knew */
  personId: string | null
  present: PresentPerson | null
  /** whole, as typed; null: as it stands */
  identityNumber: string | null
  values: Values<PersonKey>
  changed: PersonKey[]
  organization: NamedOrganization
  workOrganization: NamedOrganization | null
  payingOrganization: NamedOrganization | null
  /** everyday work: the day and the paper of the change */
  changeOn: IsoDate | null
  document: DocumentDraft | null
}

export type PersonGround = {
  people: readonly PresentPerson[]
  organizations: readonly NamedOrganization[]
  vacanciesOn: VacanciesReader
  seatsVacantOn: SeatsReader
  opensOn: OpeningDay
  today: IsoDate
  hashOf(identityNumber: string): string
}
