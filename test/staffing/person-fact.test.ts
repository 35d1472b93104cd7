import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personFactsOf } from '../../src/staffing/person-fact.store.ts'
import type { FactKind } from '../../src/staffing/person-fact.ts'
import { emptyDatabase, regionCode, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { bureau, entryOf, officer, settled } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'
import { jpegOf, pngOf } from './planted-photo.ts'

let database: TestDatabase
let clerk: Client
let head: Client
let finance: Client
let auditor: Client
let contact: Client
let stranger: Client
let personId: string
let other: string

beforeAll(async () => {
  database = await emptyDatabase()
  const root = await plantRegion(database.db, officer('clerk'))
  const office = await bureau(database.db, root, { name: '教育局', approved: 3 })
  const elsewhere = await bureau(database.db, root, { name: '民政局', approved: 1 })
  personId = (await settled(database.db, entryOf(office, { effectiveOn: '2023-03-01', name: '示例甲' })))
    .movement.personId
  other = (await settled(database.db, entryOf(office, { effectiveOn: '2023-04-01', name: '示例乙' })))
    .movement.personId
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
  finance = await signedInAs(database, 'finance')
  auditor = await signedInAs(database, 'auditor')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: office })
  stranger = await signedInAs(database, 'unit-contact', {
    scopeOrganizationId: elsewhere,
    account: 'test-stranger',
  })
})
afterAll(() => database.drop())

const paper = {
  documentNumber: '川示教〔2016〕3号',
  documentTitle: '关于认定学历的函',
  documentIssuer: '示例大学',
  documentIssuedOn: '2023-12-1',
}
const degree = {
  kind: 'education',
  level: '20',
  mode: 'full-time',
  degree: '4',
  school: '蜀北大学',
  major: '法学',
}
const account = { kind: 'bank-account', content: '6200 0000 0000 0000 123', bank: '示例银行示例支行' }

const majors = (rows: Record<string, string | null>[]) => rows.map(({ major }) => major)

async function believed(
  kind: FactKind,
  asKnownAt: Date | null = null,
  of = personId,
): Promise<Record<string, string | null>[]> {
  const facts = await personFactsOf(database.db, { regionCode, asKnownAt }, of, { superseded: false })
  return facts
    .filter((fact) => fact.kind === kind)
    .map(({ effectiveFrom, effectiveTo, values }) => ({ effectiveFrom, effectiveTo, ...values }))
}

async function idOf(kind: FactKind, from: string): Promise<string> {
  const facts = await personFactsOf(database.db, { regionCode, asKnownAt: null }, personId, {
    superseded: false,
  })
  return facts.find((fact) => fact.kind === kind && fact.effectiveFrom === from)?.id ?? ''
}

async function refusedAt(client: Client, path: string, form: Record<string, string>): Promise<string[]> {
  const answer = await client.post(path, form)
  expect(answer.status).toBe(422)
  return [...(await answer.text()).matchAll(/<a href="#([\w-]+)">/g)].map(([, field]) => field ?? '')
}

