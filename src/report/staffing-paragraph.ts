import { establishmentKindName, isCounted } from '../establishment/establishment-kind.ts'
import { ageOn, type IsoDate, inChinese, yearOf } from '../kernel/dates.ts'
import { wordOf } from '../organization/organization.ts'
import { secondmentKinds } from '../staffing/person-words.ts'

/** What the registry holds of a unit and everything below it on the day. */
export type StaffingFacts = {
  asOf: IsoDate
  approved: readonly { establishmentKind: string; approved: number }[]
  serving: readonly Serving[]
  secondments: readonly Secondment[]
  movements: readonly Crossing[]
}

export type Serving = {
  personId: string
  establishmentKind: string
  bornOn: IsoDate
  /** highest level of schooling finished by the day, code of 学历; null where none is recorded */
  educationLevel: string | null
}

/** Somebody of the unit who works outside it on the day. */
export type Secondment = {
  personId: string
  establishmentKind: string
  /** borrowing 借调 | drawing 抽调 | attachment 挂职 */
  secondmentKind: string
  place: string
  reason: string
}

/** A movement of the year that took effect by the day; from and to are inside or outside the unit. */
export type Crossing = { personId: string; kind: string; fromInside: boolean; toInside: boolean }

export type Counted = { label: string; count: number; people: readonly string[] }

/** 人员概况 as data: every figure with the people behind it. */
export type StaffingParagraph = {
  asOf: IsoDate
  approved: { total: number; kinds: { establishmentKind: string; label: string; count: number }[] }
  serving: Counted
  secondedOut: (Counted & { place: string })[]
  age: Counted[]
  education: Counted[]
  movements: Counted[]
  /** the two sentences as published */
  sentences: [string, string]
}

/** 人员概况, composed once; page, .docx, .xlsx and terminal print the same. */
export function staffingParagraph(facts: StaffingFacts): StaffingParagraph {
  const serving = facts.serving.filter(({ establishmentKind }) => isCounted(establishmentKind))
  const paragraph = {
    asOf: facts.asOf,
    approved: approvedOf(facts),
    serving: { label: '在编人员', count: serving.length, people: serving.map(({ personId }) => personId) },
    secondedOut: secondedOut(facts.secondments),
    age: ageBands(serving, facts.asOf),
    education: educationBands(serving),
    movements: movementCounts(facts.movements),
  }
  return { ...paragraph, sentences: [approvedSentence(paragraph), servingSentence(paragraph)] }
}

type Composed = Omit<StaffingParagraph, 'sentences'>

/** In the order of the published paragraph: 行政类 before 事业类. */
const kindOrder = [
  'administrative',
  'political-legal',
  'civil-service-institution',
  'office-worker',
  'institution',
  'office-use-institution',
]

function approvedOf({ approved }: StaffingFacts): Composed['approved'] {
  const kinds = kindOrder
    .map((establishmentKind) => ({
      establishmentKind,
      label: kindLabel(establishmentKind),
      count: approved
        .filter((row) => row.establishmentKind === establishmentKind)
        .reduce((sum, row) => sum + row.approved, 0),
    }))
    .filter(({ count }) => count !== 0)
  return { total: kinds.reduce((sum, { count }) => sum + count, 0), kinds }
}

function kindLabel(establishmentKind: string): string {
  return establishmentKind === 'administrative' ? '机关行政编制' : establishmentKindName(establishmentKind)
}

/** One entry for each place and reason; the office's workers are named as such, as the published text does. */
function secondedOut(secondments: readonly Secondment[]): Composed['secondedOut'] {
  const groups = new Map<string, Secondment[]>()
  for (const secondment of secondments) {
    const isWorker = secondment.establishmentKind === 'office-worker'
    const key = [isWorker, secondment.place, secondment.reason, secondment.secondmentKind].join('|')
    groups.set(key, [...(groups.get(key) ?? []), secondment])
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const word = wordOf(secondmentKinds, first.secondmentKind)
    const reason = first.reason.replace(new RegExp(`${word}$`), '')
    const who = first.establishmentKind === 'office-worker' ? '（机关工勤）' : ''
    const label = `${who}${reason === '' ? '' : `因${reason}`}${word}至${first.place}`
    return [{ label, place: first.place, count: group.length, people: group.map(({ personId }) => personId) }]
  })
}

/** 以上 takes its bound in, 以下 does not (民法典 第一千二百五十九条 for 以上; 以下 as the bands must not overlap). */
function ageBands(serving: readonly Serving[], asOf: IsoDate): Counted[] {
  const bands = [
    { label: '50岁以上', from: 50, below: 200 },
    { label: '35岁到50岁', from: 35, below: 50 },
    { label: '35岁以下', from: 0, below: 35 },
  ]
  return bands.map(({ label, from, below }) =>
    counted(
      label,
      serving.filter(({ bornOn }) => ageOn(bornOn, asOf) >= from && ageOn(bornOn, asOf) < below),
    ),
  )
}

