import type { IsoDate, Period } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Assignment } from './assignment.ts'

/** What the registry must know of a person from the first day. */
export type PersonDraft = {
  identityNumber: string
  name: string
  /** GB/T 3304 */
  ethnicity: string
  /** GB/T 4762 */
  politicalStatus: string
  nativePlace: string | null
  /** 出生地 */
  birthPlace: string | null
  /** 入党（加入党派、团组织）时间 */
  joinedPartyOn: IsoDate | null
  /** 参加工作时间 */
  beganWorkOn: IsoDate | null
  identityCategory: string
  education: EducationDraft | null
}

export type EducationDraft = {
  /** GB/T 4658 */
  level: string
  /** full-time | in-service */
  mode: string
  /** GB/T 6864 */
  degree: string | null
  school: string
  major: string
  graduatedOn: IsoDate
}

/** 基本信息: one version, the identity number masked. */
export type PersonParticulars = Period & {
  id: string
  personId: string
  name: string
  pinyin: string
  initials: string
  identityMasked: string
  sex: string
  bornOn: IsoDate
  ethnicity: string
  politicalStatus: string
  nativePlace: string | null
  /** 出生地 */
  birthPlace: string | null
  /** 入党（加入党派、团组织）时间 */
  joinedPartyOn: IsoDate | null
  beganWorkOn: IsoDate | null
  identityCategory: string
  documentId: string | null
  recordedAt: Date
  recordedBy: string
  supersededAt: Date | null
}

export type PersonPost = {
  aspect: string
  title: string
  levelCode: string
  organizationId: string
  divisionId: string | null
  leadership: string | null
  concurrent: boolean
  effectiveFrom: string
  effectiveTo: string | null
}

export type PersonPlacement = {
  aspect: string
  secondmentKind: string | null
  organizationId: string | null
  place: string
  reason: string
  effectiveFrom: string
  effectiveTo: string | null
}

/** Everything a person's pages begin with, as the viewpoint sees it. */
export type LoadedPerson = {
  personId: string
  particulars: PersonParticulars
  assignments: Assignment[]
  posts: PersonPost[]
  placements: PersonPlacement[]
  /** the place held on the day */
  held: Assignment | null
  /** of every organization the facts name */
  names: ReadonlyMap<string, string>
}

/** One person at work elsewhere on a day. */
export type SecondmentRow = {
  personId: string
  personName: string
  /** 编制单位 */
  organizationId: string
  organizationName: string | null
  establishmentKind: string
  secondmentKind: string | null
  place: string
  placeOrganizationId: string | null
  reason: string
  effectiveFrom: IsoDate
  movementId: string | null
}

/** GB/T 4762: 无党派, 群众 have joined nothing. */
const outsideParties = ['12', '13']

/** 入党时间 belongs to a party or the youth league and lies after the birth. */
export function checkJoining({
  politicalStatus,
  joinedPartyOn,
  bornOn,
}: Pick<PersonParticulars, 'politicalStatus' | 'joinedPartyOn' | 'bornOn'>): Problem | null {
  const field = 'joinedPartyOn'
  if (joinedPartyOn === null) return null
  if (outsideParties.includes(politicalStatus)) {
    return {
      code: 'refused',
      field,
      because: '政治面貌为无党派、群众的，没有入党时间。请留空或更正政治面貌。',
    }
  }
  return joinedPartyOn > bornOn
    ? null
    : { code: 'refused', field, because: `入党时间应晚于出生日期 ${bornOn}。` }
}
