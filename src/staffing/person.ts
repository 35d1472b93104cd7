import type { IsoDate } from '../kernel/dates.ts'

/** What the registry must know of a person from the first day. */
export type PersonDraft = {
  identityNumber: string
  name: string
  /** GB/T 3304 */
  ethnicity: string
  /** GB/T 4762 */
  politicalStatus: string
  nativePlace: string | null
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
