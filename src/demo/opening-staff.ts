import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import { addMonths, dateOf, type IsoDate, yearOf } from '../kernel/dates.ts'
import { ladderFor, standingAfter } from './career.ts'
import { openingDay } from './example-region.ts'
import type { Generator } from './generator.ts'
import { type Member, retirementDay, type Sketch, type Writer, yearsOfService } from './member.ts'
import { openingMoment } from './organization-rows.ts'
import { openLeader, openMember } from './person-acts.ts'
import { type DistrictState, membersByUnit, type PositionState } from './position-state.ts'

/** Everybody in the establishment on the opening day, by unit and kind; the leaders among them. */
export function openStaff(writer: Writer, state: DistrictState): void {
  for (const position of state.positions) {
    const recordedAt = openingMoment(writer.generator)
    const count = staffed(writer.generator, position)
    for (let entered = 0; entered < count; entered += 1) {
      state.members.push(openingMember(writer, position, recordedAt))
    }
    position.occupied = count
  }
  for (const [unit, present] of membersByUnit(state)) {
    const elders = present
      .filter(mayLead)
      .filter((member) => yearOf(member.bornOn) > 1962)
      .sort((a, b) => (a.beganWorkOn < b.beganWorkOn ? -1 : 1))
    const recordedAt = openingMoment(writer.generator)
    for (const [order, member] of elders.slice(0, 1 + unit.deputies).entries()) {
      openLeader(writer, member, order === 0 ? 'chief' : 'deputy', recordedAt)
    }
  }
}

/** Officials lead organs and 参公 units, institution staff lead institutions. */
export function mayLead({ kind, ladder }: Member): boolean {
  return kind !== 'office-worker' && kind !== 'office-use-institution' && ladder !== 'institutionWorker'
}

/** A newcomer's age and first day of work. */
export function newcomer(
  generator: Generator,
  on: IsoDate,
  { least, most, woman }: { least: number; most: number; woman: number },
): Sketch {
  const sex = generator.chance(woman) ? '2' : '1'
  const bornOn = dateOf(
    yearOf(on) - generator.whole({ least, most }),
    generator.whole({ least: 1, most: 12 }),
    generator.whole({ least: 1, most: 28 }),
  )
  const earliest = yearOf(bornOn) + 22
  const beganWorkOn = earliest >= yearOf(on) ? on : dateOf(earliest, generator.pick([7, 8, 9]), 1)
  return { sex, bornOn, beganWorkOn: beganWorkOn > on ? on : beganWorkOn }
}

/** Share of women by calling. */
export function womenAmong({ unit, kind }: { unit: PositionState['unit']; kind: EstablishmentKind }): number {
  if (kind === 'office-worker') return 0.08
  if (kind === 'political-legal') return 0.22
  if (unit.shortName.endsWith('幼儿园')) return 0.93
  return { teaching: 0.56, medicine: 0.68, technical: 0.36, office: 0.4 }[unit.calling]
}

function openingMember(writer: Writer, position: PositionState, recordedAt: Date): Member {
  const { generator } = writer
  const { unit, kind } = position
  const ladder = ladderFor(unit, kind, generator)
  for (;;) {
    const sketch = openingSketch(generator, position)
    const years = Math.max(0, yearsOfService(sketch, openingDay) + generator.whole({ least: -2, most: 1 }))
    const seat = { unit, kind, ladder, standing: standingAfter(ladder, years) }
    if (retires(sketch, seat) > addMonths(openingDay, 1)) {
      return openMember(writer, sketch, seat, { from: openingDay, recordedAt })
    }
  }
}

function openingSketch(generator: Generator, position: PositionState): Sketch {
  const sex = generator.chance(womenAmong(position)) ? '2' : '1'
  const age = generator.weighted([
    [generator.whole({ least: 23, most: 29 }), 15],
    [generator.whole({ least: 30, most: 39 }), 29],
    [generator.whole({ least: 40, most: 49 }), 29],
    [generator.whole({ least: 50, most: 59 }), 27],
  ])
  const bornOn = dateOf(
    yearOf(openingDay) - age - 1,
    generator.whole({ least: 1, most: 12 }),
    generator.whole({ least: 1, most: 28 }),
  )
  const start = yearOf(bornOn) + generator.whole({ least: age > 45 ? 18 : 21, most: 24 })
  const beganWorkOn = dateOf(Math.min(start, 2020), generator.pick([3, 7, 8, 9, 12]), 1)
  return { sex, bornOn, beganWorkOn }
}

function retires(sketch: Sketch, seat: Pick<Member, 'ladder' | 'unit'>): IsoDate {
  return retirementDay({ ...sketch, ...seat, leads: null })
}

/** Most units have some places free, townships and the small ones fewer. */
function staffed(generator: Generator, { unit, kind, approved }: PositionState): number {
  if (approved === 0) return 0
  if (kind === 'office-use-institution') return approved
  const share = generator.weighted([
    [1, 10],
    [0.95, 22],
    [0.9, 28],
    [0.85, 24],
    [0.78, 16],
  ])
  const filled = Math.round(
    approved * (kind === 'filed' ? 0.8 : share * (unit.calling === 'teaching' ? 0.9 : 0.96)),
  )
  return Math.max(Math.min(filled, approved), 1)
}
