import { codesOf } from '../kernel/codes.ts'
import { type IsoDate, inForce, type Period } from '../kernel/dates.ts'
import type { Permission } from '../kernel/permission.ts'
import type { Problem } from '../kernel/problem.ts'
import { fundings } from '../organization/organization.ts'
import { type ContactAspect, contactAspects, readContact } from './contact.ts'
import { studyModes, titleSeries } from './person-words.ts'
import { checkRetirementChoice, type Retiree, retirementChoices } from './retirement.ts'

/** A person's own facts that no movement makes: each kind is recorded, put right and taken back in the same way. */
export const factKinds = {
  education: '学历学位',
  title: '专业技术资格',
  funding: '经费渠道',
  retirement: '弹性退休',
  ...contactAspects,
} as const

export type FactKind = keyof typeof factKinds

/** What a record says, as text; of a contact what may be shown. Null: nothing. */
export type FactValues = Readonly<Record<string, string | null>>

/** One record. Education and titles are dated by the day on which they were obtained and have no end. */
export type PersonFact = Period & {
  id: string
  kind: FactKind
  values: FactValues
  recordedAt: Date
  recordedBy: string
  supersededAt: Date | null
}

export const factActs = { addition: '登记', correction: '更正', removal: '撤销' } as const

export type FactAct = keyof typeof factActs

/** Who did what with a record, when and why. */
export type FactActRecord = {
  id: string
  kind: FactKind
  act: FactAct
  factId: string | null
  replacedId: string | null
  reason: string
  documentId: string | null
  recordedAt: Date
  recordedBy: string
}

export type FactChoice = { value: string; label: string }

export type FactField = {
  key: string
  label: string
  required: boolean
  kind: 'choice' | 'text'
  choices?: readonly FactChoice[]
  /** characters */
  most: number
  /** ciphertext at rest, masked on the page, shown whole only by a logged act */
  secret?: boolean
  help?: string
}

export type FactRule = {
  fields: readonly FactField[]
  /** what the day of the record is called */
  dayLabel: string
  /** several stand beside each other; else the newer takes the place of the older from its day on */
  several: boolean
  /** may it be known to end on a day without another beginning? */
  ends: boolean
  /** a day to come: a new account from next month on */
  mayLieAhead: boolean
  /** what is put right or taken back needs its paper */
  needsPaper: boolean
  /** what is recorded for the first time needs its paper too */
  papersAddition?: boolean
  /** one at all: another is recorded by putting right or taking back the first */
  single?: boolean
  read: Permission
  write: Permission
  reveal: Permission | null
}

const chosen = (table: Readonly<Record<string, string>>): FactChoice[] =>
  Object.entries(table).map(([value, label]) => ({ value, label }))
const coded = (set: Parameters<typeof codesOf>[0]): FactChoice[] =>
  codesOf(set).map(({ code, name }) => ({ value: code, label: name }))
const choice = (key: string, label: string, choices: readonly FactChoice[], required = true): FactField => ({
  key,
  label,
  kind: 'choice',
  choices,
  required,
  most: 40,
})
const text = (key: string, label: string, most: number, required = true): FactField => ({
  key,
  label,
  kind: 'text',
  most,
  required,
})

const papered = { needsPaper: true, read: 'person.read', write: 'person.write', reveal: null } as const
const obtained = { several: true, ends: false, mayLieAhead: false, ...papered } as const

function contact(aspect: ContactAspect, fields: readonly FactField[], help: string): FactRule {
  const isAccount = aspect === 'bank-account'
  return {
    fields: [
      { ...text('content', contactAspects[aspect], aspect === 'address' ? 100 : 40), secret: true, help },
      ...fields,
    ],
    dayLabel: '启用日期',
    several: false,
    ends: false,
    mayLieAhead: true,
    needsPaper: false,
    read: isAccount ? 'pay.read' : 'person.read',
    write: isAccount ? 'pay.write' : 'person.write',
    reveal: isAccount ? 'pay.reveal' : 'person.reveal',
  }
}