describe('what may stand beside each other', () => {
  const path = () => `/people/${personId}/facts`

  test('an empty list says what would stand there and how it begins', async () => {
    const page = await clerk.read(path())
    expect(page).toContain('没有登记学历学位')
    expect(page).toContain('没有单独登记，与编制单位的经费形式相同')
    expect(await clerk.read(`/people/${personId}`)).toContain('没有登记学历。在“明细”中登记。')
  })

  test('a code nobody offered, a day before birth or after today, half a paper: each at its field', async () => {
    const right = { ...degree, from: '2012-6-30' }
    expect(await refusedAt(clerk, path(), { ...right, level: '99', school: '' })).toEqual(['level', 'school'])
    expect(await refusedAt(clerk, path(), { ...right, from: '1980-1-1' })).toEqual(['from'])
    expect(await refusedAt(clerk, path(), { ...right, from: '2024-1-16' })).toEqual(['from'])
    expect(await refusedAt(clerk, path(), { ...right, documentNumber: '1号' })).toEqual([
      'documentIssuedOn',
      'documentIssuer',
      'documentTitle',
    ])
    expect(await believed('education')).toEqual([])
    expect((await clerk.post(path(), { kind: 'marriage', from: '2012-6-30' })).status).toBe(404)
  })

  test('schooling of both kinds and titles: the card shows the highest of each', async () => {
    for (const [change, from] of [
      [{}, '2012-06-30'],
      [{ level: '30', degree: '' }, '2009-06-30'],
      [{ level: '10', degree: '3', mode: 'in-service', school: '嘉陵师范学院' }, '2018-06-30'],
    ] as const) {
      expect((await clerk.post(path(), { ...degree, ...change, from })).status).toBe(303)
    }
    expect(await refusedAt(clerk, path(), { ...degree, from: '2012-06-30' })).toEqual(['level'])
    const title = { kind: 'title', series: '22', level: '12', name: '高级教师', from: '2020-12-31' }
    expect(
      (await clerk.post(path(), { ...title, level: '2', name: '一级教师', from: '2015-12-31' })).status,
    ).toBe(303)
    expect((await clerk.post(path(), title)).status).toBe(303)
    const card = await clerk.read(`/people/${personId}`)
    expect(card).toContain('全日制最高 大学本科')
    expect(card).toContain('在职最高 研究生')
    expect(card).toContain('2020-12-31 中小学教师 副高级 高级教师')
    expect(card).not.toContain('2009-06-30')
    expect(await clerk.read(`/people/${personId}?asOf=2017-01-01`)).not.toContain('高级教师')
  })

  test('a correction needs its reason and its paper; what was believed stays known, struck in the history', async () => {
    const id = await idOf('education', '2012-06-30')
    const at = `${path()}/${id}/correction`
    expect(await clerk.read(at)).toContain('现登记：2012-06-30 大学本科教育，全日制')
    const right = { ...degree, major: '法律', from: '2012-6-30', reason: '与证书不符' }
    expect(await refusedAt(clerk, at, { ...right, reason: '' })).toEqual(['reason'])
    expect(await refusedAt(clerk, at, right)).toEqual(['documentNumber'])
    expect(await refusedAt(clerk, at, { ...right, major: '法学', ...paper })).toEqual(['level'])
    expect((await clerk.post(at, { ...right, ...paper })).status).toBe(303)
    expect((await clerk.post(at, { ...right, ...paper })).status).toBe(404)
    expect(majors(await believed('education'))).toEqual(['法学', '法律', '法学'])
    const [act] = await database.sql<{ at: string }[]>`
      select recorded_at as at from person_fact_acts where act = 'correction'`
    const earlier = new Date(new Date(act?.at ?? '').getTime() - 1)
    expect(majors(await believed('education', earlier))).toEqual(['法学', '法学', '法学'])
    const history = await clerk.read(`/people/${personId}/history`)
    expect(history).toContain('更正学历学位 2012-06-30 大学本科教育，全日制，学士')
    expect(history).toContain('事由：与证书不符')
    expect(history).toContain('川示教〔2016〕3号')
    expect(await clerk.read(`/people/${personId}/documents`)).toContain('川示教〔2016〕3号')
  })

  test('taken back: gone from the list, kept in the history', async () => {
    const at = `${path()}/${await idOf('education', '2009-06-30')}/removal`
    expect(await refusedAt(clerk, at, paper)).toEqual(['reason'])
    expect((await clerk.post(at, { ...paper, reason: '他人学历误登' })).status).toBe(303)
    expect((await believed('education')).length).toBe(2)
    expect(await clerk.read(`/people/${personId}/history`)).toContain('撤销学历学位 2009-06-30')
  })

  test('exported as it stands', async () => {
    const answer = await clerk.get(`${path()}.xlsx`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Disposition')).toContain('attachment')
  })
})

describe('what follows one another', () => {
  const path = () => `/people/${personId}/facts`

  test('经费渠道: the newer ends the older; taken back, the older runs on; none is as the unit', async () => {
    expect((await clerk.post(path(), { kind: 'funding', channel: 'partial', from: '2023-5-1' })).status).toBe(
      303,
    )
    expect(
      (
        await clerk.post(path(), {
          kind: 'funding',
          channel: 'self-funded',
          from: '2023-9-1',
          to: '2023-12-31',
        })
      ).status,
    ).toBe(303)
    expect(await believed('funding')).toEqual([
      { channel: 'self-funded', effectiveFrom: '2023-09-01', effectiveTo: '2024-01-01' },
      { channel: 'partial', effectiveFrom: '2023-05-01', effectiveTo: '2023-09-01' },
    ])
    expect(await clerk.read(`/people/${personId}?asOf=2023-10-01`)).toContain('经费渠道 自收自支')
    expect(
      await refusedAt(clerk, path(), { kind: 'funding', channel: 'full', from: '2023-5-2', to: '2023-4-1' }),
    ).toEqual(['to'])
    const removal = `${path()}/${await idOf('funding', '2023-09-01')}/removal`
    expect((await clerk.post(removal, { ...paper, reason: '误登' })).status).toBe(303)
    expect(await believed('funding')).toEqual([
      { channel: 'partial', effectiveFrom: '2023-05-01', effectiveTo: null },
    ])
  })

  test('a telephone number is ciphertext, shown masked, and whole only for a reason that is on record', async () => {
    expect(
      (await clerk.post(path(), { kind: 'telephone', content: '100-1234-5678', from: '2023-3-1' })).status,
    ).toBe(303)
    expect(await refusedAt(clerk, path(), { kind: 'telephone', content: '12', from: '2023-3-1' })).toEqual([
      'content',
    ])
    expect(
      await refusedAt(clerk, path(), { kind: 'telephone', content: '10012345678', from: '2023-6-1' }),
    ).toEqual(['content'])
    const [row] = await database.sql<{ ciphertext: Buffer; masked: string }[]>`
      select ciphertext, masked from person_contacts where superseded_at is null`
    expect([row?.masked, row?.ciphertext.includes('10012345678')]).toEqual(['********678', false])
    for (const page of ['', '/facts', '/history']) {
      const text = await (await clerk.get(`/people/${personId}${page}`)).text()
      expect(text).toContain('********678')
      expect(text).not.toContain('10012345678')
    }
    const id = await idOf('telephone', '2023-03-01')
    expect((await head.post(`${path()}/${id}/disclosure`, { reason: '' })).status).toBe(422)
    expect(await (await head.post(`${path()}/${id}/disclosure`, { reason: '通知本人' })).text()).toContain(
      '10012345678',
    )
    expect((await auditor.post(`${path()}/${id}/disclosure`, { reason: '看看' })).status).toBe(403)
    const [entry] = await database.sql`
      select reason, after from audit_entries where action = 'person.reveal' order by id desc limit 1`
    expect(entry).toEqual({ reason: '通知本人', after: { shown: 'telephone' } })
    const told =
      await database.sql`select * from audit_entries where before::text || after::text like '%10012345678%'`
    expect(told).toEqual([])
  })

  test('a correction that leaves the number out keeps it', async () => {
    const at = `${path()}/${await idOf('telephone', '2023-03-01')}/correction`
    expect((await clerk.post(at, { content: '', from: '2023-4-1', reason: '日期登错' })).status).toBe(303)
    const id = await idOf('telephone', '2023-04-01')
    expect(await (await head.post(`${path()}/${id}/disclosure`, { reason: '核对' })).text()).toContain(
      '10012345678',
    )
  })
})

describe('the account that pay goes to', () => {
  const path = () => `/people/${personId}/accounts`

  test('is recorded by who works with pay, seen by who may see pay, shown whole by who answers for it', async () => {
    expect((await finance.post(path(), { ...account, from: '2023-3-1' })).status).toBe(303)
    expect(
      (await finance.post(path(), { kind: 'telephone', content: '10012345678', from: '2023-3-1' })).status,
    ).toBe(404)
    expect((await clerk.post(`/people/${personId}/facts`, { ...account, from: '2023-3-1' })).status).toBe(404)
    for (const client of [clerk, finance, auditor]) {
      expect(await client.read(`/people/${personId}/facts`)).toContain('***************0123 示例银行示例支行')
    }
    const id = await idOf('bank-account', '2023-03-01')
    expect(await contact.read(`/people/${personId}/facts`)).not.toContain('工资账号')
    expect(await contact.read(`/people/${personId}/history`)).not.toContain('0123')
    expect((await contact.post(`${path()}/${id}/disclosure`, { reason: '看看' })).status).toBe(403)
    expect((await auditor.post(`${path()}/${id}/disclosure`, { reason: '看看' })).status).toBe(403)
    expect((await clerk.post(`/people/${personId}/facts/${id}/disclosure`, { reason: '看看' })).status).toBe(
      404,
    )
    expect(await (await finance.post(`${path()}/${id}/disclosure`, { reason: '发放工资' })).text()).toContain(
      '6200000000000000123',
    )
  })

  test('stands under one name, and the refusal does not say under which', async () => {
    const answer = await finance.post(`/people/${other}/accounts`, { ...account, from: '2023-5-1' })
    expect(answer.status).toBe(422)
    const page = textOf(await answer.text())
    expect(page).toContain('该账号已登记在另一人名下')
    expect(page).not.toContain('示例甲')
  })
})

describe('a unit', () => {
  test('asks for what it knows; the clerk’s acceptance writes it with the number of the application', async () => {
    expect(
      (await contact.post(`/people/${personId}/facts`, { kind: 'title', from: '2023-1-1' })).status,
    ).toBe(403)
    const at = `/people/${personId}/proposals`
    expect(await contact.read(`/people/${personId}/facts`)).toContain('住址 申报')
    expect(await refusedAt(contact, at, { kind: 'address', content: '近', from: '2023-3-1' })).toEqual([
      'content',
    ])
    const asked = { kind: 'address', content: '示例省示例市示例县示例镇示例路1号院', from: '2023-3-1' }
    const submitted = await contact.post(at, asked)
    expect(submitted.status).toBe(303)
    const application = submitted.headers.get('Location') ?? ''
    const page = await (await clerk.get(application)).text()
    expect(textOf(page)).toContain('住址 – 示例省示例市******')
    expect(page).not.toContain('示例路')
    expect(await clerk.read('/person-applications')).toContain('登记住址')
    expect((await clerk.post(`${application}/decision`, { decision: 'acceptance', words: '' })).status).toBe(
      303,
    )
    expect(await believed('address')).toEqual([
      { content: '示例省示例市******', effectiveFrom: '2023-03-01', effectiveTo: null },
    ])
    expect(await clerk.read(`/people/${personId}/history`)).toContain('事由：更正申请2024-0001：登记')
  })

  test('what stands against it at the acceptance is said there and nothing is written', async () => {
    const title = { kind: 'title', series: '22', level: '12', name: '高级教师', from: '2020-12-31' }
    const submitted = await contact.post(`/people/${personId}/proposals`, title)
    const application = submitted.headers.get('Location') ?? ''
    const answer = await clerk.post(`${application}/decision`, { decision: 'acceptance', words: '' })
    expect(answer.status).toBe(422)
    expect(textOf(await answer.text())).toContain('所填内容与现状相同')
    expect(await clerk.read(application)).toContain('待受理')
  })

  test('of another unit finds nothing of it', async () => {
    for (const page of ['facts', 'facts.xlsx', 'proposals/new?kind=title', 'photo']) {
      expect((await stranger.get(`/people/${personId}/${page}`)).status).toBe(404)
    }
    const asked = { kind: 'title', series: '22', level: '12', name: '教师', from: '2020-12-31' }
    expect((await stranger.post(`/people/${personId}/proposals`, asked)).status).toBe(404)
  })
})

describe('the photograph', () => {
  const path = () => `/people/${personId}/photo`
  const file = (content: Buffer, name: string) => new File([new Uint8Array(content)], name)

  test('is what its content says, takes the place of the one before and is taken out again', async () => {
    expect((await clerk.get(path())).status).toBe(404)
    const wrong = await clerk.send(path(), { photo: file(Buffer.from('<svg>'), '照片.jpg') })
    expect(wrong.status).toBe(422)
    expect(textOf(await wrong.text())).toContain('照片应为完整的 jpg 或 png 图片')
    expect((await clerk.send(path(), { photo: file(jpegOf(120, 160), 'a.png') })).status).toBe(303)
    expect(await (await clerk.get(`/people/${personId}`)).text()).toContain(
      `<img class="photo" src="${path()}"`,
    )
    const shown = await auditor.get(path())
    expect([shown.headers.get('Content-Type'), shown.headers.get('X-Content-Type-Options')]).toEqual([
      'image/jpeg',
      'nosniff',
    ])
    expect((await clerk.send(path(), { photo: file(pngOf(120, 160), 'b') })).status).toBe(303)
    expect((await clerk.get(path())).headers.get('Content-Type')).toBe('image/png')
    expect((await contact.send(path(), { photo: file(jpegOf(120, 160), 'c') })).status).toBe(403)
    expect((await clerk.post(`${path()}/removal`, { photoReason: '' })).status).toBe(422)
    expect((await clerk.post(`${path()}/removal`, { photoReason: '本人要求' })).status).toBe(303)
    expect((await clerk.get(path())).status).toBe(404)
    expect(await clerk.read(`/people/${personId}/history`)).toMatch(/照片 照片（1 KB）.*照片（1 KB）/)
  })

  test('is not for who may not read people', async () => {
    const administrator = await signedInAs(database, 'system-administrator')
    expect((await administrator.get(path())).status).toBe(403)
  })
})
