import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { accepted, bureau, draft, entryOf, leaveOf, officer, settled } from './planted.ts'

let database: TestDatabase
let root: string
let clerk: Client
let sectionHead: Client
let director: Client

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
  clerk = await signedInAs(database, 'clerk')
  sectionHead = await signedInAs(database, 'section-head')
  director = await signedInAs(database, 'director')
})
afterAll(() => database.drop())

const paper = {
  documentNumber: '朝编发〔2024〕15号',
  documentTitle: '关于教师调动的通知',
  documentIssuer: '区委编委',
  documentIssuedOn: '2024-1-10',
}

type Form = Record<string, string>

function formOf(from: string, to: string, change: Form = {}): Form {
  return {
    predecessor1: from,
    existing1: to,
    establishmentKind: '',
    places: 'stay',
    effectiveOn: '2024.9.1',
    summary: '教师统一调配',
    ...paper,
    ...change,
  }
}

/** A unit with people; answers their ids in order. */
async function school(name: string, approved: number, people: string[] = []): Promise<string[]> {
  const unit = await bureau(database.db, root, { name, approved })
  const ids: string[] = []
  for (const person of people) {
    const { movement } = await settled(
      database.db,
      entryOf(unit, { name: person, effectiveOn: '2023-03-01' }),
    )
    ids.push(movement.personId)
  }
  return ids
}

async function refusal(path: string, form: Form): Promise<string> {
  const answer = await clerk.post(path, form)
  expect(answer.status).toBe(422)
  return textOf(await answer.text())
}

async function idOf(unit: string): Promise<string> {
  const [row] =
    await database.sql`select organization_id as id from organization_versions where name = ${unit}`
  return String(row?.id)
}

async function placesOf(unit: string, establishmentKind: string, change: number): Promise<void> {
  const organizationId = await idOf(unit)
  await plantHeadcount(database.db, officer('clerk'), { organizationId, establishmentKind, change })
}

async function signed(address: string): Promise<void> {
  for (const signer of [sectionHead, director]) {
    const answer = await signer.post(`${address}/signatures`, { decision: 'agree', words: '同意' })
    expect(answer.status).toBe(303)
  }
  expect(await clerk.read(address)).toContain('已生效')
}

/** Where somebody has the place, and of which kind, from first to last. */
async function heldBy(personId: string) {
  const rows = await database.sql`
    select v.name as unit, a.establishment_kind as kind, a.effective_from::text as "from", a.effective_to::text as "to"
    from assignments a join organization_versions v on v.organization_id = a.organization_id
    where a.person_id = ${personId} and a.superseded_at is null order by a.effective_from`
  return [...rows]
}

async function handedIn(form: Form): Promise<string> {
  const answer = await clerk.post('/reforms/transfer', form)
  if (answer.status !== 303) throw new Error(textOf(await answer.text()))
  return answer.headers.get('Location') ?? ''
}

