import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditEntries } from '../../src/database/schema.ts'
import { particularsOn } from '../../src/staffing/person.store.ts'
import { emptyDatabase, type TestDatabase, viewpoint } from '../database/harness.ts'
import { type Client, signedInAs } from '../http/client.ts'
import { accepted, bureau, draft, entryOf, identityNumber, officer, settled } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let clerk: Client
let office: string
let personId: string
const number = identityNumber('1988-08-08')

beforeAll(async () => {
  database = await emptyDatabase()
  const root = await plantRegion(database.db, officer('clerk'))
  office = await bureau(database.db, root, { name: '教育局', approved: 5 })
  const particulars = { rank: { levelCode: '01A', title: '一级科员' } }
  const entry = entryOf(office, { number, name: '单小明', effectiveOn: '2024-01-01', particulars })
  personId = (await settled(database.db, entry)).movement.personId
  clerk = await signedInAs(database, 'clerk')
})
afterAll(() => database.drop())

const paper = {
  documentNumber: '朝组干〔2024〕5号',
  documentTitle: '关于认定出生日期的批复',
  documentIssuer: '区委组织部',
  documentIssuedOn: '2024-01-12',
}

async function correction(change: Record<string, string>): Promise<Record<string, string>> {
  const page = await (await clerk.get(`/people/${personId}/correction`)).text()
  const versionId = /name="versionId" value="([^"]+)"/.exec(page)?.[1] ?? ''
  return {
    versionId,
    name: '单小明',
    identityNumber: '',
    ethnicity: '01',
    politicalStatus: '13',
    identityCategory: 'civil-servant',
    reason: '档案核查',
    ...paper,
    ...change,
  }
}

describe('the person’s record', () => {
  test('shows unit, kind, rank and age of the day, and the number masked', async () => {
    const page = await clerk.read(`/people/${personId}`)
    expect(page).toContain('教育局')
    expect(page).toContain('一级科员')
    expect(page).toContain('1988-08-08（35 岁）')
    expect(page).toContain('9****************')
    expect(page).not.toContain(number)
    expect(await clerk.read(`/people/${personId}?asOf=2023-12-31`)).toContain('2023-12-31 不在编')
  })

  test('the whole number is shown for a reason, and the showing is in the audit trail', async () => {
    expect((await clerk.post(`/people/${personId}/identity`, { reason: '' })).status).toBe(422)
    const answer = await clerk.post(`/people/${personId}/identity`, { reason: '核对录用名单' })
    expect(await answer.text()).toContain(number)
    const entries = await database.db.select().from(auditEntries)
    expect(entries.filter(({ action }) => action === 'person.reveal')).toMatchObject([
      { subjectId: personId, reason: '核对录用名单' },
    ])
    expect(JSON.stringify(entries.map(({ before, after }) => ({ before, after })))).not.toContain(number)
  })

  test('found by name, by pinyin with the surname’s reading, and by initials; not by a number in the address', async () => {
    for (const q of ['单小', 'shanxiao', 'sxm']) {
      expect(await clerk.read(`/people?q=${encodeURIComponent(q)}`)).toContain('单小明 教育局')
    }
    expect(await clerk.read(`/people?q=${number}`)).toContain('身份证号不在地址栏中查询')
    expect(await clerk.read('/people?q=%25')).toContain('没有符合条件')
  })

  test('a contact of another unit does not find the person, the auditor does not change it', async () => {
    const other = await bureau(database.db, office, { name: '一校', approved: 1 })
    const contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other })
    expect((await contact.get(`/people/${personId}`)).status).toBe(404)
    expect((await contact.get(`/people/${personId}/history`)).status).toBe(404)
    const auditor = await signedInAs(database, 'auditor')
    expect((await auditor.get(`/people/${personId}`)).status).toBe(200)
    expect((await auditor.post(`/people/${personId}/correction`, await correction({}))).status).toBe(403)
    expect((await auditor.post(`/people/${personId}/identity`, { reason: '看看' })).status).toBe(403)
  })
})

describe('correcting key facts with a document', () => {
  test('what is wrong is refused at its field and nothing changes', async () => {
    const taken = identityNumber()
    accepted(await draft(database.db, entryOf(office, { number: taken, name: '示例乙' })))
    for (const [field, change] of [
      ['name', { name: '' }],
      ['identityNumber', { identityNumber: '990812198808080000' }],
      ['identityNumber', { identityNumber: taken }],
      ['documentNumber', { documentNumber: '' }],
      ['changedOn', { changedOn: '1988-08-08' }],
      ['versionId', { versionId: '1' }],
      ['name', { versionId: '00000000-0000-7000-8000-000000000000' }],
    ] as const) {
      const answer = await clerk.post(`/people/${personId}/correction`, await correction(change))
      expect(answer.status).toBe(422)
      expect(await answer.text()).toContain(`href="#${field}"`)
    }
    expect(await particularsOn(database.db, viewpoint(), personId)).toMatchObject({ name: '单小明' })
  })

  test('a wrong birth date is put right for all days; what was known before stays known, struck in the history', async () => {
    const known = new Date('2024-01-15T09:30:00+08:00')
    const right = identityNumber('1986-08-08')
    const answer = await clerk.post(
      `/people/${personId}/correction`,
      await correction({ identityNumber: right }),
    )
    expect(answer.status).toBe(303)
    const bornOn = async (asKnownAt: Date | null) =>
      (await particularsOn(database.db, viewpoint('2024-01-15', asKnownAt), personId))?.bornOn
    expect(await bornOn(null)).toBe('1986-08-08')
    const recorded = (await particularsOn(database.db, viewpoint(), personId))?.recordedAt ?? known
    expect(await bornOn(new Date(recorded.getTime() - 1))).toBe('1988-08-08')
    const history = await (await clerk.get(`/people/${personId}/history`)).text()
    expect(history).toContain('<span class="struck">1988-08-08</span> → 1986-08-08')
    expect(await clerk.read(`/people/${personId}/documents`)).toContain('朝组干〔2024〕5号')
  })

  test('a new name counts from its day on', async () => {
    const answer = await clerk.post(
      `/people/${personId}/correction`,
      await correction({ name: '单晓明', changedOn: '2024-01-10' }),
    )
    expect(answer.status).toBe(303)
    const nameOn = async (day: string) => (await particularsOn(database.db, viewpoint(day), personId))?.name
    expect(await nameOn('2024-01-09')).toBe('单小明')
    expect(await nameOn('2024-01-10')).toBe('单晓明')
  })
})
