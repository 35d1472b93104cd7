import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import type { IsoDate } from '../kernel/dates.ts'
import type { MovementKind } from '../movement/movement-kind.ts'
import type { Place } from '../staffing/assignment.ts'
import { type LadderName, leaderLevelCode, leaderTitle, type Standing } from './career.ts'
import { endFact } from './dated-fact.ts'
import { exampleRegionCode } from './example-region.ts'
import { clerk, director } from './example-users.ts'
import { type Member, registerPerson, type Sketch, type Writer } from './member.ts'
import { enactMovement } from './movement-rows.ts'
import { rankOf, rankOfDeputies } from './organization-versions.ts'
import type { Unit } from './unit.ts'

export type Seat = { unit: Unit; kind: EstablishmentKind; ladder: LadderName; standing: Standing }

/** Why and by which paper; `vacancyRequestId` for an entry that uses an approved place. */
export type Ground = {
  kind: MovementKind
  on: IsoDate
  reason: string
  documentId: string | null
  vacancyRequestId?: string | null
  otherUnit?: string
}

/** An opening entry (期初): in the establishment on the opening day without a movement. */
export function openMember(
  writer: Writer,
  sketch: Sketch,
  seat: Seat,
  { from, recordedAt }: { from: IsoDate; recordedAt: Date },
): Member {
  const { unit, kind } = seat
  const person = registerPerson(writer, sketch, { unit, kind, from, recordedAt })
  return seated(writer, sketch, seat, person, { from, recordedAt, movementId: null, by: clerk.id })
}

/** 录用、招聘、调入 …: a person the registry has not known before. */
export function admit(writer: Writer, sketch: Sketch, seat: Seat, ground: Ground): Member {
  const { unit, kind } = seat
  // The person is registered with the draft; the moment is known when the movement is written.
  const before = writer.rows.people.length
  const person = registerPerson(writer, sketch, { unit, kind, from: ground.on, recordedAt: new Date(0) })
  const { movementId, at } = enactMovement(writer, {
    kind: ground.kind,
    personId: person.personId,
    effectiveOn: ground.on,
    from: null,
    to: placeOf(unit, kind),
    particulars: {
      [seat.standing.aspect]: { levelCode: seat.standing.levelCode, title: seat.standing.title },
      ...(ground.otherUnit === undefined ? {} : { otherUnit: ground.otherUnit }),
    },
    reason: ground.reason,
    documentId: ground.documentId,
    vacancyRequestId: ground.vacancyRequestId ?? null,
  })
  const draft = writer.rows.movements.at(-1)
  stampRegistration(writer, before, person.personId, draft?.recordedAt ?? at)
  return seated(writer, sketch, seat, person, {
    from: ground.on,
    recordedAt: at,
    movementId,
    by: director.id,
  })
}

/** 调出、退休、辞职 …: assignment, posts and secondment end on the day. */
export function leave(writer: Writer, member: Member, ground: Ground): void {
  const { movementId, at } = enactMovement(writer, {
    kind: ground.kind,
    personId: member.personId,
    effectiveOn: ground.on,
    from: placeOf(member.unit, member.kind),
    to: null,
    particulars: ground.otherUnit === undefined ? {} : { otherUnit: ground.otherUnit },
    reason: ground.reason,
    documentId: ground.documentId,
  })
  const ending = { on: ground.on, at }
  const { rows, generator } = writer
  endFact(rows.assignments, member.assignment, {
    ...ending,
    id: generator.id(),
    change: { endedByMovementId: movementId, recordedBy: director.id },
  })
  for (const row of [member.standingRow, member.dutyRow]) {
    if (row) endFact(rows.personPosts, row, { ...ending, id: generator.id() })
  }
  if (member.placement) endFact(rows.placements, member.placement, { ...ending, id: generator.id() })
  member.left = true
  member.lastMovedOn = ground.on
}

/** 内部调动: another unit or another kind inside the district. */
export function move(writer: Writer, member: Member, seat: Seat, ground: Ground): void {
  const { rows, generator } = writer
  const { movementId, at } = enactMovement(writer, {
    kind: ground.kind,
    personId: member.personId,
    effectiveOn: ground.on,
    from: placeOf(member.unit, member.kind),
    to: placeOf(seat.unit, seat.kind),
    particulars:
      seat.standing.levelCode === member.standing.levelCode
        ? {}
        : { [seat.standing.aspect]: { levelCode: seat.standing.levelCode, title: seat.standing.title } },
    reason: ground.reason,
    documentId: ground.documentId,
  })
  const ending = { on: ground.on, at }
  endFact(rows.assignments, member.assignment, {
    ...ending,
    id: generator.id(),
    change: { endedByMovementId: movementId, recordedBy: director.id },
  })
  if (member.standingRow) endFact(rows.personPosts, member.standingRow, { ...ending, id: generator.id() })
  if (member.dutyRow) endFact(rows.personPosts, member.dutyRow, { ...ending, id: generator.id() })
  const begun = { from: ground.on, recordedAt: at, movementId, by: director.id }
  member.unit = seat.unit
  member.kind = seat.kind
  member.ladder = seat.ladder
  member.standing = seat.standing
  member.leads = null
  member.dutyRow = null
  member.lastMovedOn = ground.on
  member.assignment = assignmentRow(writer, member.personId, seat, begun)
  member.standingRow = standingRow(writer, member.personId, seat, begun)
}

