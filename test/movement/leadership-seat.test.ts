import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeControl } from '../../src/establishment/change-control.ts'
import { recordLeadershipPost } from '../../src/establishment/record-leadership-post.ts'
import type { MovementDraft } from '../../src/movement/draft-movement.ts'
import { movementOf } from '../../src/movement/movement.store.ts'
import { seatsTaken } from '../../src/movement/seat-change.ts'
import { seatsHeldOn } from '../../src/staffing/leadership-seat.store.ts'
import { seatAheadOf } from '../../src/staffing/seat-ahead.store.ts'
import { emptyDatabase, regionCode, type TestDatabase, viewpoint } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { accepted, agree, bureau, draft, entryOf, officer, problemsOf, settled } from './planted.ts'

let database: TestDatabase
let root: string
let clerk: Client

const document = {
  number: '朝编发〔2023〕4号',
  issuedOn: '2022-12-20',
  issuer: '区委编委',
  title: '关于核定领导职数的通知',
}

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
  clerk = await signedInAs(database, 'clerk')
  accepted(
    await changeControl(database.db, officer('clerk'), {
      measure: 'leadership',
      establishmentKinds: ['administrative'],
      control: 'stop',
      effectiveFrom: '2020-01-01',
      note: '',
      document,
    }),
  )
})
afterAll(() => database.drop())

function approve(organizationId: string, change: number, effectiveOn = '2023-01-01') {
  const seat = { organizationId, rank: '110', position: 'deputy' }
  const draftOf = { ...seat, change, effectiveOn, note: '', document, acknowledged: true }
  return recordLeadershipPost(database.db, officer('clerk'), draftOf, seatAheadOf)
}

/** A bureau with ten places and so many approved deputies. */
async function led(name: string, deputies: number): Promise<string> {
  const office = await bureau(database.db, root, { name, approved: 10 })
  if (deputies > 0) accepted(await approve(office, deputies))
  return office
}

function deputyOf(
  office: string,
  change: Partial<MovementDraft> & { concurrent?: boolean } = {},
): MovementDraft {
  const { concurrent = false, ...rest } = change
  const duty = {
    levelCode: '0142',
    title: '副局长',
    leadership: 'deputy' as const,
    leadershipRank: '110',
    divisionId: null,
    concurrent,
  }
  return entryOf(office, { particulars: { duty }, ...rest })
}

/** Somebody already in a place, appointed. */
function appointed(personId: string, office: string, effectiveOn: string, concurrent = false): MovementDraft {
  return {
    ...deputyOf(office, { effectiveOn, concurrent }),
    kind: 'duty-change',
    person: { id: personId },
    toOrganizationId: null,
    toEstablishmentKind: null,
    reason: '任职',
  }
}

async function heldOn(office: string, day: string) {
  const [seats] = await seatsHeldOn(database.db, viewpoint(day), { organizationIds: [office] })
  return { held: seats?.held ?? 0, concurrent: seats?.concurrent ?? 0 }
}

