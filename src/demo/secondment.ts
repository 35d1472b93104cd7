import { addDays, addMonths, type IsoDate } from '../kernel/dates.ts'
import { endFact } from './dated-fact.ts'
import { exampleRegionCode } from './example-region.ts'
import { deputyDirector } from './example-users.ts'
import type { Member, Writer } from './member.ts'
import { enactMovement } from './movement-rows.ts'
import { placeOf } from './person-acts.ts'
import type { Unit } from './unit.ts'

const kinds = {
  borrowing: { secondmentKind: 'borrowing', reason: '因工作需要借调', months: 12 },
  drawing: { secondmentKind: 'drawing', reason: '抽调参加专项工作', months: 8 },
  attachment: { secondmentKind: 'attachment', reason: '选派挂职锻炼', months: 18 },
} as const

const outside = [
  '区委重点督导组',
  '巩固脱贫攻坚成果工作专班',
  '项目建设指挥部',
  '市级有关部门',
  '省级有关部门',
]

/** The assignment stays; the place of work is another from the day on. */
export function second(writer: Writer, member: Member, { on, goal }: { on: IsoDate; goal: Unit }): void {
  const { rows, generator } = writer
  const kind = generator.weighted([
    ['borrowing', 50],
    ['drawing', 34],
    ['attachment', 16],
  ] as const)
  const { secondmentKind, reason, months } = kinds[kind]
  const inside = goal !== member.unit && generator.chance(kind === 'borrowing' ? 0.8 : 0.3)
  const place = inside
    ? { organizationId: goal.id, name: goal.name }
    : { organizationId: null, name: generator.pick(outside) }
  const plannedEnd = addDays(addMonths(on, months), -1)
  const stays = placeOf(member.unit, member.kind)
  const { movementId, at } = enactMovement(writer, {
    kind,
    personId: member.personId,
    effectiveOn: on,
    from: stays,
    to: null,
    particulars: { place, plannedEnd },
    reason,
    documentId: null,
  })
  const row = {
    regionCode: exampleRegionCode,
    id: generator.id(),
    personId: member.personId,
    aspect: 'work',
    secondmentKind,
    organizationId: place.organizationId,
    place: place.name,
    reason,
    movementId,
    effectiveFrom: on,
    effectiveTo: null,
    recordedAt: at,
    recordedBy: deputyDirector.id,
    supersededAt: null,
  }
  rows.placements.push(row)
  member.placement = row
  member.secondedUntil = addDays(plannedEnd, 1)
  member.lastMovedOn = on
}

/** 归还 on the day after the planned end. */
export function bringBack(writer: Writer, member: Member): void {
  const { placement, secondedUntil } = member
  if (!placement || !secondedUntil) return
  const { at } = enactMovement(writer, {
    kind: 'return',
    personId: member.personId,
    effectiveOn: secondedUntil,
    from: placeOf(member.unit, member.kind),
    to: null,
    reason: '借出期满归还',
    documentId: null,
  })
  endFact(writer.rows.placements, placement, { on: secondedUntil, at, id: writer.generator.id() })
  member.placement = null
  member.lastMovedOn = secondedUntil
  member.secondedUntil = null
}
