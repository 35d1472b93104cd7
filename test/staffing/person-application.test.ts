import { afterAll, beforeAll, expect, test } from 'vitest'
import { particularsOn } from '../../src/staffing/person.store.ts'
import { emptyDatabase, type TestDatabase, viewpoint } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { bureau, entryOf, identityNumber, officer, settled } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let clerk: Client
let contact: Client
let stranger: Client
let personId: string

beforeAll(async () => {
  database = await emptyDatabase()
  const root = await plantRegion(database.db, officer('clerk'))
  const office = await bureau(database.db, root, { name: '教育局', approved: 3 })
  const other = await bureau(database.db, root, { name: '民政局', approved: 0 })
  const entry = entryOf(office, { effectiveOn: '2023-03-01', name: '示例甲' })
  personId = (await settled(database.db, entry)).movement.personId
  clerk = await signedInAs(database, 'clerk')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: office })
  stranger = await signedInAs(database, 'unit-contact', {
    scopeOrganizationId: other,
    account: 'test-stranger',
  })
})
afterAll(() => database.drop())

const paper = {
  documentNumber: '户籍证明1号',
  documentTitle: '姓名更正证明',
  documentIssuer: '派出所',
  documentIssuedOn: '2024-1-8',
}
const file = new File([new Uint8Array(Buffer.from('%PDF-1.7 证明'))], '证明.pdf')

async function applied(change: Record<string, string> = {}): Promise<string> {
  const form = { name: '示例佳', reason: '登记时写错', ...paper, ...change }
  const answer = await contact.send(`/people/${personId}/application`, { ...form, file })
  if (answer.status !== 303) throw new Error(textOf(await answer.text()))
  return answer.headers.get('Location') ?? ''
}

async function nameNow(asKnownAt: Date | null = null): Promise<string | undefined> {
  return (await particularsOn(database.db, viewpoint('2024-01-15', asKnownAt), personId))?.name
}

test('an empty list says how it begins; the unit is offered the application, not the correction', async () => {
  expect(await contact.read('/person-applications')).toContain('没有更正申请')
  const card = await (await contact.get(`/people/${personId}`)).text()
  expect(card).toContain(`/people/${personId}/application`)
  expect((await contact.get(`/people/${personId}/correction`)).status).toBe(403)
})

test('nothing asked for, no reason, no paper, a file that is none: each at its field and nothing is kept', async () => {
  const path = `/people/${personId}/application`
  const same = { name: '示例甲', reason: '核对', ...paper }
  const unchanged = await contact.send(path, same)
  expect(unchanged.status).toBe(422)
  expect(textOf(await unchanged.text())).toContain('所填内容与现状相同')
  const bare = await contact.send(path, { ...same, name: '示例佳', reason: '', documentNumber: '' })
  expect(bare.status).toBe(422)
  const wrong = new File(['MZ'], '证明.pdf')
  const strange = await contact.send(path, { ...same, name: '示例佳', file: wrong })
  expect(textOf(await strange.text())).toContain('附件应为 pdf')
  expect(await contact.read('/person-applications')).toContain('没有更正申请')
})

test('accepted by the clerk: the name is put right for all days, what was known before stays known', async () => {
  const address = await applied()
  expect(await contact.read(address)).toContain('姓名 示例甲 示例佳')
  expect(await clerk.read('/person-applications')).toContain('待受理 1 件')
  expect(await clerk.read('/')).toContain('更正申请 待受理 1 件')
  const itself = await contact.post(`${address}/decision`, { decision: 'acceptance' })
  expect(itself.status).toBe(403)
  const { at } = officer('clerk')
  expect((await clerk.post(`${address}/decision`, { decision: 'acceptance', words: '属实' })).status).toBe(
    303,
  )
  expect(await nameNow()).toBe('示例佳')
  expect(await nameNow(at)).toBe('示例甲')
  expect(await contact.read(address)).toContain('已更正')
  expect(await clerk.read(`/people/${personId}/history`)).toContain('姓名： 示例甲 → 示例佳')
  const again = await clerk.post(`${address}/decision`, { decision: 'acceptance' })
  expect(again.status).toBe(422)
})

test('a corrected identity number brings its birth date; the number is shown to nobody on the way', async () => {
  const number = identityNumber('1988-02-03')
  const address = await applied({ name: '示例佳', identityNumber: number })
  const page = await clerk.read(address)
  expect(page).not.toContain(number)
  expect((await clerk.post(`${address}/decision`, { decision: 'acceptance' })).status).toBe(303)
  const now = await particularsOn(database.db, viewpoint('2024-01-15'), personId)
  expect(now?.bornOn).toBe('1988-02-03')
})

test('a return needs its reason; the unit may withdraw; an old application does not overwrite a newer correction', async () => {
  const returned = await applied({ name: '示例嘉' })
  expect((await clerk.post(`${returned}/decision`, { decision: 'return', words: '' })).status).toBe(422)
  const back = await clerk.post(`${returned}/decision`, { decision: 'return', words: '材料不全' })
  expect(back.status).toBe(303)
  expect(await contact.read(returned)).toContain('材料不全')

  const withdrawn = await applied({ name: '示例嘉' })
  expect((await clerk.post(`${withdrawn}/withdrawal`, {})).status).toBe(422)
  expect((await contact.post(`${withdrawn}/withdrawal`, {})).status).toBe(303)
  expect(await contact.read(withdrawn)).toContain('已撤回')

  const first = await applied({ name: '示例加' })
  const second = await applied({ name: '示例家' })
  expect((await clerk.post(`${second}/decision`, { decision: 'acceptance' })).status).toBe(303)
  const late = await clerk.post(`${first}/decision`, { decision: 'acceptance' })
  expect(late.status).toBe(422)
  expect(textOf(await late.text())).toContain('他人已更新该记录')
  expect(await nameNow()).toBe('示例家')
  expect(await clerk.read(first)).toContain('待受理')
})

test('another unit sees neither the person nor the applications', async () => {
  const list = await (await clerk.get('/person-applications')).text()
  const address = /\/person-applications\/[0-9a-f-]{36}/.exec(list)?.[0] ?? ''
  expect((await stranger.get(address)).status).toBe(404)
  expect((await stranger.get(`/people/${personId}/application`)).status).toBe(404)
  expect(await stranger.read('/person-applications')).toContain('没有更正申请')
})
