import { addDays, type IsoDate } from '../kernel/dates.ts'
import type { SigningRole } from '../movement/movement-kind.ts'
import { ladderFor, standingAbove, standingAfter } from './career.ts'
import { exampleRegionCode, moment } from './example-region.ts'
import { clerk, educationContact, sectionHead } from './example-users.ts'
import { type Member, registerPerson, retirementDay, type Writer, yearsOfService } from './member.ts'
import { type Proposal, proposeMovement, signMovementRow } from './movement-rows.ts'
import { newcomer } from './opening-staff.ts'
import { placeOf } from './person-acts.ts'
import { type DistrictState, type PositionState, vacant } from './position-state.ts'

/** What lies on the desks on 15 January 2024: movements and requests on their way, each at another step. */
export function leavePapersOpen(writer: Writer, state: DistrictState): void {
  const present = state.members.filter(
    ({ left, leads, secondedUntil, lastMovedOn }) =>
      !left && leads === null && secondedUntil === null && lastMovedOn < '2023-06-01',
  )
  openTransfers(writer, state, present)
  openRetirements(writer, present)
  openEntry(writer, state)
  openPromotion(writer, present)
  openBorrowing(writer, state, present)
  openRequests(writer, state)
}

type Waiting = { drafted: string; by?: string; signed?: readonly SigningRole[]; returned?: string }

/** A draft with the signatures it has got so far; `returned` ends it with the section head's words. */
function propose(writer: Writer, proposal: Proposal, waiting: Waiting): void {
  const draftedAt = moment(waiting.drafted, '09:20')
  const movementId = proposeMovement(writer, proposal, { draftedAt, draftedBy: waiting.by ?? clerk.id })
  for (const [order, step] of (waiting.signed ?? []).entries()) {
    const at = order === 0 ? draftedAt : moment(addDays(waiting.drafted, 1), `1${order}:05`)
    signMovementRow(writer, { movementId, step, decision: 'agree', words: '同意', at })
  }
  if (waiting.returned !== undefined) {
    const at = moment(addDays(waiting.drafted, 1), '15:30')
    signMovementRow(writer, {
      movementId,
      step: 'section-head',
      decision: 'return',
      words: waiting.returned,
      at,
    })
  }
}

/** Two teachers: one drafted by 区教育局's contact, one waiting for the director. */
function openTransfers(writer: Writer, state: DistrictState, present: readonly Member[]): void {
  const teachers = present.filter(
    ({ unit, ladder }) => unit.calling === 'teaching' && ladder === 'professional',
  )
  const goals = roomy(state).filter(({ unit, kind }) => unit.calling === 'teaching' && kind === 'institution')
  const ways: Waiting[] = [
    { drafted: '2024-01-12', by: educationContact.id },
    { drafted: '2024-01-10', signed: ['clerk', 'section-head'] },
  ]
  for (const [order, waiting] of ways.entries()) {
    const goal = goals[order]
    const member = teachers.find(({ unit }) => unit !== goal?.unit && unit.shortName.endsWith('小学'))
    if (!goal || !member) throw new Error('no teacher to move in January 2024')
    teachers.splice(teachers.indexOf(member), 1)
    propose(
      writer,
      {
        ...own(member, '2024-02-26'),
        kind: 'internal-transfer',
        to: placeOf(goal.unit, goal.kind),
        reason: '学校师资调配',
      },
      waiting,
    )
  }
}

/** The next to reach the age: waiting for the section head. */
function openRetirements(writer: Writer, present: readonly Member[]): void {
  const due = [...present]
    .filter((member) => retirementDay(member) >= '2024-03-01')
    .sort((a, b) => (retirementDay(a) < retirementDay(b) ? -1 : 1))
    .slice(0, 2)
  for (const [order, member] of due.entries()) {
    propose(
      writer,
      { ...own(member, retirementDay(member)), kind: 'retirement', to: null, reason: '达到法定退休年龄' },
      { drafted: order === 0 ? '2024-01-11' : '2024-01-12', signed: ['clerk'] },
    )
  }
}

/** 调入 of somebody the registry has not known: waiting for the section head. */
function openEntry(writer: Writer, state: DistrictState): void {
  const { generator } = writer
  const goal = roomy(state).find(({ unit, kind }) => kind === 'administrative' && unit.level === 'department')
  if (!goal) throw new Error('no department with a place in January 2024')
  const on: IsoDate = '2024-02-01'
  const sketch = newcomer(generator, on, { least: 30, most: 40, woman: 0.5 })
  const { unit, kind } = goal
  const recordedAt = moment('2024-01-11', '09:20')
  const { personId } = registerPerson(writer, sketch, { unit, kind, from: on, recordedAt })
  const { levelCode, title } = standingAfter(ladderFor(unit, kind, generator), yearsOfService(sketch, on))
  propose(
    writer,
    {
      kind: 'transfer-in',
      personId,
      effectiveOn: on,
      from: null,
      to: placeOf(unit, kind),
      particulars: { rank: { levelCode, title }, otherUnit: '旺苍县有关单位' },
      reason: '因工作需要调入',
      documentId: null,
    },
    { drafted: '2024-01-11', signed: ['clerk'] },
  )
}

