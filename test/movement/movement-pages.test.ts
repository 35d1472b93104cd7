import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { zipEntry } from '../report/zip-entry.ts'
import { bureau, identityNumber, officer } from './planted.ts'

let database: TestDatabase
let root: string
let office: string
let clerk: Client
let sectionHead: Client
let director: Client

beforeAll(async () => {
  database = await emptyDatabase()
  root = await plantRegion(database.db, officer('clerk'))
  office = await bureau(database.db, root, { name: '教育局', approved: 2 })
  await plantHeadcount(database.db, officer('clerk'), {
    organizationId: office,
    establishmentKind: 'office-worker',
    change: 1,
  })
  clerk = await signedInAs(database, 'clerk')
  sectionHead = await signedInAs(database, 'section-head')
  director = await signedInAs(database, 'director')
})
afterAll(() => database.drop())

const paper = {
  documentNumber: '朝人社录〔2024〕3号',
  documentTitle: '关于录用公务员的通知',
  documentIssuer: '区人社局',
  documentIssuedOn: '2024-1-10',
}

function entry(change: Record<string, string> = {}): Record<string, string> {
  return {
    kind: 'recruitment',
    identityNumber: identityNumber(),
    name: '示例甲',
    ethnicity: '01',
    politicalStatus: '01',
    effectiveOn: '2024.2.1',
    toOrganization: '教育局',
    toEstablishmentKind: 'administrative',
    reason: '公务员招录',
    ...paper,
    ...change,
  }
}

async function drafted(form: Record<string, string>): Promise<string> {
  const answer = await clerk.post('/movements', form)
  if (answer.status !== 303) throw new Error(textOf(await answer.text()))
  return answer.headers.get('Location') ?? ''
}

async function inEffect(form: Record<string, string>): Promise<string> {
  const address = await drafted(form)
  for (const officerOf of [sectionHead, director]) {
    expect((await officerOf.post(`${address}/signatures`, { decision: 'agree', words: '同意' })).status).toBe(
      303,
    )
  }
  return address
}