describe('成批调动', () => {
  test('a whole school by one paper: chosen, looked through, signed once, and everybody is there', async () => {
    const [first = ''] = await school('东校', 3, ['示例甲', '示例乙', '示例丙'])
    await school('西校', 3)
    accepted(await draft(database.db, leaveOf(first, '2025-01-01')))
    const form = formOf('东校', '西校')
    const people = textOf(await (await clerk.post('/reforms/transfer/people', form)).text())
    expect(people).toContain('全部 3 人')
    expect(people).toMatch(/示例甲 行政编制 退休 2024-\d{4}/)

    const review = await clerk.post('/reforms/transfer/review', { ...form, take: 'all' })
    const words = textOf(await review.text())
    expect(review.status).toBe(200)
    expect(words).toContain('2024年9月1日起，东校在编人员 3 人调入西校，编制类型不变。')
    expect(words).toContain('核定编制不划转，使用调入单位空编。')
    expect(words).toContain('经办 → 股室审核 → 主要领导')
    expect(await clerk.read('/reforms')).toContain('没有合并、分设方案')

    const address = await handedIn({ ...form, take: 'all' })
    for (const signer of [sectionHead, director]) {
      expect(await signer.read('/')).toContain('机构改革 待我签批 1 件')
      const signed = await signer.post(`${address}/signatures`, { decision: 'agree', words: '同意' })
      expect(signed.status).toBe(303)
    }
    expect(await clerk.read(address)).toContain('已生效')
    expect(await clerk.read('/people?asOf=2024-09-01&unit=西校')).toMatch(/示例甲 西校[\s\S]*示例乙 西校/)
    expect(await clerk.read('/establishment?asOf=2024-09-01')).toMatch(
      /西校 3 3[\s\S]*东校 3 –|东校 3 –[\s\S]*西校 3 3/,
    )
    expect(await clerk.read(`/organizations?asOf=2024-09-01`)).toContain('东校')
  })

  test('those ticked go and the others stay; more than there are places for is refused with the figures', async () => {
    const [one = '', two = ''] = await school('南校', 3, ['示例丁', '示例戊', '示例己'])
    await school('北校', 2)
    const form = formOf('南校', '北校')
    expect(await refusal('/reforms/transfer/review', { ...form, take: 'all' })).toContain(
      '北校2024年9月1日核定行政编制 2 名，实有 3 名',
    )
    const ticked = { ...form, take: 'ticked', [`person-${one}`]: 'e1', [`person-${two}`]: 'e1' }
    const review = textOf(await (await clerk.post('/reforms/transfer/review', ticked)).text())
    expect(review).toContain('南校在编人员 2 人调入北校')
    expect(review).toContain('留在原机构 1 人')
    expect(await refusal('/reforms/transfer/review', { ...form, take: 'ticked' })).toContain('请填写此项')
  })

  test('编随人走: the places go along, as many as people, and never more than there are', async () => {
    await school('上校', 2, ['示例庚', '示例辛'])
    await school('下校', 0)
    const form = formOf('上校', '下校', { places: 'along', take: 'all' })
    const review = textOf(await (await clerk.post('/reforms/transfer/review', form)).text())
    expect(review).toContain('核定编制随人划转。')
    expect(review).toContain('下校 行政编制 2 2')
  })

  test('another 编制类型 by the same paper: everybody enters the places of that kind in the other unit', async () => {
    const [one = ''] = await school('甲校', 2, ['示例子', '示例丑'])
    await school('乙校', 0)
    await placesOf('乙校', 'institution', 1)
    const form = formOf('甲校', '乙校', { toEstablishmentKind: 'institution' })
    expect(await refusal('/reforms/transfer/review', { ...form, take: 'all' })).toContain(
      '乙校2024年9月1日核定事业编制 1 名，实有 2 名',
    )
    expect(await refusal('/reforms/transfer/review', { ...form, places: 'along', take: 'all' })).toContain(
      '核定编制只在同一编制类型内随人划转',
    )
    const ticked = { ...form, take: 'ticked', [`person-${one}`]: 'e1' }
    const review = textOf(await (await clerk.post('/reforms/transfer/review', ticked)).text())
    expect(review).toContain('甲校在编人员 1 人调入乙校，编制类型变更为事业编制。')
    expect(review).toContain('示例子 行政编制 → 事业编制 甲校 乙校')
    const address = await handedIn(ticked)
    await signed(address)
    expect(await heldBy(one)).toEqual([
      { unit: '甲校', kind: 'administrative', from: '2023-03-01', to: '2024-09-01' },
      { unit: '乙校', kind: 'institution', from: '2024-09-01', to: null },
    ])
    expect(await clerk.read(address)).toContain('变更为编制类型 事业编制')
  })

  test('who stays in the unit has another 编制类型 there, keeps the post, and is counted once', async () => {
    const [one = '', two = ''] = await school('丙校', 3, ['示例寅', '示例卯', '示例辰'])
    await placesOf('丙校', 'institution', 2)
    const unit = await idOf('丙校')
    await database.sql`
      insert into person_posts (region_code, id, person_id, organization_id, aspect, title, level_code, leadership,
        leadership_rank, concurrent, effective_from, recorded_at, recorded_by)
      select region_code, gen_random_uuid(), id, ${unit}, 'duty', '副校长', '0142', 'deputy', '109', false,
        '2023-03-01', recorded_at, recorded_by
      from people where id = ${one}`
    const form = formOf('丙校', '丙校', { toEstablishmentKind: 'institution' })
    expect(textOf(await (await clerk.post('/reforms/transfer/people', form)).text())).toContain(
      '丙校 2024-09-01 在编人员 3 人，变更编制类型',
    )
    expect(await refusal('/reforms/transfer/review', { ...form, take: 'all' })).toContain(
      '丙校2024年9月1日核定事业编制 2 名，实有 3 名',
    )
    const ticked = { ...form, take: 'ticked', [`person-${one}`]: 'e1', [`person-${two}`]: 'e1' }
    const review = textOf(await (await clerk.post('/reforms/transfer/review', ticked)).text())
    expect(review).toContain('丙校在编人员 2 人编制类型变更为事业编制。')
    expect(review).toContain('变更编制类型 2 人')
    expect(review).toContain('工资档案不随编制类型变更')
    expect(review).not.toContain('领导职务同日免去')
    const address = await handedIn(ticked)
    expect(await clerk.read('/reforms')).toContain('丙校 变更为事业编制')
    await signed(address)
    expect(await heldBy(one)).toEqual([
      { unit: '丙校', kind: 'administrative', from: '2023-03-01', to: '2024-09-01' },
      { unit: '丙校', kind: 'institution', from: '2024-09-01', to: null },
    ])
    const [movement] = await database.sql`
      select kind from movements where person_id = ${one} and effective_on = '2024-09-01'`
    expect(movement?.kind).toBe('kind-change')
    const posts = await database.sql`
      select effective_to from person_posts where person_id = ${one} and superseded_at is null`
    expect(posts).toEqual([{ effective_to: null }])
    // Of the kind that they have already nobody is offered again.
    const again = textOf(await (await clerk.post('/reforms/transfer/people', form)).text())
    expect(again).toContain('全部 1 人')
    expect(await clerk.read(address)).toContain('变更编制类型 2 人')
  })

  test('what was returned comes back with everybody ticked as before, and names the earlier one', async () => {
    const [one = ''] = await school('左校', 2, ['示例壬', '示例癸'])
    await school('右校', 2)
    const form = formOf('左校', '右校', { take: 'ticked', [`person-${one}`]: 'e1' })
    const address = await handedIn(form)
    const back = { decision: 'return', words: '调动名单请再核' }
    expect((await sectionHead.post(`${address}/signatures`, back)).status).toBe(303)
    const page = await (await clerk.get(`${address}/amendment`)).text()
    expect(page).toContain(`name="person-${one}" value="e1"`)
    const amendsId = /name="amendsId" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const again = await handedIn({ ...form, take: 'all', amendsId })
    expect(await clerk.read(again)).toMatch(/修改重报自 成批调动2024-\d{4}/)
    expect(await clerk.read(address)).toMatch(/修改重报为 成批调动2024-\d{4}/)
  })

  test.each([
    ['existing1', '左校', '调入单位应与调出单位不同'],
    ['existing1', '', '请填写此项'],
    ['predecessor1', '没有的校', '没有'],
    ['predecessor1', '下校', '没有符合条件的在编人员'],
    ['establishmentKind', 'institution', '没有符合条件的在编人员'],
    ['toEstablishmentKind', '事业', '请从列出的选项中选择'],
  ])('%s "%s" is refused at its field', async (field, value, words) => {
    const form = formOf('左校', '右校', { [field]: value })
    expect(await refusal('/reforms/transfer/people', form)).toContain(words)
  })

  test('who does not write organizations has no such form', async () => {
    expect((await sectionHead.get('/reforms/transfer')).status).toBe(403)
    expect((await clerk.get('/reforms/transfer')).status).toBe(200)
  })
})
