import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { bureau, entryOf, officer, settled } from './planted.ts'

let database: TestDatabase
let root: string
let clerk: Client
let sectionHead: Client
let deputy: Client
let director: Client

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
  clerk = await signedInAs(database, 'clerk')
  sectionHead = await signedInAs(database, 'section-head')
  deputy = await signedInAs(database, 'deputy-director')
  director = await signedInAs(database, 'director')
})
afterAll(() => database.drop())

const paper = {
  documentNumber: '朝编发〔2024〕12号',
  documentTitle: '关于机构合并的通知',
  documentIssuer: '区委编委',
  documentIssuedOn: '2024-1-10',
}

type Form = Record<string, string>

function firstPage(change: Form = {}): Form {
  return {
    kind: 'merger',
    effectiveOn: '2024.9.1',
    summary: '甲、乙两站合并设立服务中心',
    predecessor1: '甲站',
    fate1: 'abolished',
    predecessor2: '乙站',
    fate2: 'abolished',
    newName1: '综合服务中心',
    newShort1: '服务中心',
    newCode1: 'F-1',
    ...paper,
    ...change,
  }
}

async function staffed(name: string, { approved, people }: { approved: number; people: string[] }) {
  const unit = await bureau(database.db, root, { name, approved })
  for (const person of people) {
    await settled(database.db, entryOf(unit, { name: person, effectiveOn: '2023-03-01' }))
  }
  return unit
}

async function refusal(form: Form, path = '/reforms/allocation'): Promise<string> {
  const answer = await clerk.post(path, form)
  expect(answer.status).toBe(422)
  return textOf(await answer.text())
}

describe('合并 on the pages', () => {
  test('an empty list says how it begins', async () => {
    expect(await clerk.read('/reforms')).toContain('由经办人用“办理合并、分设”或“成批调动”登记')
  })

  test('two stations become one: form, allocation, 请核对, three signatures, history', async () => {
    const station = await staffed('甲站', { approved: 3, people: ['示例甲', '示例乙'] })
    await staffed('乙站', { approved: 2, people: ['示例丙'] })
    await plantOrganization(database.db, officer('clerk'), {
      name: '办公室',
      kind: 'division',
      parentId: station,
    })
    const allocation = await (await clerk.post('/reforms/allocation', firstPage())).text()
    // 3 + 2 places are offered to the one that remains.
    expect(/name="headcount-n1-administrative" value="(\d+)"/.exec(allocation)?.[1]).toBe('5')
    expect(textOf(allocation)).toContain('原机构在编人员 3 人全部转入综合服务中心')
    expect(textOf(allocation)).toContain('甲站 办公室')

    const second = { ...firstPage(), 'headcount-n1-administrative': '5' }
    const review = await clerk.post('/reforms/review', second)
    const text = textOf(await review.text())
    expect(review.status).toBe(200)
    expect(text).toContain('2024年9月1日起，甲站、乙站合并为综合服务中心。')
    expect(text).toContain('甲站办公室：转入综合服务中心')
    expect(text).toContain('转出 3 人，其中逐人指定 0 人、随承继单位 3 人')
    expect(text).toContain('综合服务中心 行政编制 5 3 – – 2')
    expect(await clerk.read('/reforms')).toContain('没有合并、分设方案')

    const answer = await clerk.post('/reforms', second)
    const address = answer.headers.get('Location') ?? ''
    expect(answer.status).toBe(303)
    expect(await deputy.read('/')).not.toContain('机构改革 待我签批')
    for (const officerOf of [sectionHead, deputy, director]) {
      expect(await officerOf.read('/')).toContain('机构改革 待我签批 1 件')
      expect(await officerOf.read(address)).toContain('签批同意')
      const signed = await officerOf.post(`${address}/signatures`, { decision: 'agree', words: '同意' })
      expect(signed.status).toBe(303)
    }
    const record = await clerk.read(address)
    expect(record).toContain('已生效')
    expect(record).toContain('示例丙 行政编制 乙站 综合服务中心')
    expect(await clerk.read('/reforms')).toMatch(/甲站、乙站 综合服务中心 2024-09-01 [\d: -]{16} 已生效/)
    expect(await clerk.read('/people?asOf=2024-09-01')).toContain('示例丙 综合服务中心')
    expect(await clerk.read(`/organizations/${station}/history?asOf=2024-08-31`)).toContain(
      '并入综合服务中心',
    )
    const movements = await (await clerk.get('/movements?asOf=2024-09-01')).text()
    const movement = /\/movements\/[0-9a-f-]{36}/.exec(movements)?.[0] ?? ''
    expect(await clerk.read(movement)).toContain('改革方案2024-0001 一并签批、生效')
  })
})