describe('the way of a movement on the pages', () => {
  test('kinds are offered with their chain; an entry asks for the person', async () => {
    const kinds = await clerk.read('/movements/new')
    expect(kinds).toContain('录用 经办 → 股室审核 → 主要领导')
    expect(await clerk.read('/movements/new?kind=recruitment')).toContain('公民身份号码')
  })

  test('请核对 says what will change and keeps nothing', async () => {
    const answer = await clerk.post('/movements/review', entry())
    const text = textOf(await answer.text())
    expect(answer.status).toBe(200)
    expect(text).toContain('示例甲自2024年2月1日起进入教育局行政编制（录用）。')
    expect(text).toContain('2 0 → 1 – 2 → 1')
    expect(text).toContain('入编通知单')
    expect(await clerk.read('/movements')).toContain('没有符合条件的异动')
  })

  test('drafted, signed by two superiors, in effect: the list, the roster and the table show it', async () => {
    const address = await drafted(entry({ name: '示例乙' }))
    expect(await clerk.read(address)).toContain('待签批')
    expect(await clerk.read(address)).not.toContain('签批同意')
    expect(await sectionHead.read(address)).toContain('签批同意')
    expect((await sectionHead.post(`${address}/signatures`, { decision: 'agree' })).status).toBe(303)
    expect((await director.post(`${address}/signatures`, { decision: 'agree', words: '同意' })).status).toBe(
      303,
    )
    expect(await clerk.read(address)).toContain('已生效')
    expect(await clerk.read('/people')).toContain('没有符合条件的在编人员')
    expect(await clerk.read('/people?asOf=2024-02-01')).toContain('示例乙 教育局')
    expect(await clerk.read('/establishment?asOf=2024-02-01')).toContain('教育局 3 1 – 2')
  })

  test('the signature of one whose step it is not is refused with the name of the step', async () => {
    const address = await drafted(entry({ name: '示例丙' }))
    const answer = await director.post(`${address}/signatures`, { decision: 'agree', words: '同意' })
    expect(answer.status).toBe(422)
    expect(textOf(await answer.text())).toContain('当前环节“股室审核”由股室负责人签批')
  })

  test('a return without a reason is refused, with one it ends the movement', async () => {
    const address = await drafted(entry({ name: '示例丁' }))
    expect((await sectionHead.post(`${address}/signatures`, { decision: 'return', words: '' })).status).toBe(
      422,
    )
    expect(
      (await sectionHead.post(`${address}/signatures`, { decision: 'return', words: '缺体检表' })).status,
    ).toBe(303)
    expect(await clerk.read(address)).toContain('缺体检表')
    expect(await clerk.read('/movements?state=ended')).toContain('示例丁')
  })

  test('the drafter withdraws', async () => {
    const address = await drafted(entry({ name: '示例戊' }))
    expect((await sectionHead.post(`${address}/withdrawal`, {})).status).toBe(403)
    expect((await clerk.post(`${address}/withdrawal`, {})).status).toBe(303)
    expect(await clerk.read(address)).toContain('已撤回')
  })

  test('what was returned is amended as a new draft; both name each other, and it is amended once', async () => {
    const returned = await drafted(entry({ name: '示例寅', reason: '招录' }))
    const back = { decision: 'return', words: '生效日期与通知不符' }
    expect((await clerk.get(`${returned}/amendment`)).status).toBe(404)
    expect((await sectionHead.post(`${returned}/signatures`, back)).status).toBe(303)
    expect(await clerk.read(returned)).toContain('修改后重新登记')
    expect((await sectionHead.get(`${returned}/amendment`)).status).toBe(403)

    const form = await (await clerk.get(`${returned}/amendment`)).text()
    expect(textOf(form)).toMatch(/由已退回或撤回的异动 2024-\d{4} 修改重报/)
    expect(form).toContain('value="2024-02-01"')
    expect(form).toContain('value="朝人社录〔2024〕3号"')
    expect(textOf(form)).toContain('示例寅')
    const hidden = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]+)"`).exec(form)?.[1] ?? ''
    const amended = {
      ...entry({ reason: '招录', effectiveOn: '2024-02-15' }),
      identityNumber: '',
      name: '',
      personId: hidden('personId'),
      amendsId: hidden('amendsId'),
    }
    expect((await clerk.post('/movements/review', amended)).status).toBe(200)
    const again = await drafted(amended)
    expect(await clerk.read(again)).toContain('修改重报自')
    expect(await clerk.read(returned)).toContain('修改重报为')
    expect(await clerk.read(returned)).toContain('生效日期与通知不符')
    expect(await (await clerk.get(returned)).text()).not.toContain('/amendment')
    const twice = await clerk.post('/movements', amended)
    expect(twice.status).toBe(422)
    expect(textOf(await twice.text())).toMatch(/已修改重报为 2024-\d{4}/)
    expect((await clerk.post(`${again}/withdrawal`, {})).status).toBe(303)
    expect(await clerk.read(again)).toContain('修改后重新登记')
  })

  test('a movement in effect is corrected from a form that begins with its facts', async () => {
    const address = await inEffect(entry({ name: '示例己', toEstablishmentKind: 'office-worker' }))
    const form = await (await clerk.get(`${address}/correction`)).text()
    expect(form).toContain('value="2024-02-01"')
    expect(form).toContain('value="教育局"')
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? ''
    const correction = await inEffect({
      ...entry({ toEstablishmentKind: 'office-worker', effectiveOn: '2024-03-01', reason: '报到日期有误' }),
      identityNumber: '',
      name: '',
      personId: hidden('personId'),
      correctsId: hidden('correctsId'),
    })
    expect(await clerk.read(address)).toContain('已更正')
    expect(await clerk.read(correction)).toContain('更正的异动')
    expect((await clerk.get(`${address}/correction`)).status).toBe(404)
  })
})