/** First digit of the code is the same in the three code systems of schooling (standards §5.3). */
const educationLabels = [
  { digits: '1', label: '研究生学历' },
  { digits: '2', label: '本科学历' },
  { digits: '3', label: '大专学历' },
  { digits: '45', label: '中专学历' },
  { digits: '6', label: '高中学历' },
  { digits: '789', label: '初中及以下学历' },
]

function educationBands(serving: readonly Serving[]): Counted[] {
  const known = educationLabels.map(({ digits, label }) =>
    counted(
      label,
      serving.filter(
        ({ educationLevel }) => educationLevel !== null && digits.includes(educationLevel.charAt(0)),
      ),
    ),
  )
  const unknown = counted(
    '学历未登记',
    serving.filter(({ educationLevel }) => educationLevel === null),
  )
  return [...known, unknown].filter(({ count }) => count > 0)
}

/** Words of the published paragraph, in its order: out and in by transfer, then new people, then the rest. */
const movementLabels: { label: string; kinds: string[] }[] = [
  { label: '调出', kinds: ['transfer-out', 'out-within'] },
  { label: '调入', kinds: ['transfer-in', 'in-within'] },
  { label: '新招录', kinds: ['recruitment'] },
  { label: '新招聘', kinds: ['hiring'] },
  { label: '转任', kinds: ['reassignment-in'] },
  { label: '军转安置', kinds: ['demobilization'] },
  { label: '选调', kinds: ['selection'] },
  { label: '其他进入', kinds: ['other-entry'] },
  { label: '退休', kinds: ['retirement'] },
  { label: '辞职', kinds: ['resignation'] },
  { label: '辞退', kinds: ['dismissal'] },
  { label: '开除', kinds: ['expulsion'] },
  { label: '死亡', kinds: ['death'] },
  { label: '其他减少', kinds: ['other-exit'] },
]

/**
 * Only what crosses the unit's border counts. A transfer between two units of the district is 调出 for one and 调入 for
 * the other; within the unit it is neither.
 */
function movementCounts(movements: readonly Crossing[]): Counted[] {
  const seen = movements
    .filter(({ fromInside, toInside }) => fromInside !== toInside)
    .map((movement) => ({ ...movement, kind: kindSeenFromUnit(movement) }))
  return movementLabels
    .map(({ label, kinds }) =>
      counted(
        label,
        seen.filter(({ kind }) => kinds.includes(kind)),
      ),
    )
    .filter(({ count }) => count > 0)
}

const kindsWithin = ['internal-transfer', 'kind-change']

function kindSeenFromUnit({ kind, toInside }: Crossing): string {
  if (kindsWithin.includes(kind)) return toInside ? 'in-within' : 'out-within'
  // An entry recorded for another unit of the district is, for the unit left behind, a transfer out.
  const isEntry = ['transfer-in', 'reassignment-in', 'selection', 'other-entry'].includes(kind)
  return isEntry && !toInside ? 'out-within' : kind
}

function counted(label: string, people: readonly { personId: string }[]): Counted {
  return { label, count: people.length, people: people.map(({ personId }) => personId) }
}

function approvedSentence({ approved }: Composed): string {
  if (approved.total === 0) return '没有核定编制。'
  const kinds = approved.kinds.map(({ label, count }) => `${label}${count}名`).join('，')
  return `核定编制${approved.total}名，其中${kinds}。`
}

function servingSentence({ asOf, serving, secondedOut, age, education, movements }: Composed): string {
  const when = asOf.endsWith('-12-31') ? `${yearOf(asOf)}年末` : `截至${inChinese(asOf)}`
  if (serving.count === 0) return `${when}，没有在编人员。`
  const seconded = secondedOut.map(
    ({ label, count }, at) => `${at === 0 ? '其中在编人员' : ''}${count}人${label}`,
  )
  const head = [`${when}，在编人员${serving.count}人`, ...seconded].join('，')
  const bands = (counts: Counted[]) =>
    counts
      .filter(({ count }) => count > 0)
      .map(({ label, count }) => `${label}${count}人`)
      .join('，')
  const moved =
    movements.length === 0
      ? '年内人员没有增减'
      : `年内${movements.map(({ label, count }) => `${label}${count}人`).join('，')}`
  return `${head}。从年龄结构看，${bands(age)}；从学历看，${bands(education)}。${moved}。`
}
