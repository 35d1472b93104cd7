import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization, plantRegion } from '../organization/planted.ts'
import { bureau, entryOf, identityNumber, officer, settled } from './planted.ts'

let database: TestDatabase
let clerk: Client
let head: Client
let director: Client
let auditor: Client
let school: Client
let bureauContact: Client
let stranger: Client
const ids = new Map<string, string>()

beforeAll(async () => {
  database = await emptyDatabase()
  const { db } = database
  const root = await plantRegion(db, officer('clerk'))
  const education = await bureau(db, root, { name: '试验区教育局', approved: 3 })
  const middle = await plantOrganization(db, officer('clerk'), {
    name: '试验区中学',
    parentId: education,
    supervisorId: education,
    nature: 'public-welfare-1',
  })
  await plantHeadcount(db, officer('clerk'), {
    organizationId: middle,
    establishmentKind: 'institution',
    change: 4,
  })
  const other = await bureau(db, root, { name: '试验区财政局', approved: 2 })
  await settled(db, entryOf(education, { effectiveOn: '2024-01-10', number: identityNumber('1964-06-10') }))
  ids.set('education', education).set('middle', middle)
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
  director = await signedInAs(database, 'director')
  auditor = await signedInAs(database, 'auditor')
  school = await signedInAs(database, 'unit-contact', { scopeOrganizationId: middle, account: 'school' })
  bureauContact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: education })
  stranger = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other, account: 'stranger' })
})
afterAll(() => database.drop())

const form = {
  organization: '试验区中学',
  year: '2024',
  'kind-0': 'institution',
  'wayIn-0': 'hiring',
  'count-0': '2',
  'reason-0': '高中数学教师缺员',
  'kind-1': 'institution',
  'wayIn-1': 'transfer-in',
  'count-1': '1',
  'reason-1': '引进骨干教师',
}
const paper = {
  documentNumber: '朝编发〔2024〕6号',
  documentIssuedOn: '2024-01-14',
  documentIssuer: '区委编委',
  documentTitle: '关于下达用编计划的通知',
}

test('an empty year says how a plan begins; a reader who may not declare has no way to', async () => {
  expect(await clerk.read('/vacancy-plans')).toContain('没有符合条件的 2024 年用编计划')
  expect(await clerk.read('/vacancy-plans/publication')).toContain('2024 年尚无核定的用编计划')
  expect((await auditor.get('/vacancy-plans')).status).toBe(200)
  expect((await auditor.get('/vacancy-plans/new')).status).toBe(403)
  expect((await auditor.post('/vacancy-plans', form)).status).toBe(403)
  expect((await clerk.get('/vacancy-plans/decision')).status).toBe(403)
  expect((await clerk.get('/vacancy-plans/nothing')).status).toBe(404)
})

test('the form begins at the contact’s own unit and shows its places beside', async () => {
  const page = textOf(await (await school.get('/vacancy-plans/new?year=2024')).text())
  // 核定 4，实有 0，空缺 4，没有人到龄，预计年末空缺 4，最多申报 4。
  expect(page).toContain('事业编制 4 – – – 4 – 4 4')
  const more = await (await school.post('/vacancy-plans/form', { ...form, more: 'yes' })).text()
  expect(more).toContain('name="kind-7"')
  expect(more).toContain('value="高中数学教师缺员"')
})

test.each([
  ['organization', '试验区财政局', 'organization', '没有找到'],
  ['year', '24', 'year', '2000 至 2100'],
  ['kind-0', '', 'kind-0', '请填写此项'],
  ['wayIn-0', 'flying', 'wayIn-0', '请从列出的选项中选择'],
  ['count-0', '0', 'count-0', '1 至 10000'],
  ['reason-0', '', 'reason-0', '请填写此项'],
  ['wayIn-1', 'hiring', 'count-1', '只填一行'],
  ['count-0', '5', 'count-0', '最多申报 4 名，现为 6 名'],
  ['kind-0', 'administrative', 'count-0', '最多申报 0 名'],
])('%s "%s" is refused at %s and nothing is declared', async (field, value, at, words) => {
  for (const path of ['/vacancy-plans/review', '/vacancy-plans']) {
    const answer = await school.post(path, { ...form, [field]: value })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain(`href="#${at}"`)
    expect(textOf(page)).toContain(words)
  }
  expect(await clerk.read('/vacancy-plans')).toContain('共 0 件')
})

