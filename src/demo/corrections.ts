import { addDays, addMonths, type IsoDate, yearOf } from '../kernel/dates.ts'
import { correctFact } from './dated-fact.ts'
import { exampleRegionCode, officeMoment } from './example-region.ts'
import { clerk } from './example-users.ts'
import type { Member, Writer } from './member.ts'
import { enactMovement } from './movement-rows.ts'
import { placeOf } from './person-acts.ts'
import { type DistrictState, vacant } from './position-state.ts'
import { someDay } from './synthetic-identity.ts'

/** What was wrong and was put right: both are kept, so that an earlier day's knowledge can be asked for. */
export function correctMistakes(writer: Writer, state: DistrictState): void {
  correctParticulars(writer, state)
  correctRetirements(writer, state)
  freezePlaces(writer, state)
}

/** 更正: 参加工作时间 or 出生日期 typed wrong at the opening, put right by a paper of the file review of 2022 and 2023. */
function correctParticulars(writer: Writer, { members }: DistrictState): void {
  const { rows, documents, generator } = writer
  const opened = members.filter(({ left, assignment }) => !left && assignment.begunByMovementId === null)
  const found = generator.shuffled(opened).slice(0, 24)
  for (const [order, member] of found.entries()) {
    const row = member.particulars
    const on = someDay(generator, { from: '2022-03-01', to: '2023-10-31' })
    const documentId = documents.issue(`file review ${on.slice(0, 7)}`, {
      series: '朝委组',
      issuedOn: `${on.slice(0, 7)}-01`,
      title: '关于干部人事档案专项审核认定结果的通知',
      issuer: '中共朝天区委组织部',
    })
    const right = { bornOn: row.bornOn, beganWorkOn: row.beganWorkOn }
    if (order % 6 === 0) row.bornOn = addDays(row.bornOn, 9)
    else row.beganWorkOn = addMonths(member.beganWorkOn, 12)
    const at = officeMoment(generator, addDays(on, 2))
    correctFact(rows.personParticulars, row, {
      at,
      id: generator.id(),
      change: { ...right, documentId },
    })
  }
}

/** A retirement entered a month too early, corrected by a movement that names it. */
function correctRetirements(writer: Writer, { members, positions }: DistrictState): void {
  const roomy = (member: Member) =>
    positions.some(
      (position) => position.unit === member.unit && position.kind === member.kind && vacant(position) > 2,
    )
  const retired = members.filter(
    ({ left, lastMovedOn, ladder }) =>
      left && ladder !== 'worker' && lastMovedOn > '2022-03-01' && lastMovedOn < '2023-09-01',
  )
  let corrected = 0
  for (const member of retired) {
    if (corrected === 3) return
    if (!roomy(member) || !correctRetirement(writer, member)) continue
    corrected += 1
  }
}

function correctRetirement(writer: Writer, member: Member): boolean {
  const { rows, generator } = writer
  const wrong = rows.movements.find(
    ({ personId, kind, effectiveOn }) =>
      personId === member.personId && kind === 'retirement' && effectiveOn === member.lastMovedOn,
  )
  const place = rows.assignments.find(
    ({ endedByMovementId, supersededAt }) => wrong && endedByMovementId === wrong.id && !supersededAt,
  )
  if (!wrong || !place) return false
  const on: IsoDate = addMonths(wrong.effectiveOn, 1)
  const { movementId, at } = enactMovement(writer, {
    kind: 'retirement',
    personId: member.personId,
    effectiveOn: on,
    from: placeOf(member.unit, member.kind),
    to: null,
    reason: '退休时间登记有误，按审批表更正',
    documentId: wrong.documentId ?? null,
    correctsId: wrong.id,
  })
  const change = { effectiveTo: on }
  correctFact(rows.assignments, place, {
    at,
    id: generator.id(),
    change: { ...change, endedByMovementId: movementId },
  })
  const posts = rows.personPosts.filter(
    ({ personId, effectiveTo, supersededAt }) =>
      personId === member.personId && effectiveTo === wrong.effectiveOn && !supersededAt,
  )
  for (const post of posts) correctFact(rows.personPosts, post, { at, id: generator.id(), change })
  member.lastMovedOn = on
  return true
}

/** 控编: some free places of six units stand frozen to the end of 2024. */
function freezePlaces(writer: Writer, { positions }: DistrictState): void {
  const { rows, documents, generator } = writer
  const from = '2023-07-01'
  const documentId = documents.issue('freeze 2023', {
    series: '朝编办发',
    issuedOn: '2023-06-20',
    title: '关于部分单位空编实行控编管理的通知',
    issuer: '中共朝天区委机构编制委员会办公室',
  })
  const roomy = positions.filter((position) => vacant(position) > 4 && position.unit.abolishedOn === null)
  for (const { unit, kind } of generator.shuffled(roomy).slice(0, 6)) {
    rows.headcountFreezes.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      organizationId: unit.id,
      establishmentKind: kind,
      count: generator.whole({ least: 1, most: 2 }),
      documentId,
      note: `${yearOf(from)}年控编`,
      effectiveFrom: from,
      effectiveTo: '2025-01-01',
      recordedAt: officeMoment(generator, '2023-06-26'),
      recordedBy: clerk.id,
      supersededAt: null,
    })
  }
}