/** The one table of kinds. 健康、婚姻 stand on none of the forms of standards/form_fields.csv and are not kept. */
export const factRules: Readonly<Record<FactKind, FactRule>> = {
  education: {
    ...obtained,
    dayLabel: '毕业时间',
    fields: [
      choice('level', '学历', coded('GB4658_2006')),
      choice('mode', '学习形式', chosen(studyModes)),
      choice('degree', '学位', coded('GB6864'), false),
      text('school', '毕业院校', 60),
      text('major', '所学专业', 60),
    ],
  },
  title: {
    ...obtained,
    dayLabel: '取得时间',
    fields: [
      choice('series', '系列', chosen(titleSeries)),
      choice('level', '级别', coded('ZB139')),
      text('name', '资格名称', 40),
      text('certificateNumber', '证书编号', 40, false),
    ],
  },
  funding: {
    ...papered,
    dayLabel: '起始日期',
    several: false,
    ends: true,
    mayLieAhead: true,
    fields: [choice('channel', '经费渠道', chosen(fundings))],
  },
  retirement: {
    ...obtained,
    mayLieAhead: true,
    papersAddition: true,
    single: true,
    dayLabel: '选定退休日期',
    fields: [
      {
        ...choice('choice', '选择', chosen(retirementChoices)),
        help: '提前的，须达到最低缴费年限，本人提前 3 个月书面告知单位；延迟的，由单位与本人协商一致。',
      },
    ],
  },
  telephone: contact('telephone', [], '手机号码或带区号的座机号码。'),
  address: contact('address', [], '现住址，写到门牌。'),
  'bank-account': contact(
    'bank-account',
    [text('bank', '开户银行', 60)],
    '发放工资的账号，按存折或银行卡填写。',
  ),
}

export function isFactKind(word: string): word is FactKind {
  return Object.hasOwn(factKinds, word)
}

/** 专业技术资格 中级 is the word of a choice; a text stands for itself. */
export function factWord(kind: FactKind, key: string, value: string | null): string {
  if (value === null) return ''
  const field = factRules[kind].fields.find((one) => one.key === key)
  return field?.choices?.find((one) => one.value === value)?.label ?? value
}

/** A record in one line: 大学本科教育，全日制，学士，蜀北大学，法学. */
export function factInWords({ kind, values }: Pick<PersonFact, 'kind' | 'values'>): string {
  const words = factRules[kind].fields.map(({ key }) => factWord(kind, key, values[key] ?? null))
  return words.filter((word) => word !== '').join('，')
}

export type FactDraft = {
  kind: FactKind
  /** a contact whole; null where a correction leaves it as it is */
  values: FactValues
  from: IsoDate
  /** first day on which it is so no longer; null: without end */
  to: IsoDate | null
}

/** What can be said of a draft by itself and by who it is about. Problems stand at the fields of the form. */
export function checkFact(
  { kind, values, from, to }: FactDraft,
  { today, ...owner }: Retiree & { today: IsoDate },
): Problem[] {
  const { bornOn } = owner
  const { dayLabel, mayLieAhead } = factRules[kind]
  const problems: Problem[] = []
  if (from <= bornOn) {
    problems.push({ code: 'refused', field: 'from', because: `${dayLabel}应晚于出生日期 ${bornOn}。` })
  }
  if (from > today && !mayLieAhead) {
    problems.push({ code: 'refused', field: 'from', because: `${dayLabel}不能晚于今天 ${today}。` })
  }
  if (to !== null && to <= from) problems.push({ code: 'period-reversed', field: 'to', from, to })
  if (kind === 'retirement') {
    const problem = checkRetirementChoice(owner, { choice: values.choice ?? '', on: from, today })
    if (problem !== null) problems.push(problem)
  }
  const content = values.content ?? null
  if (isContact(kind) && content !== null) {
    const read = readContact(kind, content, 'content')
    if (!read.done) problems.push(...read.problems)
  }
  return problems
}

export function isContact(kind: FactKind): kind is ContactAspect {
  return Object.hasOwn(contactAspects, kind)
}

/** Two records that say the same of the same day are one. */
export function sameFact(
  a: Pick<PersonFact, 'values' | 'effectiveFrom'>,
  b: Pick<PersonFact, 'values' | 'effectiveFrom'>,
) {
  return (
    a.effectiveFrom === b.effectiveFrom &&
    Object.keys({ ...a.values, ...b.values }).every(
      (key) => (a.values[key] ?? null) === (b.values[key] ?? null),
    )
  )
}

/** 最高学历 of one kind of study by the day; 全日制 and 在职 are told apart. */
export function highestEducation(
  facts: readonly PersonFact[],
  { mode, on }: { mode: string; on: IsoDate },
): PersonFact | null {
  const rows = facts.filter(
    ({ kind, values, effectiveFrom }) => kind === 'education' && values.mode === mode && effectiveFrom <= on,
  )
  return first(rows, ({ values, effectiveFrom }) => `${values.level ?? ''} ${effectiveFrom}`)
}

/** The one record of a kind that is so on the day. */
export function factOn(facts: readonly PersonFact[], kind: FactKind, on: IsoDate): PersonFact | null {
  return facts.find((fact) => fact.kind === kind && inForce(fact, on)) ?? null
}

function first(facts: readonly PersonFact[], rank: (fact: PersonFact) => string): PersonFact | null {
  return facts.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0] ?? null
}
