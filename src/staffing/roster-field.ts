import { establishmentKinds } from '../establishment/establishment-kind.ts'
import { leadershipPositions } from '../establishment/leadership-post.ts'
import { type CodeSet, codesOf } from '../kernel/codes.ts'
import type { Permission } from '../kernel/permission.ts'
import { fundings } from '../organization/organization.ts'
import { openingWay } from './entry-reader.ts'
import { identityCategories, secondmentKinds, sexNames, studyModes, titleSeries } from './person-words.ts'

export type Choice = { value: string; label: string }

/**
 * text: free words. code: one of a table. date: a day. count: a whole number. held: only whether it is there, for what
 * it says is masked or has no order.
 */
export type RosterFieldType = 'text' | 'code' | 'date' | 'count' | 'held'

export type RosterField = {
  title: string
  group: RosterGroup
  type: RosterFieldType
  choices?: readonly Choice[]
  /** in short where the table says it long: 大学本科 for 大学本科教育 */
  short?: (label: string) => string
  /** characters in a workbook */
  width: number
  /** who may see it besides the list itself */
  needs?: Permission
}

export const rosterGroups = {
  basic: '基本信息',
  place: '编制',
  post: '职务、职级、岗位',
  education: '学历学位',
  title: '专业技术资格',
  elsewhere: '工作、工资关系',
  contact: '联系方式',
} as const

export type RosterGroup = keyof typeof rosterGroups