describe('papers and lists', () => {
  test('入编通知单 and 经费变动通知单 print once it is in effect, and not before', async () => {
    await plantHeadcount(database.db, officer('clerk'), { organizationId: office, change: 3 })
    const address = await drafted(entry({ name: '示例壬' }))
    expect((await clerk.get(`${address}/papers/entry-notice`)).status).toBe(404)
    const settledAddress = await inEffect(entry({ name: '示例癸' }))
    const notice = await clerk.read(`${settledAddress}/papers/entry-notice`)
    expect(notice).toContain(
      '根据朝人社录〔2024〕3号《关于录用公务员的通知》，经核准，示例癸自2024年2月1日起入编（录用）。',
    )
    expect(await clerk.read(`${settledAddress}/papers/funding-change`)).toContain('财政部门')
    expect((await clerk.get(`${settledAddress}/papers/exit-notice`)).status).toBe(404)
    expect((await clerk.get(`${settledAddress}/papers/x`)).status).toBe(404)
    for (const ending of ['exit-notice/notice.docx', 'x/notice.docx']) {
      expect((await clerk.get(`${settledAddress}/papers/${ending}`)).status).toBe(404)
    }
  })

  test('a notice leaves as .docx with the words of the page, is counted as an export and is nobody else’s', async () => {
    await plantHeadcount(database.db, officer('clerk'), { organizationId: office, change: 1 })
    const address = `${await inEffect(entry({ name: '示例丑' }))}/papers/entry-notice`
    const answer = await clerk.get(`${address}/notice.docx`)
    expect(answer.headers.get('Content-Type')).toContain('wordprocessingml.document')
    expect(decodeURIComponent(answer.headers.get('Content-Disposition') ?? '')).toMatch(
      /入编通知单 2024-\d{4}\.docx/,
    )
    const file = zipEntry(new Uint8Array(await answer.arrayBuffer()), 'word/document.xml') ?? ''
    const written = (file.match(/<w:t[^>]*>[^<]*/g) ?? []).map((text) => text.replace(/<[^>]*>/g, ''))
    const page = (await clerk.read(address)).replace(/\s/g, '')
    for (const text of written.filter((words) => !words.startsWith('示例数据'))) {
      expect(page).toContain(text.replace(/\s/g, ''))
    }
    expect(written).toContain('示例数据，人员均为虚构。')
    expect(written.join('')).toContain('示例丑自2024年2月1日起入编（录用）')
    const entries = await database.sql`
      select action from audit_entries where subject_id = ${`${address}/notice.docx`} and action = 'export.file'`
    expect(entries).toHaveLength(1)
    const stranger = await signedInAs(database, 'unit-contact', {
      scopeOrganizationId: await bureau(database.db, root, { name: '水利局', approved: 1 }),
      account: 'contact-of-another',
    })
    expect((await stranger.get(`${address}/notice.docx`)).status).toBe(404)
  })

  test('the contact of the unit prints the entry, the money is not for him', async () => {
    const contact = await signedInAs(database, 'unit-contact', {
      scopeOrganizationId: office,
      account: 'contact-of-office',
    })
    const address = await inEffect(entry({ name: '示例子' }))
    expect((await contact.get(`${address}/papers/entry-notice`)).status).toBe(200)
    expect((await contact.get(`${address}/papers/funding-change`)).status).toBe(404)
  })

  test('every list answers as a workbook of exactly what is filtered', async () => {
    for (const path of [
      '/people.xlsx?asOf=2024-02-01&q=示例',
      '/movements.xlsx?state=effective',
      '/secondments.xlsx',
      '/establishment.xlsx?unit=教育局',
    ]) {
      const answer = await clerk.get(path)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('Content-Type')).toContain('spreadsheetml')
    }
  })

  test('the balance of a unit between two days ties and names who came', async () => {
    const page = await clerk.read('/staffing-changes?unit=教育局&from=2024-01-01&asOf=2024-12-31')
    expect(page).toContain('全部相符')
    const people =
      '/staffing-changes/people?unit=教育局&from=2024-01-01&asOf=2024-12-31&part=entered&by=kind&line=administrative'
    expect(await clerk.read(people)).toContain('示例癸')
    expect(await clerk.read('/staffing-changes?unit=没有的局')).toContain('没有找到机构')
  })
})