/** 职级（岗位等级）晋升 */
export function promote(writer: Writer, member: Member, standing: Standing, ground: Ground): void {
  const { rows, generator } = writer
  const { movementId, at } = enactMovement(writer, {
    kind: 'rank-promotion',
    personId: member.personId,
    effectiveOn: ground.on,
    from: placeOf(member.unit, member.kind),
    to: null,
    particulars: { [standing.aspect]: { levelCode: standing.levelCode, title: standing.title } },
    reason: ground.reason,
    documentId: ground.documentId,
  })
  if (member.standingRow) {
    endFact(rows.personPosts, member.standingRow, { on: ground.on, at, id: generator.id() })
  }
  member.standing = standing
  member.lastMovedOn = ground.on
  member.standingRow = standingRow(writer, member.personId, member, {
    from: ground.on,
    recordedAt: at,
    movementId,
    by: director.id,
  })
}

/** 职务变动: appointed to lead the own unit. */
export function appoint(writer: Writer, member: Member, position: 'chief' | 'deputy', ground: Ground): void {
  const { rows, generator } = writer
  const duty = dutyOf(member.unit, position)
  const { movementId, at } = enactMovement(writer, {
    kind: 'duty-change',
    personId: member.personId,
    effectiveOn: ground.on,
    from: placeOf(member.unit, member.kind),
    to: null,
    particulars: { duty: { ...duty, divisionId: null, concurrent: false } },
    reason: ground.reason,
    documentId: ground.documentId,
  })
  if (member.dutyRow) endFact(rows.personPosts, member.dutyRow, { on: ground.on, at, id: generator.id() })
  member.leads = position
  member.lastMovedOn = ground.on
  member.dutyRow = dutyRow(writer, member, duty, {
    from: ground.on,
    recordedAt: at,
    movementId,
    by: director.id,
  })
}

/** A leader of the opening. */
export function openLeader(
  writer: Writer,
  member: Member,
  position: 'chief' | 'deputy',
  recordedAt: Date,
): void {
  member.leads = position
  member.dutyRow = dutyRow(writer, member, dutyOf(member.unit, position), {
    from: member.assignment.effectiveFrom,
    recordedAt,
    movementId: null,
    by: clerk.id,
  })
}

export function placeOf(unit: Unit, establishmentKind: EstablishmentKind): Place {
  return { organizationId: unit.id, establishmentKind }
}

type Begun = { from: IsoDate; recordedAt: Date; movementId: string | null; by: string }

function seated(
  writer: Writer,
  sketch: Sketch,
  seat: Seat,
  person: ReturnType<typeof registerPerson>,
  begun: Begun,
): Member {
  return {
    ...sketch,
    ...seat,
    ...person,
    name: person.particulars.name,
    leads: null,
    secondedUntil: null,
    lastMovedOn: begun.movementId === null ? '2019-03-20' : begun.from,
    left: false,
    assignment: assignmentRow(writer, person.personId, seat, begun),
    standingRow: standingRow(writer, person.personId, seat, begun),
    dutyRow: null,
    placement: null,
  }
}

function assignmentRow({ rows, generator }: Writer, personId: string, seat: Seat, begun: Begun) {
  const row = {
    regionCode: exampleRegionCode,
    id: generator.id(),
    personId,
    organizationId: seat.unit.id,
    establishmentKind: seat.kind,
    begunByMovementId: begun.movementId,
    endedByMovementId: null,
    effectiveFrom: begun.from,
    effectiveTo: null,
    recordedAt: begun.recordedAt,
    recordedBy: begun.by,
    supersededAt: null,
  }
  rows.assignments.push(row)
  return row
}

function postRow({ rows, generator }: Writer, personId: string, unit: Unit, begun: Begun, post: PostFacts) {
  const row = {
    regionCode: exampleRegionCode,
    id: generator.id(),
    personId,
    organizationId: unit.id,
    divisionId: null,
    concurrent: false,
    movementId: begun.movementId,
    effectiveFrom: begun.from,
    effectiveTo: null,
    ...post,
    recordedAt: begun.recordedAt,
    recordedBy: begun.by,
    supersededAt: null,
  }
  rows.personPosts.push(row)
  return row
}

type PostFacts = {
  aspect: string
  levelCode: string
  title: string
  leadership: string | null
  leadershipRank: string | null
}

function standingRow(writer: Writer, personId: string, seat: Pick<Seat, 'unit' | 'standing'>, begun: Begun) {
  const post = { ...seat.standing, leadership: null, leadershipRank: null }
  return postRow(writer, personId, seat.unit, begun, post)
}

function dutyOf(unit: Unit, position: 'chief' | 'deputy') {
  return {
    levelCode: leaderLevelCode(unit, position),
    title: leaderTitle(unit, position),
    leadership: position,
    leadershipRank: position === 'chief' ? rankOf(unit) : rankOfDeputies(unit),
  }
}

function dutyRow(writer: Writer, member: Member, duty: ReturnType<typeof dutyOf>, begun: Begun) {
  return postRow(writer, member.personId, member.unit, begun, { aspect: 'duty', ...duty })
}

/** What was registered for the draft carries the draft's moment. */
function stampRegistration({ rows }: Writer, from: number, personId: string, at: Date): void {
  for (const row of rows.people.slice(from)) row.recordedAt = at
  const own = (row: { personId: string }) => row.personId === personId
  for (const row of rows.personParticulars.slice(-1).filter(own)) row.recordedAt = at
  for (const row of rows.educationRecords.slice(-3).filter(own)) row.recordedAt = at
}