/** 职级晋升 waiting for the deputy director. */
function openPromotion(writer: Writer, present: readonly Member[]): void {
  for (const member of present) {
    const above = standingAbove(member.ladder, member.standing.levelCode)
    const reached = standingAfter(member.ladder, yearsOfService(member, '2024-01-01'))
    if (above?.aspect !== 'rank' || reached.levelCode !== above.levelCode) continue
    propose(
      writer,
      {
        ...own(member, '2024-01-01'),
        kind: 'rank-promotion',
        to: null,
        particulars: { rank: { levelCode: above.levelCode, title: above.title } },
        reason: '任职年限和考核结果符合职级晋升条件',
      },
      { drafted: '2024-01-09', signed: ['clerk', 'section-head'] },
    )
    return
  }
}

/** 借调 returned with a reason. */
function openBorrowing(writer: Writer, state: DistrictState, present: readonly Member[]): void {
  const goal = state.positions.find(({ unit }) => unit.shortName === '区信访局')
  const member = present.find(({ unit, kind }) => kind === 'institution' && unit.calling === 'office')
  if (!goal || !member) throw new Error('nobody to borrow in January 2024')
  const { id, name } = goal.unit
  propose(
    writer,
    {
      ...own(member, '2024-01-22'),
      kind: 'borrowing',
      to: null,
      particulars: { place: { organizationId: id, name }, plannedEnd: '2024-12-31' },
      reason: '因工作需要借调',
    },
    { drafted: '2024-01-08', signed: ['clerk'], returned: '缺借调函，请补充后重新提交' },
  )
}

/** 用编申请 of the new year: submitted, reviewed and returned; one of 2023 withdrawn. */
function openRequests(writer: Writer, state: DistrictState): void {
  const lives = [
    { on: '2024-01-11', steps: ['submission'] },
    { on: '2024-01-09', steps: ['submission', 'review'] },
    { on: '2024-01-08', steps: ['submission', 'return'] },
    { on: '2023-11-14', steps: ['submission', 'withdrawal'] },
  ] as const
  const places = roomy(state).filter(({ kind }) => kind === 'institution')
  for (const [order, { on, steps }] of lives.entries()) {
    const position = places.at(-1 - order)
    if (position) openRequest(writer, position, on, steps)
  }
}

type Step = 'submission' | 'review' | 'return' | 'withdrawal'

const stepWords: Record<Step, { role: string; by: string; words: string }> = {
  submission: { role: 'clerk', by: clerk.id, words: '申请用编' },
  review: { role: 'section-head', by: sectionHead.id, words: '经核有空编，拟同意' },
  return: { role: 'section-head', by: sectionHead.id, words: '请说明岗位和专业要求后重新提交' },
  withdrawal: { role: 'clerk', by: clerk.id, words: '单位申请撤回' },
}

function openRequest(
  { rows, generator }: Writer,
  { unit, kind }: PositionState,
  on: IsoDate,
  steps: readonly Step[],
): void {
  const id = generator.id()
  rows.vacancyRequests.push({
    regionCode: exampleRegionCode,
    id,
    number: id,
    organizationId: unit.id,
    establishmentKind: kind,
    wayIn: 'hiring',
    count: 1,
    reason: '现有空编，工作需要补充人员。',
    planYear: 2024,
    recordedAt: moment(on, '10:10'),
    recordedBy: clerk.id,
  })
  for (const [order, decision] of steps.entries()) {
    const { role, by, words } = stepWords[decision]
    const day = addDays(on, order)
    rows.vacancyRequestDecisions.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      requestId: id,
      decision,
      role,
      words,
      approvedCount: null,
      noticeNumber: null,
      effectiveOn: day,
      expiresOn: null,
      documentId: null,
      override: false,
      recordedAt: moment(day, order === 0 ? '10:10' : '16:20'),
      recordedBy: by,
    })
  }
}

function own(member: Member, on: IsoDate) {
  return {
    personId: member.personId,
    effectiveOn: on,
    from: placeOf(member.unit, member.kind),
    documentId: null,
  }
}

function roomy({ positions }: DistrictState): PositionState[] {
  return positions.filter((position) => vacant(position) > 3 && position.unit.abolishedOn === null)
}