describe('what is wrong is said at its field and nothing is written', () => {
  test.each([
    ['identityNumber', { identityNumber: '990812199005170011' }, '校验位应为'],
    ['identityNumber', { identityNumber: '' }, '请填写此项'],
    ['name', { name: '' }, '请填写此项'],
    ['name', { name: '甲'.repeat(51) }, '超出长度'],
    ['effectiveOn', { effectiveOn: '2024-02-30' }, '不是有效日期'],
    ['toOrganization', { toOrganization: '没有的局' }, '没有找到'],
    ['toEstablishmentKind', { toEstablishmentKind: '' }, '请填写此项'],
    ['toEstablishmentKind', { toEstablishmentKind: 'institution' }, '没有核定事业编制'],
    ['documentNumber', { documentNumber: '' }, '请填写此项'],
    [
      'vacancyRequestId',
      { vacancyRequestId: '00000000-0000-7000-8000-000000000000' },
      '没有找到这份已核准的用编申请',
    ],
    ['dutyLevel', { dutyTitle: '副局长' }, '请填写此项'],
    ['reason', { reason: "'; drop table people; --\u0000" }, '控制字符'],
  ])('%s: %o', async (field, change, message) => {
    const before = await clerk.read('/movements')
    for (const path of ['/movements/review', '/movements']) {
      const answer = await clerk.post(path, entry({ name: '示例庚', ...change }))
      const page = await answer.text()
      expect(answer.status).toBe(422)
      expect(page).toContain(`href="#${field}"`)
      expect(textOf(page)).toContain(message)
      expect(page).toContain('value="关于录用公务员的通知"')
    }
    expect(await clerk.read('/movements')).toBe(before)
  })

  test('all of it is said at once, in the order of the form', async () => {
    const form = entry({
      identityNumber: '990812199005170011',
      effectiveOn: '',
      reason: '',
      documentIssuer: '',
    })
    const answer = await clerk.post('/movements/review', { ...form, toOrganization: '没有的局' })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    const begin = page.indexOf('class="problems"')
    const summary = page.slice(begin, page.indexOf('</ul>', begin))
    expect([...summary.matchAll(/href="#(\w+)"/g)].map(([, field]) => field)).toEqual([
      'identityNumber',
      'effectiveOn',
      'toOrganization',
      'reason',
      'documentIssuer',
    ])
  })

  test('on leaving the field: the identity number and the vacancy', async () => {
    const number = identityNumber('1985-03-04')
    const check = async (form: Record<string, string>) =>
      textOf(await (await clerk.post('/movements/checks/identity', form)).text())
    expect(await check({ identityNumber: number })).toContain('1985-03-04 出生')
    expect(await check({ identityNumber: '1' })).toContain('应为 18 位')
    const asked =
      '/movements/checks/vacancy?toOrganization=教育局&toEstablishmentKind=administrative&effectiveOn=2024-01-20'
    expect(await clerk.read(asked)).toContain('核定 6，实有 0，已批未用 0，空缺 6。2024-02-01 起空缺 2。')
  })
})

describe('not yours', () => {
  test('a contact of another unit finds neither the movement nor its people', async () => {
    const other = await bureau(database.db, office, { name: '第一小学', approved: 1 })
    const contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other })
    const address = await drafted(entry({ name: '示例辛' }))
    expect((await contact.get(address)).status).toBe(404)
    expect(await contact.read('/movements')).toContain('共 0 项')
    expect(await contact.read('/people?asOf=2024-02-01')).not.toContain('示例乙')
    expect((await contact.post('/movements', entry())).status).toBe(422)
    expect((await contact.post(`${address}/signatures`, { decision: 'agree' })).status).toBe(403)
  })

  test('an address nobody could have clicked is not found, not a failure', async () => {
    for (const path of [
      '/movements/1',
      '/movements/00000000-0000-7000-8000-000000000000',
      '/people?organizationId=1',
    ]) {
      expect((await clerk.get(path)).status).toBe(404)
    }
    for (const path of [
      '/people?after=x',
      '/people?sort=x&kind=%27&ageFrom=-1',
      '/movements?page=-1&from=x&kind=x',
    ]) {
      expect((await clerk.get(path)).status).toBe(200)
    }
  })
})
