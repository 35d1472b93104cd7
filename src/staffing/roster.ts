import type { IsoDate } from '../kernel/dates.ts'

/** 花名册: one person with a place in the establishment on the day. */
export type RosterRow = {
  personId: string
  name: string
  identityMasked: string
  sex: string
  bornOn: IsoDate
  ethnicity: string
  politicalStatus: string
  beganWorkOn: IsoDate | null
  identityCategory: string
  /** 编制单位 */
  organizationId: string
  organizationName: string
  establishmentKind: string
  /** since when in this place */
  enteredOn: IsoDate
  duty: string | null
  /** 职级 or 岗位等级 */
  rank: string | null
  /** 工作单位 where it differs: its name and how (borrowing, drawing, attachment) */
  workPlace: string | null
  secondmentKind: string | null
  /** 工资发放单位 where it differs */
  payingPlace: string | null
  /** GB/T 4658 of the highest, GB/T 6864 of the highest degree */
  educationLevel: string | null
  degree: string | null
}

/** In the office's own order (unit, kind, name), by pinyin, or by age. */
export const rosterSorts = { office: '按机构', name: '按姓名', born: '按出生日期' } as const

export type RosterSort = keyof typeof rosterSorts

export type RosterFilter = {
  /** not given: the whole region */
  organizationIds?: readonly string[] | undefined
  establishmentKind?: string | undefined
  sex?: string | undefined
  educationLevel?: string | undefined
  /** completed years on the day, both inclusive */
  ageFrom?: number | undefined
  ageTo?: number | undefined
  /** seconded: 借出; elsewhere paid counts too */
  seconded?: boolean | undefined
  /** the start of a name, of its pinyin or its initials */
  nameLike?: string | undefined
  /** keyed hash of an identity number */
  identityHash?: string | undefined
}

/** Columns that may be chosen; name and unit always stand. */
export const rosterColumns = {
  identity: '身份证号',
  sex: '性别',
  bornOn: '出生日期',
  age: '年龄',
  ethnicity: '民族',
  politicalStatus: '政治面貌',
  kind: '编制类型',
  duty: '职务',
  rank: '职级（岗位）',
  education: '学历',
  beganWorkOn: '参加工作时间',
  enteredOn: '入编时间',
  workPlace: '工作单位',
  payingPlace: '工资发放单位',
} as const

export type RosterColumn = keyof typeof rosterColumns

export const usualColumns: readonly RosterColumn[] = [
  'sex',
  'age',
  'kind',
  'duty',
  'rank',
  'education',
  'workPlace',
  'payingPlace',
]
