import { addDays, addMonths, dateOf, type IsoDate, monthOf, yearOf } from '../kernel/dates.ts'
import { ladderFor, standingAbove, standingAfter } from './career.ts'
import { type Member, type Writer, yearsOfService } from './member.ts'
import { mayLead } from './opening-staff.ts'
import { appoint, move, promote, type Seat } from './person-acts.ts'
import {
  type DistrictState,
  membersByUnit,
  type PositionState,
  positionOf,
  vacant,
} from './position-state.ts'
import { bringBack, second } from './secondment.ts'

/** 内部调动: six or seven a month find a place of the same kind elsewhere in the district. */
export function moveInside(writer: Writer, state: DistrictState, month: IsoDate): void {
  const { generator } = writer
  for (let moved = generator.whole({ least: 9, most: 15 }); moved > 0; moved -= 1) {
    const member = generator.pick(state.members)
    if (!settled(member, month) || member.leads !== null || member.secondedUntil !== null) continue
    const goals = state.positions.filter(
      (goal) => goal.freeThisMonth > 0 && vacant(goal) > 0 && fits(member, goal),
    )
    if (goals.length === 0) continue
    const goal = generator.pick(goals)
    const on = addDays(month, generator.whole({ least: 0, most: 27 }))
    relocate(writer, state, member, goal, {
      on,
      reason: '因工作需要内部调动',
      documentId: writer.documents.issue(`inner ${month}`, {
        series: '朝人社发',
        issuedOn: addDays(month, -12),
        title: `关于${yearOf(month)}年${monthOf(month)}月区内人员调动的通知`,
        issuer: '朝天区人力资源和社会保障局',
      }),
    })
    goal.freeThisMonth -= 1
  }
}

/** Moves somebody to a position and keeps the counts. */
export function relocate(
  writer: Writer,
  state: DistrictState,
  member: Member,
  goal: PositionState,
  ground: { on: IsoDate; reason: string; documentId: string },
): void {
  const source = positionOf(state, member.unit, member.kind)
  const stays = source.kind === goal.kind && source.unit.calling === goal.unit.calling
  const ladder = stays ? member.ladder : ladderFor(goal.unit, goal.kind, writer.generator)
  const standing =
    ladder === member.ladder ? member.standing : standingAfter(ladder, yearsOfService(member, ground.on))
  const seat: Seat = { unit: goal.unit, kind: goal.kind, ladder, standing }
  move(writer, member, seat, { kind: 'internal-transfer', ...ground })
  source.occupied -= 1
  goal.occupied += 1
}

/** 职级、岗位等级晋升 in spring and autumn, to the next step that the years of service allow. */
export function promoteSome(writer: Writer, state: DistrictState, month: IsoDate): void {
  if (![4, 11].includes(monthOf(month))) return
  const { generator } = writer
  for (const member of state.members) {
    if (!settled(member, month) || !generator.chance(0.05)) continue
    const above = standingAbove(member.ladder, member.standing.levelCode)
    const reached = standingAfter(member.ladder, yearsOfService(member, month))
    if (!above || reached.levelCode === member.standing.levelCode) continue
    promote(writer, member, above, {
      kind: 'rank-promotion',
      on: month,
      reason: above.aspect === 'rank' ? '任职年限和考核结果符合职级晋升条件' : '经评审竞聘晋升岗位等级',
      documentId: writer.documents.issue(`promotion ${above.aspect} ${month}`, {
        series: above.aspect === 'rank' ? '朝委组' : '朝人社发',
        issuedOn: addDays(month, -11),
        title: above.aspect === 'rank' ? '关于公务员职级晋升的通知' : '关于岗位等级聘用的批复',
        issuer: above.aspect === 'rank' ? '中共朝天区委组织部' : '朝天区人力资源和社会保障局',
      }),
    })
  }
}

/** 职务变动: every second month the seats that fell free are filled from inside the unit. */
export function replaceLeaders(writer: Writer, state: DistrictState, month: IsoDate): void {
  if (monthOf(month) % 2 !== 0) return
  for (const [unit, present] of membersByUnit(state)) {
    if (unit.abolishedOn !== null || (unit.foundedOn !== null && unit.foundedOn > month)) continue
    const staff = present.filter(mayLead)
    const chief = staff.find(({ leads }) => leads === 'chief')
    const deputies = staff.filter(({ leads }) => leads === 'deputy')
    const seat = chief ? 'deputy' : 'chief'
    if (chief && deputies.length >= unit.deputies) continue
    if (!writer.generator.chance(0.5)) continue
    const ready = (member: Member) =>
      settled(member, month) &&
      yearsOfService(member, month) > 6 &&
      yearOf(member.bornOn) > yearOf(month) - 54
    const candidate =
      (seat === 'chief' ? deputies.find(ready) : undefined) ??
      staff.find((member) => member.leads === null && member.secondedUntil === null && ready(member))
    if (!candidate) continue
    const on = addDays(month, writer.generator.whole({ least: 8, most: 26 }))
    appoint(writer, candidate, seat, {
      kind: 'duty-change',
      on,
      reason: '干部任免',
      documentId: writer.documents.issue(`appointment ${month}`, {
        series: '朝委组',
        issuedOn: addDays(month, 2),
        title: `关于${yearOf(month)}年${monthOf(month)}月有关同志任免职的通知`,
        issuer: '中共朝天区委组织部',
      }),
    })
  }
}

/** 借调、抽调、挂职 begin with a planned end and most return on it. */
export function secondSome(writer: Writer, state: DistrictState, month: IsoDate): void {
  for (const member of state.members) {
    if (member.secondedUntil !== null && !member.left && member.secondedUntil < addMonths(month, 1)) {
      bringBack(writer, member)
    }
  }
  const { generator } = writer
  for (let tried = 3; tried > 0; tried -= 1) {
    const member = generator.pick(state.members)
    const young = yearOf(member.bornOn) > 1972
    if (!settled(member, month) || member.leads !== null || member.secondedUntil !== null || !young) continue
    second(writer, member, {
      on: addDays(month, generator.whole({ least: 0, most: 20 })),
      goal: generator.pick(state.positions.filter(({ unit }) => unit.level === 'department')).unit,
    })
  }
}

/** Nobody has two movements within half a year, nor one just before retiring. */
function settled(member: Member, month: IsoDate): boolean {
  if (member.left || addMonths(member.lastMovedOn, 6) >= month) return false
  return dateOf(yearOf(member.bornOn) + 53, 1, 1) > month
}

function fits(member: Member, goal: PositionState): boolean {
  if (goal.unit === member.unit || goal.kind !== member.kind) return false
  if (goal.kind === 'office-worker' || goal.kind === 'office-use-institution' || goal.kind === 'filed')
    return false
  if (
    goal.unit.abolishedOn !== null ||
    (goal.unit.level === 'department') !== (member.unit.level === 'department')
  ) {
    return goal.unit.abolishedOn === null && goal.kind !== 'institution'
  }
  return goal.unit.calling === member.unit.calling
}