describe('领导职数核查', () => {
  test('of two at once for the last seat exactly one gets it, five times out of five', async () => {
    for (let round = 0; round < 5; round += 1) {
      const office = await led(`第${round}局`, 1)
      const drafts = [
        accepted(await draft(database.db, deputyOf(office))),
        accepted(await draft(database.db, deputyOf(office))),
      ]
      for (const { id } of drafts) accepted(await agree(database.db, id, 'section-head'))
      const answers = await Promise.all(drafts.map(({ id }) => agree(database.db, id, 'director')))
      expect(answers.filter((answer) => answer.done).length).toBe(1)
      expect(answers.flatMap(problemsOf)).toMatchObject([{ code: 'no-seat', approved: 1, held: 1 }])
      expect(await heldOn(office, '2024-02-01')).toEqual({ held: 1, concurrent: 0 })
    }
  })

  test('an appointment recorded for a later day holds its seat, and a later cut binds today', async () => {
    const office = await led('民政局', 1)
    await settled(database.db, deputyOf(office, { effectiveOn: '2024-09-01' }))
    const early = await draft(database.db, deputyOf(office, { effectiveOn: '2024-03-01' }))
    expect(problemsOf(early)).toMatchObject([{ code: 'no-seat', field: 'dutyLeadership', on: '2024-09-01' }])

    const cut = await led('统计局', 1)
    accepted(await approve(cut, -1, '2024-07-01'))
    const seated = await draft(database.db, deputyOf(cut, { effectiveOn: '2024-03-01' }))
    expect(problemsOf(seated)).toMatchObject([{ code: 'no-seat', on: '2024-07-01', approved: 0, held: 0 }])
  })

  test('a post held beside another duty takes no seat and leaves the seat where it was', async () => {
    const [office, other] = [await led('教育局', 1), await led('体育局', 1)]
    const { movement } = await settled(database.db, deputyOf(office))
    await settled(database.db, appointed(movement.personId, office, '2024-05-01', true))
    expect(await heldOn(office, '2024-05-01')).toEqual({ held: 1, concurrent: 1 })
    await settled(database.db, deputyOf(other))
    expect((await draft(database.db, deputyOf(other))).done).toBe(false)
    expect((await draft(database.db, deputyOf(other, { concurrent: true }))).done).toBe(true)
  })

  test('who keeps the same seat is not counted against himself; who leaves frees it from that day', async () => {
    const office = await led('水利局', 1)
    const { movement } = await settled(database.db, deputyOf(office))
    await settled(database.db, appointed(movement.personId, office, '2024-04-01'))
    const retirement: MovementDraft = {
      ...appointed(movement.personId, office, '2024-06-01'),
      kind: 'retirement',
      particulars: {},
    }
    await settled(database.db, retirement)
    expect((await draft(database.db, deputyOf(office, { effectiveOn: '2024-05-31' }))).done).toBe(false)
    await settled(database.db, deputyOf(office, { effectiveOn: '2024-06-01' }))
    expect(await heldOn(office, '2024-06-01')).toEqual({ held: 1, concurrent: 0 })
  })

  test('taken back, an appointment gives the seat back; what it ended may not come back into a seat given away', async () => {
    const [office, other] = [await led('林业局', 1), await led('农业局', 1)]
    const { movement } = await settled(database.db, deputyOf(office))
    const moved: MovementDraft = {
      ...deputyOf(other, { effectiveOn: '2024-04-01' }),
      kind: 'internal-transfer',
      person: { id: movement.personId },
    }
    const { movement: transfer } = await settled(database.db, moved)
    const back: MovementDraft = { ...moved, correctsId: transfer.id, particulars: { takesBack: true } }
    const { movement: successor } = await settled(
      database.db,
      deputyOf(office, { effectiveOn: '2024-05-01' }),
    )
    expect(problemsOf(await draft(database.db, back))).toMatchObject([
      { code: 'no-seat', field: 'effectiveOn', on: '2024-05-01' },
    ])
    await settled(database.db, {
      ...deputyOf(office, { effectiveOn: '2024-05-01' }),
      person: { id: successor.personId },
      correctsId: successor.id,
      particulars: { takesBack: true },
    })
    await settled(database.db, back)
    expect(await heldOn(office, '2024-05-01')).toEqual({ held: 1, concurrent: 0 })
    expect(await heldOn(other, '2024-05-01')).toEqual({ held: 0, concurrent: 0 })
  })

  test('the days of a seat that are new are the days that must be vacant', () => {
    const post = {
      organizationId: 'a',
      divisionId: null,
      aspect: 'duty',
      levelCode: '0142',
      title: '副局长',
      leadership: 'deputy',
      leadershipRank: '110',
      concurrent: false,
      movementId: null,
      effectiveFrom: '2024-01-01',
      effectiveTo: '2024-06-01',
    }
    const longer = { ...post, effectiveTo: null }
    const seat = { organizationId: 'a', rank: '110', position: 'deputy' }
    expect(seatsTaken([post], [post])).toEqual([])
    expect(seatsTaken([post], [longer])).toEqual([
      { ...seat, effectiveFrom: '2024-06-01', effectiveTo: null },
    ])
    expect(seatsTaken([], [{ ...post, concurrent: true }])).toEqual([])
    expect(seatsTaken([], [{ ...post, leadership: null }])).toEqual([])
    expect(seatsTaken([post], [{ ...post, leadershipRank: '109' }])).toHaveLength(1)
  })
})

