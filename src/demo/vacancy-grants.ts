import { addDays, addMonths, dateOf, type IsoDate, yearOf } from '../kernel/dates.ts'
import type { MovementKind } from '../movement/movement-kind.ts'
import { exampleRegionCode, officeMoment } from './example-region.ts'
import { clerk, director, sectionHead } from './example-users.ts'
import type { Generator } from './generator.ts'
import type { Writer } from './member.ts'
import { type DistrictState, type PositionState, vacant } from './position-state.ts'

/** A used or unused place of an approved request: the month in which somebody enters it, or null when it lapses. */
export type Grant = {
  requestId: string
  position: PositionState
  wayIn: MovementKind
  count: number
  used: number
  /** planned first days of months; null: nobody comes */
  entries: (IsoDate | null)[]
  expiresOn: IsoDate
}

const shares: Readonly<Record<number, number>> = { 2: 10, 3: 22, 4: 20, 5: 16, 6: 10, 7: 8, 9: 9, 10: 5 }

/** How many of the year's places are approved in the month; all of them by October. */
export function approvedInMonth(yearTotal: number, month: number): number {
  const upTo = (last: number) =>
    Object.entries(shares).reduce(
      (sum, [at, share]) => (Number.parseInt(at, 10) <= last ? sum + share : sum),
      0,
    )
  return Math.round((yearTotal * upTo(month)) / 100) - Math.round((yearTotal * upTo(month - 1)) / 100)
}

/** Approves requests for exactly so many places; vacancies are looked at, and reserved from then on. */
export function approveRequests(
  writer: Writer,
  state: DistrictState,
  { month, places }: { month: IsoDate; places: number },
): Grant[] {
  const { generator } = writer
  const grants: Grant[] = []
  let left = places
  const open = state.positions.filter((position) => mayAsk(position) && position.freeThisMonth > 0)
  for (const position of generator.shuffled(open)) {
    if (left === 0) break
    const free = Math.min(position.freeThisMonth, vacant(position), left)
    if (free < 1) continue
    const count = Math.min(
      free,
      generator.weighted([
        [1, 46],
        [2, 30],
        [3, 16],
        [4, 8],
      ] as const),
    )
    grants.push(approve(writer, position, { month, count }))
    position.reserved += count
    position.freeThisMonth -= count
    left -= count
  }
  if (left > 0) throw new Error(`${left} places of ${month} found no vacancy`)
  return grants
}

function mayAsk({ kind, unit }: PositionState): boolean {
  return kind !== 'office-worker' && kind !== 'office-use-institution' && unit.abolishedOn === null
}

function approve(
  writer: Writer,
  position: PositionState,
  { month, count }: { month: IsoDate; count: number },
): Grant {
  const { rows, generator } = writer
  const { unit, kind } = position
  const wayIn = generator.weighted(waysIn(position))
  const id = generator.id()
  const approvedOn = addDays(month, generator.whole({ least: 7, most: 24 }))
  const askedOn = addDays(approvedOn, -generator.whole({ least: 12, most: 26 }))
  const year = yearOf(approvedOn)
  const expiresOn = year < 2023 ? dateOf(year, 12, 31) : '2024-06-30'
  rows.vacancyRequests.push({
    regionCode: exampleRegionCode,
    id,
    number: id,
    organizationId: unit.id,
    establishmentKind: kind,
    wayIn,
    count,
    reason: '现有空编，工作需要补充人员。',
    planYear: year,
    recordedAt: officeMoment(generator, askedOn),
    recordedBy: clerk.id,
  })
  const steps = [
    { decision: 'submission', role: 'clerk', by: clerk.id, on: askedOn, words: '申请用编' },
    {
      decision: 'review',
      role: 'section-head',
      by: sectionHead.id,
      on: addDays(askedOn, 4),
      words: '经核有空编，拟同意',
    },
    { decision: 'approval', role: 'director', by: director.id, on: approvedOn, words: '同意' },
  ] as const
  for (const { decision, role, by, on, words } of steps) {
    const approval = decision === 'approval'
    rows.vacancyRequestDecisions.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      requestId: id,
      decision,
      role,
      words,
      approvedCount: approval ? count : null,
      noticeNumber: approval ? id : null,
      effectiveOn: on,
      expiresOn: approval ? expiresOn : null,
      documentId: null,
      override: false,
      recordedAt: officeMoment(generator, on),
      recordedBy: by,
    })
  }
  const entries = Array.from({ length: count }, () => entryMonth(generator, { wayIn, approvedOn }))
  return { requestId: id, position, wayIn, count, used: 0, entries, expiresOn }
}

function waysIn({ kind }: PositionState): readonly (readonly [MovementKind, number])[] {
  if (kind === 'institution')
    return [
      ['hiring', 74],
      ['transfer-in', 22],
      ['other-entry', 4],
    ]
  if (kind === 'filed') return [['hiring', 100]]
  return [
    ['recruitment', 62],
    ['transfer-in', 14],
    ['reassignment-in', 10],
    ['selection', 8],
    ['demobilization', 6],
  ]
}

/** Examinations end in summer and late autumn; a transfer comes within some months; about a fifth finds nobody. */
function entryMonth(
  generator: Generator,
  { wayIn, approvedOn }: { wayIn: MovementKind; approvedOn: IsoDate },
): IsoDate | null {
  if (generator.chance(0.2)) return null
  const year = yearOf(approvedOn)
  const earliest = addMonths(`${approvedOn.slice(0, 7)}-01`, 1)
  if (wayIn === 'recruitment' || wayIn === 'hiring') {
    const months = wayIn === 'recruitment' ? [7, 8, 9, 12] : [8, 9, 9, 12]
    const chosen = dateOf(year, generator.pick(months), 1)
    return chosen >= earliest ? chosen : dateOf(year, 12, 1)
  }
  const chosen = addMonths(earliest, generator.whole({ least: 0, most: 2 }))
  return yearOf(chosen) === year ? chosen : dateOf(year, 12, 1)
}
