import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeControl } from '../../src/establishment/change-control.ts'
import { recordRankRatio } from '../../src/establishment/record-rank-ratio.ts'
import type { MovementDraft } from '../../src/movement/draft-movement.ts'
import { chainOf } from '../../src/movement/signature.ts'
import { ranksHeldOn } from '../../src/staffing/rank-held.store.ts'
import { emptyDatabase, type TestDatabase, viewpoint } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { accepted, agree, bureau, draft, entryOf, leaveOf, officer, problemsOf, settled } from './planted.ts'

let database: TestDatabase
let root: string
let clerk: Client

const document = {
  number: '朝组发〔2023〕5号',
  issuedOn: '2023-01-10',
  issuer: '区委组织部',
  title: '关于职级职数比例的通知',
}

/** 一级至四级主任科员 half of the places; stop for 行政编制, as it is where nothing is set for 参公编制. */
beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
  clerk = await signedInAs(database, 'clerk')
  accepted(
    await recordRankRatio(database.db, officer('section-head'), {
      fromLevel: '07',
      toLevel: '10',
      percent: '50.00',
      establishmentKinds: ['administrative', 'civil-service-institution'],
      outer: null,
      rounding: 'down',
      leadersCount: false,
      effectiveFrom: '2023-01-01',
      note: '',
      document,
    }),
  )
  accepted(
    await changeControl(database.db, officer('section-head'), {
      measure: 'rank',
      establishmentKinds: ['administrative'],
      control: 'stop',
      effectiveFrom: '2020-01-01',
      note: '',
      document,
    }),
  )
})
afterAll(() => database.drop())

const fourth = { levelCode: '10', title: '四级主任科员' }

function ranked(office: string, change: Partial<MovementDraft> = {}): MovementDraft {
  return entryOf(office, { particulars: { rank: fourth }, ...change })
}

/** Somebody already in a place goes up. */
function promoted(personId: string, effectiveOn: string, rank = fourth): MovementDraft {
  return {
    ...entryOf('', { effectiveOn, person: { id: personId }, particulars: { rank } }),
    kind: 'rank-promotion',
    toOrganizationId: null,
    toEstablishmentKind: null,
    reason: '职级晋升',
  }
}

async function heldOn(office: string, day: string): Promise<number> {
  const rows = await ranksHeldOn(database.db, viewpoint(day), { organizationIds: [office] })
  return rows.filter(({ leads }) => !leads).reduce((sum, { count }) => sum + count, 0)
}