describe('on the pages', () => {
  const form = (office: string, change: Record<string, string> = {}) => ({
    kind: 'duty-change',
    effectiveOn: '2024-05-01',
    dutyTitle: '副局长',
    dutyLevel: '0142',
    dutyLeadership: 'deputy',
    dutyRank: '110',
    reason: `任${office}副局长`,
    documentNumber: '朝组干〔2024〕2号',
    documentTitle: '关于任职的通知',
    documentIssuer: '区委组织部',
    documentIssuedOn: '2024-04-20',
    ...change,
  })

  test('请核对 shows the seats before and after; a full seat stops with what, where and how to mend', async () => {
    const office = await led('文旅局', 1)
    const { movement } = await settled(database.db, entryOf(office))
    const typed = form('文旅局', { personId: movement.personId })
    const review = textOf(await (await clerk.post('/movements/review', typed)).text())
    expect(review).toContain('文旅局 副乡科级副职 2024-05-01 1 0 → 1 1 → 配齐 刚性控制')
    await settled(database.db, deputyOf(office, { effectiveOn: '2024-03-01' }))
    const full = await clerk.post('/movements/review', typed)
    expect(full.status).toBe(422)
    expect(textOf(await full.text())).toContain(
      '文旅局2024年5月1日核定领导职数（副乡科级副职）1 名，实配 1 名，没有空缺。请先办理现任免职',
    )
    const beside = await clerk.post('/movements/review', { ...typed, dutyConcurrent: 'yes' })
    expect(beside.status).toBe(200)
  })

  test('where the kind is only warned of it goes on, and the record says afterwards how the seat stood', async () => {
    const office = await bureau(database.db, root, {
      name: '文化馆',
      approved: 3,
      establishmentKind: 'institution',
    })
    const entered = { toEstablishmentKind: 'institution' }
    const { movement } = await settled(database.db, deputyOf(office, entered))
    expect(await clerk.read(`/movements/${movement.id}`)).toContain(
      '文化馆2024年2月1日副乡科级副职：核定 0 名，实配 1 名（含本次任职），超职数 1 名。',
    )
    const waiting = accepted(await draft(database.db, deputyOf(office, entered)))
    expect(await clerk.read(`/movements/${waiting.id}`)).toContain('领导职数为提示控制，可以提交：文化馆')
  })

  test('a 职级 is chosen by its name and kept by the code by which people are counted', async () => {
    const office = await bureau(database.db, root, { name: '档案局', approved: 1 })
    const { movement } = await settled(database.db, entryOf(office))
    const paper = form('档案局', { kind: 'rank-promotion', personId: movement.personId, rankLevel: '07' })
    const answer = await clerk.post('/movements', paper)
    expect(answer.status).toBe(303)
    const promotion = await movementOf(
      database.db,
      regionCode,
      (answer.headers.get('Location') ?? '').slice(11),
    )
    expect(promotion?.particulars.rank).toEqual({ levelCode: '07', title: '一级主任科员' })
    expect((await clerk.post('/movements/review', { ...paper, rankLevel: '' })).status).toBe(422)
  })

  test('a leader names the rank of the post, and a leader of a section the section of the unit', async () => {
    const office = await led('广电局', 1)
    const { movement } = await settled(database.db, entryOf(office))
    const typed = form('广电局', {
      personId: movement.personId,
      dutyLeadership: 'division-chief',
      dutyRank: '',
    })
    const answer = await clerk.post('/movements/review', typed)
    expect(answer.status).toBe(422)
    expect((await answer.text()).match(/id="duty(Rank|Division)-message"[^>]*>请填写此项/g)).toHaveLength(2)
    const wrong = await clerk.post('/movements/review', { ...typed, dutyRank: '111', dutyDivision: '没有股' })
    expect(textOf(await wrong.text())).toContain('所在单位没有名为“没有股”的内设机构')
  })
})