test('a plan that was returned comes back as a form with all it said, and is handed in once more', async () => {
  await staffed('戊站', { approved: 2, people: ['示例庚'] })
  await staffed('己站', { approved: 1, people: [] })
  const form = firstPage({
    predecessor1: '戊站',
    predecessor2: '己站',
    newName1: '戊己中心',
    newShort1: '戊己中心',
    newCode1: 'F-9',
    'headcount-n1-administrative': '3',
  })
  const address = (await clerk.post('/reforms', form)).headers.get('Location') ?? ''
  const back = { decision: 'return', words: '编制数请再核' }
  expect((await clerk.get(`${address}/amendment`)).status).toBe(404)
  expect((await sectionHead.post(`${address}/signatures`, back)).status).toBe(303)
  expect(await clerk.read(address)).toContain('修改后重新提交')

  const page = await (await clerk.get(`${address}/amendment`)).text()
  expect(textOf(page)).toContain('由退回或撤回的方案修改重报')
  const inputs = [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)]
  const typed = Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]))
  expect(typed).toMatchObject({
    predecessor1: '戊站',
    predecessor2: '己站',
    newName1: '戊己中心',
    'headcount-n1-administrative': '3',
    effectiveOn: '2024-09-01',
  })
  const again = await clerk.post('/reforms', { ...form, amendsId: typed.amendsId ?? '' })
  expect(again.status).toBe(303)
  expect(await clerk.read(again.headers.get('Location') ?? '')).toContain('修改重报自 改革方案')
  expect(await clerk.read(address)).toContain('修改重报为 改革方案')
  const twice = await clerk.post('/reforms', { ...form, amendsId: typed.amendsId ?? '' })
  expect(twice.status).toBe(422)
  expect(textOf(await twice.text())).toContain('已修改重报为')
})

describe('分设 on the pages', () => {
  test('the bureau goes on, a new one takes two of five places and one person by name', async () => {
    await staffed('教育和科技局', { approved: 5, people: ['示例丁', '示例戊'] })
    const first = firstPage({
      kind: 'split',
      predecessor1: '教育和科技局',
      fate1: 'kept',
      predecessor2: '',
      newName1: '科技局',
      newShort1: '科技局',
      newCode1: 'K-1',
      summary: '分设科技局',
    })
    const allocation = await (await clerk.post('/reforms/allocation', first)).text()
    const person = /name="(person-[0-9a-f-]+)" aria-label="示例戊去向"/.exec(allocation)?.[1] ?? ''
    expect(textOf(allocation)).toContain('留在原机构')
    const second = {
      ...first,
      'headcount-n1-administrative': '2',
      'headcount-p1-administrative': '3',
      [person]: 'n1',
    }
    const wrong = await refusal({ ...second, 'headcount-n1-administrative': '3' }, '/reforms/review')
    expect(wrong).toContain('行政编制改革前共 5 名，改革后共 6 名')
    const text = textOf(await (await clerk.post('/reforms/review', second)).text())
    expect(text).toContain('转出 1 人，其中逐人指定 1 人、随承继单位 0 人，留在原机构 1 人')

    const over = { ...second, 'headcount-n1-administrative': '5', 'headcount-p1-administrative': '0' }
    expect(await refusal(over, '/reforms')).toContain('确需登记的，请勾选确认')
    expect((await clerk.post('/reforms', { ...over, acknowledged: 'yes' })).status).toBe(303)
  })
})

describe('what is refused', () => {
  test('a unit that is not there, a day that is none, a missing paper: each at its field', async () => {
    const text = await refusal(
      firstPage({ predecessor1: '没有的站', effectiveOn: '2024-13-1', documentNumber: '' }),
    )
    expect(text).toContain('没有找到“没有的站”')
    expect(text).toContain('不是有效日期')
    expect(text).toContain('请填写此项')
  })

  test('one unit alone is no merger, and one that remains is no split', async () => {
    await staffed('丙站', { approved: 1, people: [] })
    const alone = firstPage({ predecessor1: '丙站', predecessor2: '' })
    expect(await refusal(alone)).toContain('合并至少涉及两个机构')
    expect(await refusal({ ...alone, kind: 'split' })).toContain('分设后至少有两个机构')
  })

  test('only the office drafts; a unit sees nothing of others', async () => {
    const other = await bureau(database.db, root, { name: '丁局', approved: 0 })
    const contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other })
    expect((await contact.get('/reforms/new')).status).toBe(403)
    expect(await contact.read('/reforms')).toContain('没有合并、分设方案')
    const list = await (await clerk.get('/reforms')).text()
    const address = /\/reforms\/[0-9a-f-]{36}/.exec(list)?.[0] ?? ''
    expect((await contact.get(address)).status).toBe(404)
  })

  test('the clerk withdraws before the last signature', async () => {
    const list = await (await clerk.get('/reforms')).text()
    const address = /\/reforms\/[0-9a-f-]{36}/.exec(list)?.[0] ?? ''
    expect((await clerk.post(`${address}/withdrawal`, {})).status).toBe(303)
    expect(await clerk.read(address)).toContain('已撤回')
    const late = await sectionHead.post(`${address}/signatures`, { decision: 'agree', words: '同意' })
    expect(late.status).toBe(422)
  })
})