describe('职级职数核查', () => {
  test('of two at once for the last one exactly one gets it, three times out of three', async () => {
    for (let round = 0; round < 3; round += 1) {
      const office = await bureau(database.db, root, { name: `第${round}局`, approved: 3 })
      const { movement: first } = await settled(database.db, entryOf(office))
      const { movement: second } = await settled(database.db, entryOf(office))
      const drafts = [
        accepted(await draft(database.db, promoted(first.personId, '2024-03-01'))),
        accepted(await draft(database.db, promoted(second.personId, '2024-03-01'))),
      ]
      const [last = '', ...others] = chainOf('rank-promotion').slice(1).toReversed()
      for (const { id } of drafts) {
        for (const role of others.toReversed()) accepted(await agree(database.db, id, role))
      }
      const answers = await Promise.all(drafts.map(({ id }) => agree(database.db, id, last)))
      expect(answers.filter((answer) => answer.done)).toHaveLength(1)
      expect(answers.flatMap(problemsOf)).toMatchObject([{ code: 'no-rank', approved: 1, held: 1 }])
      expect(await heldOn(office, '2024-03-01')).toBe(1)
    }
  })

  test('one recorded for a later day binds today, an entry with a 职级 as a promotion', async () => {
    const office = await bureau(database.db, root, { name: '民政局', approved: 3 })
    const { movement } = await settled(database.db, entryOf(office))
    await settled(database.db, promoted(movement.personId, '2024-09-01'))
    expect(problemsOf(await draft(database.db, ranked(office, { effectiveOn: '2024-03-01' })))).toMatchObject(
      [{ code: 'no-rank', field: 'rankLevel', on: '2024-09-01', organizationName: '民政局' }],
    )
    // A 科员 takes up nothing, and who holds it goes up inside the group.
    const clerkly = { rank: { levelCode: '11', title: '一级科员' } }
    expect((await draft(database.db, ranked(office, { particulars: clerkly }))).done).toBe(true)
    const third = { levelCode: '09', title: '三级主任科员' }
    await settled(database.db, promoted(movement.personId, '2024-10-01', third))
  })

  test('who retires or moves away leaves room from that day; who comes with a 职级 needs it', async () => {
    const [office, other] = [
      await bureau(database.db, root, { name: '水利局', approved: 2 }),
      await bureau(database.db, root, { name: '林业局', approved: 2 }),
    ]
    const { movement } = await settled(database.db, ranked(office))
    const { movement: neighbour } = await settled(database.db, ranked(other))
    const moved: MovementDraft = {
      ...entryOf(other, { effectiveOn: '2024-05-01', person: { id: movement.personId } }),
      kind: 'internal-transfer',
    }
    expect(problemsOf(await draft(database.db, moved))).toMatchObject([
      { code: 'no-rank', field: 'effectiveOn', organizationName: '林业局', on: '2024-05-01' },
    ])
    await settled(database.db, leaveOf(neighbour.personId, '2024-05-01'))
    await settled(database.db, moved)
    expect([await heldOn(office, '2024-05-01'), await heldOn(other, '2024-05-01')]).toEqual([0, 1])
    await settled(database.db, ranked(office, { effectiveOn: '2024-05-01' }))
  })

  test('a leader takes none beside his post, and needs one on the day he leads no longer', async () => {
    const office = await bureau(database.db, root, { name: '统计局', approved: 2 })
    const duty = {
      levelCode: '0142',
      title: '副局长',
      leadership: 'deputy' as const,
      leadershipRank: '110',
      divisionId: null,
      concurrent: false,
    }
    const { movement } = await settled(database.db, ranked(office, { particulars: { rank: fourth, duty } }))
    await settled(database.db, ranked(office))
    const steps: MovementDraft = {
      ...promoted(movement.personId, '2024-06-01'),
      kind: 'duty-change',
      particulars: {
        duty: { ...duty, levelCode: '', title: '干部', leadership: null, leadershipRank: null },
      },
    }
    expect(problemsOf(await draft(database.db, steps))).toMatchObject([
      { code: 'no-rank', field: 'effectiveOn', on: '2024-06-01', approved: 1, held: 1 },
    ])
  })

  test('请核对 shows the number before and after; full, it stops, or warns where the kind is only warned of', async () => {
    const office = await bureau(database.db, root, { name: '档案局', approved: 2 })
    const { movement } = await settled(database.db, entryOf(office))
    const typed = {
      kind: 'rank-promotion',
      personId: movement.personId,
      effectiveOn: '2024-05-01',
      rankLevel: '10',
      reason: '职级晋升',
      documentNumber: '朝组干〔2024〕2号',
      documentTitle: '关于职级晋升的通知',
      documentIssuer: '区委组织部',
      documentIssuedOn: '2024-04-20',
    }
    const review = textOf(await (await clerk.post('/movements/review', typed)).text())
    expect(review).toContain('档案局 一级至四级主任科员 2024-05-01 1 0 → 1 1 → 配齐 刚性控制')
    await settled(database.db, ranked(office))
    const full = await clerk.post('/movements/review', typed)
    expect(full.status).toBe(422)
    expect(textOf(await full.text())).toContain(
      '档案局2024年5月1日一级至四级主任科员职数 1 名，实有 1 名，没有空缺。请改为其他职级',
    )
    const centre = await bureau(database.db, root, {
      name: '登记中心',
      approved: 1,
      establishmentKind: 'civil-service-institution',
    })
    const entered = { toEstablishmentKind: 'civil-service-institution' }
    const { movement: warned } = await settled(database.db, ranked(centre, entered))
    expect(await clerk.read(`/movements/${warned.id}`)).toContain(
      '2024年2月1日一级至四级主任科员：职数 0 名，实有 1 名（含本次任职级），超职数 1 名。',
    )
    const entries = await database.sql<{ after: { warnings: unknown } }[]>`
      select after from audit_entries where action = 'movement.effect' and subject_id = ${warned.id}`
    expect(entries).toMatchObject([{ after: { warnings: [{ code: 'no-rank', approved: 0, held: 0 }] } }])
    expect(await clerk.read(`/rank-quotas?organizationId=${centre}&asOf=2024-02-01`)).toContain('超职数 1')
  })
})