const words = (table: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(table).map(([value, label]) => ({ value, label }))
const coded = (set: CodeSet): Choice[] => codesOf(set).map(({ code, name }) => ({ value: code, label: name }))
const field =
  (group: RosterGroup) =>
  (title: string, type: RosterFieldType, width = 12, more: Partial<RosterField> = {}): RosterField => ({
    title,
    group,
    type,
    width,
    ...more,
  })
const withoutEducation = (label: string) => label.replace(/教育$/, '')

const basic = field('basic')
const place = field('place')
const post = field('post')
const education = field('education')
const title = field('title')
const elsewhere = field('elsewhere')
const contact = field('contact')

const schooling = { choices: coded('GB4658_2006'), short: withoutEducation }
const degrees = { choices: coded('GB6864') }
const levels = { choices: coded('ZB09') }
const account = { needs: 'pay.read' } as const

/** 岗位类别: the groups of ZB09 that institutions and workers have. */
const postCategories: Choice[] = codesOf('ZB09')
  .filter(({ code, parent }) => parent === null && ['03', '04', '05', '06', '07', '08'].includes(code))
  .map(({ code, name }) => ({ value: code, label: name }))

/** Every field of the information set: each may be a column, a condition and the order of the list. */
export const rosterFields = {
  name: basic('姓名', 'text'),
  identity: basic('身份证号', 'held', 22),
  sex: basic('性别', 'code', 6, { choices: words(sexNames) }),
  bornOn: basic('出生日期', 'date'),
  age: basic('年龄', 'count', 6),
  ethnicity: basic('民族', 'code', 10, { choices: coded('GB3304') }),
  nativePlace: basic('籍贯', 'text', 14),
  birthPlace: basic('出生地', 'text', 14),
  politicalStatus: basic('政治面貌', 'code', 12, { choices: coded('GB4762') }),
  joinedPartyOn: basic('入党时间', 'date'),
  beganWorkOn: basic('参加工作时间', 'date', 14),
  workYears: basic('工作年限', 'count', 10),
  identityCategory: basic('人员身份', 'code', 14, { choices: words(identityCategories) }),
  photo: basic('照片', 'held', 8),

  unit: place('编制单位', 'text', 28),
  kind: place('编制类型', 'code', 14, { choices: words(establishmentKinds) }),
  enteredOn: place('入编时间', 'date'),
  entryWay: place('入编方式', 'code', 10),
  entryOrigin: place('来源单位', 'text', 20),
  entryPaper: place('入编文号', 'text', 20),
  inUnitSince: place('进入本单位时间', 'date', 14),
  funding: place('经费渠道', 'code', 12, { choices: words(fundings) }),

  duty: post('职务', 'text', 20),
  dutyLevel: post('职务层次', 'code', 14, levels),
  leadership: post('领导职务', 'code', 10, { choices: words(leadershipPositions) }),
  dutySince: post('任职时间', 'date'),
  rank: post('职级（岗位）', 'text', 16),
  rankTitle: post('职级', 'text', 14),
  rankSince: post('职级时间', 'date'),
  postCategory: post('岗位类别', 'code', 16, { choices: postCategories }),
  postTitle: post('岗位', 'text', 14),
  postLevel: post('岗位等级', 'code', 16, levels),
  postSince: post('聘任时间', 'date'),

  education: education('学历', 'code', 12, schooling),
  degree: education('学位', 'code', 12, degrees),
  educationMode: education('学习形式', 'code', 10, { choices: words(studyModes) }),
  fullTimeEducation: education('全日制最高学历', 'code', 16, schooling),
  fullTimeDegree: education('全日制学位', 'code', 12, degrees),
  fullTimeSchool: education('全日制院校', 'text', 20),
  fullTimeMajor: education('全日制专业', 'text', 16),
  fullTimeOn: education('全日制毕业时间', 'date', 14),
  inServiceEducation: education('在职最高学历', 'code', 16, schooling),
  inServiceDegree: education('在职学位', 'code', 12, degrees),
  inServiceSchool: education('在职院校', 'text', 20),
  inServiceMajor: education('在职专业', 'text', 16),
  inServiceOn: education('在职毕业时间', 'date', 14),

  titleName: title('专业技术资格', 'text', 16),
  titleLevel: title('资格级别', 'code', 10, { choices: coded('ZB139') }),
  titleSeries: title('资格系列', 'code', 16, { choices: words(titleSeries) }),
  titleOn: title('资格取得时间', 'date', 14),

  workPlace: elsewhere('工作单位', 'text', 24),
  secondmentKind: elsewhere('借出方式', 'code', 10, { choices: words(secondmentKinds) }),
  workSince: elsewhere('借出时间', 'date'),
  payingPlace: elsewhere('工资发放单位', 'text', 20),

  telephone: contact('联系电话', 'held', 16),
  address: contact('住址', 'held', 24),
  bankAccount: contact('工资账号', 'held', 24, account),
  bank: contact('开户银行', 'text', 24, account),
} as const satisfies Record<string, RosterField>

export type RosterKey = keyof typeof rosterFields

/** Name and unit always stand; these may be chosen beside them. */
export type RosterColumn = Exclude<RosterKey, 'name' | 'unit'>

export const rosterKeys = Object.keys(rosterFields) as RosterKey[]

export const rosterColumns: readonly RosterColumn[] = rosterKeys.filter(
  (key): key is RosterColumn => key !== 'name' && key !== 'unit',
)

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

export function isRosterKey(word: string): word is RosterKey {
  return Object.hasOwn(rosterFields, word)
}

export function isRosterColumn(word: string): word is RosterColumn {
  return isRosterKey(word) && word !== 'name' && word !== 'unit'
}

export function fieldOf(key: RosterKey): RosterField {
  return rosterFields[key]
}

export type MayRead = (key: RosterKey) => boolean

export function mayReadWith(permissions: ReadonlySet<Permission>): MayRead {
  return (key) => {
    const { needs } = fieldOf(key)
    return needs === undefined || permissions.has(needs)
  }
}

/** Ways in are named by the movements, which this area does not know. */
export function choicesOf(key: RosterKey, ways: Readonly<Record<string, string>>): readonly Choice[] {
  if (key === 'entryWay') return [...words(ways), { value: 'opening', label: openingWay }]
  return fieldOf(key).choices ?? []
}

/** What a value reads like in a cell, on the page and in a workbook alike. */
export function rosterWord(
  key: RosterKey,
  value: string | null,
  ways: Readonly<Record<string, string>>,
): string {
  if (value === null) return ''
  const { type, short } = fieldOf(key)
  if (type !== 'code') return value
  const label = choicesOf(key, ways).find((one) => one.value === value)?.label ?? value
  return short === undefined ? label : short(label)
}
