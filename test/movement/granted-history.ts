import type { Db } from '../../src/database/connection.ts'
import { changeControl } from '../../src/establishment/change-control.ts'
import { adjustPlan, decidePlans } from '../../src/establishment/decide-vacancy-plans.ts'
import { submitPlan } from '../../src/establishment/draft-vacancy-plan.ts'
import {
  signOverride,
  submitOverride,
  takeBackOverride,
} from '../../src/establishment/grant-entry-override.ts'
import type { PositionAheadReader } from '../../src/establishment/position-ahead-reader.ts'
import {
  requestVacancies,
  resubmitVacancyRequest,
  signVacancyRequest,
  takeBackVacancyRequest,
} from '../../src/establishment/request-vacancies.ts'
import { reviewPlan } from '../../src/establishment/review-vacancy-plan.ts'
import { addDays, type IsoDate } from '../../src/kernel/dates.ts'
import type { Outcome } from '../../src/kernel/problem.ts'
import { vacancyGrounds } from '../../src/movement/vacancy-ground.store.ts'
import { positionAheadOf } from '../../src/staffing/position-ahead.store.ts'
import { agree, draft, entryOf, officer } from './planted.ts'

/** What somebody of the office does next; the numbers count into what there is, or say how many. */
export type Act = {
  verb:
    | 'plan'
    | 'adjust'
    | 'ask'
    | 'ask beyond'
    | 'approve'
    | 'return'
    | 'ask again'
    | 'recall'
    | 'override'
    | 'recall override'
    | 'enter'
    | 'enter by request'
    | 'enter by override'
    | 'correct'
    | 'leave'
  count: number
  which: number
  /** days that pass before it */
  passing: number
}

/** One unit of few places, its plan and headcount controlled by stopping, and what was done there so far. */
export type History = {
  tx: Db
  office: string
  today: IsoDate
  requests: string[]
  overrides: string[]
  entries: {
    movementId: string
    personId: string
    on: IsoDate
    by: 'place' | 'request' | 'override'
    ground: string
  }[]
  gone: Set<string>
  planned: boolean
}

const nobody = '00000000-0000-0000-0000-000000000000'
const ahead: PositionAheadReader = (db, region, asked) =>
  positionAheadOf(db, region, { ...asked, personId: nobody })
const paper = {
  number: '朝编发〔2024〕6号',
  title: '关于用编的批复',
  issuer: '区委编委',
  issuedOn: '2024-01-02',
}
const superiors = ['section-head', 'deputy-director', 'director']

export async function stopPlans(tx: Db): Promise<void> {
  await changeControl(tx, officer('section-head'), {
    measure: 'plan',
    establishmentKinds: ['administrative'],
    control: 'stop',
    effectiveFrom: '2024-01-01',
    note: '',
    document: paper,
  })
}

