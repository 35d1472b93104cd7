import { addDays, addMonths, dateOf, type IsoDate, monthOf, yearOf } from '../kernel/dates.ts'
import type { MovementKind } from '../movement/movement-kind.ts'
import { enterByGrant } from './entries.ts'
import { openingDay } from './example-region.ts'
import { alterHeadcounts, reorganize } from './headcount-history.ts'
import { moveInside, promoteSome, replaceLeaders, secondSome } from './inner-movements.ts'
import { type Member, retirementDay, type Writer } from './member.ts'
import { leave } from './person-acts.ts'
import { beginMonth, type DistrictState, positionOf } from './position-state.ts'
import { approvedInMonth, approveRequests, type Grant } from './vacancy-grants.ts'

/** The last month of which the example knows movements: signed ahead, in force from then. */
const lastMonth = '2024-02-01'

/**
 * Three years month by month: grants and entries first, inner movements, then who leaves. `placesOf` says how many
 * places a year's approvals come to in all.
 */
export function passYears(writer: Writer, state: DistrictState, placesOf: (year: number) => number): void {
  let grants: Grant[] = []
  for (let month: IsoDate = openingDay; month <= lastMonth; month = addMonths(month, 1)) {
    lapse(grants, month)
    reorganize(writer, state, month)
    if (month < '2024-01-01') alterHeadcounts(writer, state, month)
    beginMonth(state)
    if (month < '2024-02-01') enterByGrant(writer, state, grants, month)
    const places = yearOf(month) < 2024 ? approvedInMonth(placesOf(yearOf(month)), monthOf(month)) : 0
    if (places > 0) grants = [...grants, ...approveRequests(writer, state, { month, places })]
    if (month < '2024-01-01') {
      moveInside(writer, state, month)
      promoteSome(writer, state, month)
      secondSome(writer, state, month)
    }
    leaveInMonth(writer, state, month)
    if (month < '2024-01-01') replaceLeaders(writer, state, month)
  }
}

/** What was not used by its last day is nobody's from the next day on. */
function lapse(grants: readonly Grant[], month: IsoDate): void {
  for (const grant of grants) {
    if (grant.expiresOn < month && grant.expiresOn >= addMonths(month, -1)) {
      grant.position.reserved -= grant.count - grant.used
    }
  }
}

type Leaving = { kind: MovementKind; reason: string; otherUnit?: string }

function leaveInMonth(writer: Writer, state: DistrictState, month: IsoDate): void {
  const next = addMonths(month, 1)
  for (const member of state.members) {
    if (member.left) continue
    const dueOn = retirementDay(member)
    if (dueOn < next) {
      const on = dueOn < month ? month : dueOn
      leaveOn(writer, state, member, on, { kind: 'retirement', reason: '达到法定退休年龄' })
    } else if (month < '2024-01-01' && addMonths(member.lastMovedOn, 6) < month) {
      const leaving = chanceToLeave(writer, member, month)
      if (leaving) {
        leaveOn(
          writer,
          state,
          member,
          addDays(month, writer.generator.whole({ least: 0, most: 27 })),
          leaving,
        )
      }
    }
  }
}

/** Of a hundred thousand people, how many leave in a month this way: before forty, and after. */
const monthlyLeavers: readonly (readonly [
  kind: MovementKind,
  young: number,
  older: number,
  reason: string,
])[] = [
  ['transfer-out', 92, 24, '调出本区工作'],
  ['resignation', 34, 5, '本人申请辞职'],
  ['death', 3, 15, '病故'],
  ['expulsion', 2, 3, '受到开除处分'],
  ['dismissal', 3, 1, '考核不合格，予以辞退'],
]

function chanceToLeave({ generator }: Writer, member: Member, month: IsoDate): Leaving | null {
  const young = yearOf(month) - yearOf(member.bornOn) < 40
  let left = generator.whole({ least: 1, most: 100_000 })
  for (const [kind, ofYoung, ofOlder, reason] of monthlyLeavers) {
    left -= young ? ofYoung : ofOlder
    if (left > 0) continue
    return kind === 'transfer-out'
      ? { kind, reason, otherUnit: generator.pick(neighbours) }
      : { kind, reason }
  }
  return null
}

const neighbours = [
  '利州区有关单位',
  '旺苍县有关单位',
  '青川县有关单位',
  '市级有关单位',
  '绵阳市有关单位',
  '成都市有关单位',
]

function leaveOn(writer: Writer, state: DistrictState, member: Member, on: IsoDate, leaving: Leaving): void {
  const { unit, kind } = member
  leave(writer, member, { on, ...leaving, documentId: exitPaper(writer, leaving.kind, on) })
  positionOf(state, unit, kind).occupied -= 1
}

/** One paper a month for retirements and transfers, as offices do. */
function exitPaper({ documents }: Writer, kind: MovementKind, on: IsoDate): string {
  const month = `${yearOf(on)}年${monthOf(on)}月`
  const title = {
    retirement: `关于${month}到龄人员退休的通知`,
    'transfer-out': `关于${month}人员调出的通知`,
    resignation: `关于同意有关人员辞去公职的批复`,
    death: `关于病故人员减员的函`,
    expulsion: `关于给予有关人员开除处分的决定`,
  }[kind as string]
  return documents.issue(`exit ${kind} ${on.slice(0, 7)}`, {
    series: '朝人社发',
    issuedOn: addDays(dateOf(yearOf(on), monthOf(on), 1), -26),
    title: title ?? '关于有关人员减员的通知',
    issuer: '朝天区人力资源和社会保障局',
  })
}