test('a plan without a line is refused', async () => {
  const answer = await school.post('/vacancy-plans', { organization: '试验区中学', year: '2024' })
  expect(answer.status).toBe(422)
  expect(textOf(await answer.text())).toContain('请至少填写一行')
})

describe('a school’s plan on its way', () => {
  let path = ''

  test('is kept as a draft, checked, declared, and then is not the school’s to change', async () => {
    const saved = await school.post('/vacancy-plans/draft', form)
    expect(saved.status).toBe(303)
    path = saved.headers.get('Location') ?? ''
    expect(await school.read(path)).toContain('起草中')
    const review = textOf(await (await school.post('/vacancy-plans/review', form)).text())
    expect(review).toContain('试验区中学申报 2024 年用编计划 3 名。申报后依次由部门、经办人、股室负责人审核')
    expect((await school.post('/vacancy-plans', form)).headers.get('Location')).toBe(path)
    expect(await school.read(path)).toContain('审核中（待部门）')
    const again = await school.post('/vacancy-plans', form)
    expect(again.status).toBe(422)
    expect(textOf(await again.text())).toContain('不能再改')
  })

  test('is not there for another unit, and is for its 主管部门', async () => {
    expect((await stranger.get(path)).status).toBe(404)
    expect(await stranger.read('/vacancy-plans')).toContain('共 0 件')
    expect(await bureauContact.read(path)).toContain('部门审核')
    expect(await school.read(path)).not.toContain('提交审核意见')
    expect((await school.post(`${path}/reviews`, { decision: 'agree' })).status).toBe(422)
    expect((await stranger.post(`${path}/reviews`, { decision: 'agree' })).status).toBe(404)
  })

  test('passes the 主管部门 and the office, which finds fewer right', async () => {
    expect((await bureauContact.post(`${path}/reviews`, { decision: 'return', words: '' })).status).toBe(422)
    expect((await bureauContact.post(`${path}/reviews`, { decision: 'agree' })).status).toBe(303)
    const counts = { 'reviewed-institution-hiring': '2', 'reviewed-institution-transfer-in': '1' }
    const tooMany = await clerk.post(`${path}/reviews`, {
      decision: 'agree',
      ...counts,
      'reviewed-institution-hiring': '3',
    })
    expect(tooMany.status).toBe(422)
    expect(textOf(await tooMany.text())).toContain('0 至 2')
    const noNumber = await clerk.post(`${path}/reviews`, {
      decision: 'agree',
      ...counts,
      'reviewed-institution-hiring': 'x',
    })
    expect(await noNumber.text()).toContain('href="#reviewed-institution-hiring"')
    expect((await clerk.post(`${path}/reviews`, { decision: 'agree', ...counts })).status).toBe(303)
    const fewer = { ...counts, 'reviewed-institution-transfer-in': '0' }
    expect((await head.post(`${path}/reviews`, { decision: 'agree', ...fewer })).status).toBe(303)
    expect(await clerk.read('/vacancy-plans?state=reviewed')).toContain('试验区中学 待核定 3 2')
  })

  test('a bureau’s plan comes beside it: 3 places, one in them retires', async () => {
    const own = {
      organization: '试验区教育局',
      year: '2024',
      'kind-0': 'administrative',
      'wayIn-0': 'recruitment',
    }
    const mine = { ...own, 'count-0': '3', 'reason-0': '补充' }
    const answer = await bureauContact.post('/vacancy-plans', mine)
    const bureauPath = answer.headers.get('Location') ?? ''
    expect(await bureauContact.read(bureauPath)).toContain('审核中（待经办人）')
    const counts = { 'reviewed-administrative-recruitment': '3' }
    expect((await clerk.post(`${bureauPath}/reviews`, { decision: 'agree', ...counts })).status).toBe(303)
    expect((await head.post(`${bureauPath}/reviews`, { decision: 'agree', ...counts })).status).toBe(303)
  })

  test('many units are decided on one page, each number prefilled with what the office found', async () => {
    const page = await (await director.get('/vacancy-plans/decision?year=2024')).text()
    expect(page).toContain(`name="approved-${ids.get('middle')}-institution-hiring" value="2"`)
    expect(page).toContain(`name="approved-${ids.get('middle')}-institution-transfer-in" value="0"`)
    expect(textOf(page)).toContain('待核定 2 个单位')
    const typed = {
      year: '2024',
      [`take-${ids.get('middle')}`]: 'yes',
      [`approved-${ids.get('middle')}-institution-hiring`]: '2',
      [`approved-${ids.get('middle')}-institution-transfer-in`]: '0',
      [`take-${ids.get('education')}`]: 'yes',
      [`approved-${ids.get('education')}-administrative-recruitment`]: '2',
      words: '同意',
      ...paper,
    }
    const field = `approved-${ids.get('education')}-administrative-recruitment`
    for (const value of ['', '-1', 'x', '4']) {
      const wrong = await director.post('/vacancy-plans/decision/review', { ...typed, [field]: value })
      expect(wrong.status).toBe(422)
      expect(await wrong.text()).toContain(`href="#${field}"`)
    }
    const none = await director.post('/vacancy-plans/decision', { year: '2024', ...paper })
    expect(textOf(await none.text())).toContain('没有选中的单位')
    const withoutPaper = await director.post('/vacancy-plans/decision', { ...typed, documentNumber: '' })
    expect(withoutPaper.status).toBe(422)
    const review = textOf(await (await director.post('/vacancy-plans/decision/review', typed)).text())
    expect(review).toContain('按朝编发〔2024〕6号核定 2 个单位 2024 年用编计划 4 名')
    expect((await director.post('/vacancy-plans/decision', typed)).status).toBe(303)
    expect((await director.post('/vacancy-plans/decision', typed)).status).toBe(422)
  })

  test('what was decided is published to every reader; the district’s table has every unit', async () => {
    const published = await stranger.read('/vacancy-plans/publication?year=2024')
    expect(published).toContain('试验区中学 事业编制 公开招聘 2 朝编发〔2024〕6号')
    expect(published).not.toContain('调入 0')
    const summary = await clerk.read('/vacancy-plans/summary?year=2024')
    // 教育局: 核定 3，实有 1，空缺 2，退休 1，申报 3，审核 3，核定 2，剩余 2。
    expect(summary).toContain('试验区教育局 行政编制 3 1 – – 2 1 3 3 2 – – 2')
    expect(summary).toContain('试验区财政局 行政编制 2 – – – 2 – – – – – – –')
    expect(await clerk.read('/vacancy-plans/summary?year=2024&scope=planned')).not.toContain('试验区财政局')
    expect(await stranger.read('/vacancy-plans/summary?year=2024')).not.toContain('试验区教育局')
    const file = await clerk.get('/vacancy-plans/summary.xlsx?year=2024&scope=planned')
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(await file.arrayBuffer())
    const rows = workbook.worksheets[0]?.getSheetValues() as unknown[][]
    expect(rows.find((row) => row?.[1] === '试验区教育局')?.slice(1)).toEqual([
      '试验区教育局',
      '行政编制',
      3,
      1,
      0,
      0,
      2,
      1,
      3,
      3,
      3,
      2,
      0,
      0,
      2,
    ])
    expect((await clerk.get('/vacancy-plans/publication.xlsx?year=2024')).status).toBe(200)
  })

  test('the request form and the request show how the plan stands', async () => {
    const query = `organization=${encodeURIComponent('试验区中学')}&establishmentKind=institution&planYear=2024`
    const before = textOf(await (await school.get(`/vacancy-requests/check?${query}`)).text())
    expect(before).toContain('2024 年用编计划：核定 2 名，已申请 0 名，剩余 2 名')
    const request = {
      organization: '试验区中学',
      establishmentKind: 'institution',
      count: '3',
      wayIn: 'hiring',
      planYear: '2024',
      reason: '补充教师',
    }
    // The plan only warns: three of two are taken, and the page says so.
    const answer = await school.post('/vacancy-requests', request)
    const page = await clerk.read(answer.headers.get('Location') ?? '')
    expect(page).toContain('核定 2 名，已申请 3 名， 超计划 1 名')
    expect(page).toContain('本次 3 名超出计划')
    expect(await clerk.read(path)).toContain('用编申请2024-0001')
    const beyond = { ...request, count: '1', beyondPlan: 'yes' }
    const unfounded = await school.post('/vacancy-requests', beyond)
    expect(unfounded.status).toBe(422)
    expect(await unfounded.text()).toContain('href="#beyondPlanReason"')
    const founded = await school.post('/vacancy-requests', {
      ...beyond,
      beyondPlanReason: '安置任务',
      ...paper,
    })
    expect(await clerk.read(founded.headers.get('Location') ?? '')).toContain(
      '计划外 安置任务 朝编发〔2024〕6号',
    )
  })

  test('is adjusted by another paper, not below what is asked for', async () => {
    expect((await clerk.get(`${path}/adjustment`)).status).toBe(403)
    const page = await (await director.get(`${path}/adjustment`)).text()
    expect(page).toContain('name="count-0" type="text" value="2"')
    const line = { 'kind-0': 'institution', 'wayIn-0': 'hiring', 'count-0': '1', 'reason-0': '缺员' }
    const below = await director.post(`${path}/adjustment`, { ...line, words: '压减', ...paper })
    expect(textOf(await below.text())).toContain('不能调整为 1 名')
    const more = { ...line, 'count-0': '3' }
    expect((await director.post(`${path}/adjustment`, { ...more, words: '', ...paper })).status).toBe(422)
    expect((await director.post(`${path}/adjustment`, { ...more, words: '追加', ...paper })).status).toBe(303)
    expect(await clerk.read(path)).toContain('调整（主要领导）')
  })
})

test('next year begins with this year’s plan', async () => {
  const copied = await school.post('/vacancy-plans/form', {
    organization: '试验区中学',
    year: '2025',
    copy: 'yes',
  })
  const page = await copied.text()
  expect(page).toContain('name="count-0" type="text" value="3"')
  const none = await school.post('/vacancy-plans/form', {
    organization: '试验区中学',
    year: '2027',
    copy: 'yes',
  })
  expect(none.status).toBe(422)
  expect(textOf(await none.text())).toContain('没有 2026 年用编计划可以套用')
})

test('a plan is withdrawn with a reason and declared again', async () => {
  const next = {
    ...form,
    year: '2025',
    'count-0': '1',
    'kind-1': '',
    'wayIn-1': '',
    'count-1': '',
    'reason-1': '',
  }
  const path = (await school.post('/vacancy-plans', next)).headers.get('Location') ?? ''
  expect((await school.post(`${path}/withdrawal`, { reason: '' })).status).toBe(422)
  expect((await school.post(`${path}/withdrawal`, { reason: '岗位调整' })).status).toBe(303)
  expect(await school.read(path)).toContain('修改并申报')
  expect((await school.post('/vacancy-plans', next)).headers.get('Location')).toBe(path)
})