/** Done or refused: a refusal is an answer like another, and nothing is written by it. */
export async function perform(history: History, act: Act): Promise<void> {
  history.today = addDays(history.today, act.passing)
  const { tx, office, today } = history
  const by = (role: string) => officer(role, { today })
  const { count, which } = act
  const at = <One>(list: readonly One[]): One | undefined => list[which % Math.max(list.length, 1)]
  const line = { establishmentKind: 'administrative', wayIn: 'recruitment', count }
  const place = { organizationId: office, organizationName: '', establishmentKind: 'administrative' }
  const decision = {
    year: 2024,
    plans: [{ organizationId: office, lines: [{ ...line, field: 'approved' }] }],
    words: '同意',
    document: paper,
  }
  const request = at(history.requests)
  const override = at(history.overrides)
  switch (act.verb) {
    case 'plan': {
      if (history.planned) return
      const lines = [{ ...line, count: Math.max(count, 1), reason: '缺员', field: 'count-0' }]
      const declared = { organizationId: office, year: 2024, lines, role: 'clerk' as const, words: '' }
      const plan = await submitPlan(tx, by('clerk'), declared, vacancyGrounds)
      if (!plan.done) return
      const review = {
        planId: plan.value,
        decision: 'agree' as const,
        words: '',
        counts: [],
        overUnit: false,
      }
      await reviewPlan(tx, by('section-head'), review)
      history.planned = (await decidePlans(tx, by('director'), decision, vacancyGrounds)).done
      return
    }
    case 'adjust':
      await adjustPlan(
        tx,
        by('director'),
        { ...decision, lines: [{ ...line, reason: '调整' }] },
        vacancyGrounds,
      )
      return
    case 'ask':
    case 'ask beyond': {
      const beyondPlan = act.verb === 'ask' ? null : { reason: '安置任务', document: paper }
      const asked = {
        ...place,
        wayIn: 'recruitment' as const,
        count: Math.max(count, 1),
        reason: '补充',
        planYear: 2024,
      }
      keep(history.requests, await requestVacancies(tx, by('clerk'), { ...asked, beyondPlan }, ahead))
      return
    }
    case 'approve':
      if (request === undefined) return
      for (const role of superiors) {
        const expiresOn = addDays(today, 20 + count * 20)
        const signature = {
          requestId: request,
          decision: 'agree' as const,
          words: '同意',
          approvedCount: Math.max(count - 1, 1),
          expiresOn,
          override: null,
        }
        await signVacancyRequest(tx, by(role), signature, ahead)
      }
      return
    case 'return':
      if (request === undefined) return
      for (const role of superiors) {
        const back = {
          requestId: request,
          decision: 'return' as const,
          words: '退回',
          approvedCount: 0,
          expiresOn: null,
          override: null,
        }
        if ((await signVacancyRequest(tx, by(role), back, ahead)).done) return
      }
      return
    case 'ask again':
      if (request === undefined) return
      await resubmitVacancyRequest(
        tx,
        by('clerk'),
        {
          requestId: request,
          count: Math.max(count, 1),
          wayIn: 'recruitment',
          reason: '补充',
          words: '已改',
        },
        ahead,
      )
      return
    case 'recall':
      if (request !== undefined)
        await takeBackVacancyRequest(tx, by('clerk'), { requestId: request, words: '收回' })
      return
    case 'override': {
      const asked = {
        ...place,
        count: Math.max(count, 1),
        expiresOn: addDays(today, 60),
        reason: '急需',
        document: paper,
      }
      const submitted = await submitOverride(tx, by('clerk'), asked, ahead)
      keep(history.overrides, submitted)
      if (!submitted.done) return
      for (const role of superiors) {
        await signOverride(tx, by(role), {
          overrideId: submitted.value,
          decision: 'agree',
          words: '',
          approvedCount: Math.max(count, 1),
        })
      }
      return
    }
    case 'recall override':
      if (override !== undefined)
        await takeBackOverride(tx, by('clerk'), { overrideId: override, words: '收回' })
      return
    case 'enter':
      await enter(history, act, { by: 'place', ground: '' })
      return
    case 'enter by request':
      if (request !== undefined) await enter(history, act, { by: 'request', ground: request })
      return
    case 'enter by override':
      if (override !== undefined) await enter(history, act, { by: 'override', ground: override })
      return
    case 'correct': {
      const entry = at(history.entries.filter(({ personId }) => !history.gone.has(personId)))
      if (entry === undefined) return
      await correct(history, act, entry)
      return
    }
    case 'leave': {
      const entry = at(history.entries.filter(({ personId }) => !history.gone.has(personId)))
      if (entry === undefined) return
      const left = await settledOn(history, {
        ...entryOf(office, { effectiveOn: addDays(today, count * 10) }),
        kind: 'resignation',
        person: { id: entry.personId },
        toOrganizationId: null,
        toEstablishmentKind: null,
      })
      if (left !== null) history.gone.add(entry.personId)
    }
  }
}

type Ground = { by: 'place' | 'request' | 'override'; ground: string }

async function enter(history: History, { count }: Act, { by, ground }: Ground): Promise<void> {
  // Sometimes before it was granted, sometimes after it has ended.
  const on = addDays(history.today, count * 30 - 30)
  const entered = await settledOn(history, {
    ...entryOf(history.office, { effectiveOn: on }),
    vacancyRequestId: by === 'request' ? ground : null,
    particulars: by === 'override' ? { entryOverrideId: ground } : {},
  })
  if (entered !== null) history.entries.push({ ...entered, on, by, ground })
}

/** Another day for an entry, by the ground that the number says: the same, or none. */
async function correct(history: History, { count }: Act, entry: History['entries'][number]): Promise<void> {
  const on = addDays(entry.on, count * 7 - 7)
  const same = count % 2 === 0
  const corrected = await settledOn(history, {
    ...entryOf(history.office, { effectiveOn: on }),
    person: { id: entry.personId },
    vacancyRequestId: same && entry.by === 'request' ? entry.ground : null,
    particulars: same && entry.by === 'override' ? { entryOverrideId: entry.ground } : {},
    correctsId: entry.movementId,
  })
  if (corrected === null) return
  const ground: Ground = same ? entry : { by: 'place', ground: '' }
  history.entries.splice(history.entries.indexOf(entry), 1, { ...corrected, on, ...pick(ground) })
}

function pick({ by, ground }: Ground): Ground {
  return { by, ground }
}

async function settledOn(
  { tx, today }: History,
  wanted: Parameters<typeof draft>[1],
): Promise<{ movementId: string; personId: string } | null> {
  const drafted = await draft(tx, wanted, officer('clerk', { today }))
  if (!drafted.done) return null
  const { id, personId } = drafted.value
  await agree(tx, id, 'section-head', { today })
  return (await agree(tx, id, 'director', { today })).done ? { movementId: id, personId } : null
}

function keep(list: string[], outcome: Outcome<string>): void {
  if (outcome.done) list.push(outcome.value)
}
