import { sql } from 'drizzle-orm'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdingJob } from '../../src/exchange/exchange-job.store.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantOrganization } from '../organization/planted.ts'
import {
  bureauRow,
  clerkRow,
  headcountFile,
  officer,
  organizationFile,
  paper,
  personFile,
  plantNewRegistry,
} from './office.ts'

let database: TestDatabase
let clerk: Client
let head: Client
let auditor: Client
let scoped: Client

beforeAll(async () => {
  database = await emptyDatabase()
  await plantNewRegistry(database.db)
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
  auditor = await signedInAs(database, 'auditor')
})

afterAll(() => database.drop())

/** What an entry of every day says beside an opening. */
const everyday = { effectiveOn: '2024-01-10', ...paper }

async function upload(
  client: Client,
  subject: string,
  bytes: Buffer,
  opensOn = '2024-01-01',
): Promise<string> {
  const file = new File([new Uint8Array(bytes)], '期初.xlsx')
  const answer = await client.send('/exchange/jobs', { subject, file, opensOn })
  expect(answer.status).toBe(303)
  return settled(client, answer.headers.get('Location') ?? '')
}

/** The page of the job once nobody works at it any more. */
async function settled(client: Client, path: string): Promise<string> {
  for (let look = 0; look < 200; look++) {
    if (!/正在读取|正在应用/.test(await client.read(path))) return path
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${path} still runs`)
}

describe('an opening on the pages', () => {
  test('goes from the first file over its preview to going live by another person', async () => {
    expect(await clerk.read('/exchange')).toContain('期初建账：未建账')
    const file = await organizationFile([bureauRow({ code: 'J01', name: '区教育局' })])
    const job = await upload(clerk, 'organizations', file)
    const page = await clerk.read(job)
    expect(page).toContain('新增 1 变更 0 未变 0 拒绝 0')
    expect(page).toContain('2 区教育局')
    expect((await clerk.post(`${job}/application`, {})).status).toBe(303)
    await settled(clerk, job)
    expect(await clerk.read(job)).toContain('已导入：新增 1，变更 0。 查看机构')
    expect(await clerk.read('/organizations?asOf=2024-01-01')).toContain('区教育局')
    // What was applied has left the job; it cannot be applied twice.
    const [kept] = await database.db.execute<{ left: boolean }>(
      sql`select content is null and preview is null as left from exchange_jobs`,
    )
    expect(kept?.left).toBe(true)
    expect((await clerk.post(`${job}/application`, {})).status).toBe(422)

    const opening = await clerk.read('/exchange/opening')
    expect(opening).toContain('状态 建账中 期初日 2024-01-01')
    expect(opening).toContain('作废全部期初数据')
    expect(opening).not.toContain('已核对无误')
    expect((await clerk.post('/exchange/opening/closing', { confirmed: 'yes' })).status).toBe(403)
    expect((await clerk.post('/exchange/opening/withdrawal', { reason: ' ' })).status).toBe(422)
    expect((await clerk.post('/exchange/opening/withdrawal', { reason: '编码有误' })).status).toBe(303)
    expect(await clerk.read('/exchange/opening')).toContain('状态 未建账 期初日 – 已作废 1 次')

    const again = await upload(clerk, 'organizations', file)
    await clerk.post(`${again}/application`, {})
    await settled(clerk, again)
    expect((await head.post('/exchange/opening/closing', {})).status).toBe(422)
    expect((await head.post('/exchange/opening/closing', { confirmed: 'yes' })).status).toBe(303)
    expect(await head.read('/exchange/opening')).toContain('状态 已启用')
    expect(await clerk.read('/exchange')).not.toContain('期初建账时填写')
  })

  test('a file with refused cells shows them, gives them to take away, and cannot be applied', async () => {
    const file = await headcountFile([{ organization: 'J99', kind: '行政编制', change: 1 }])
    const job = await upload(clerk, 'headcounts', file, '')
    const page = await clerk.read(job)
    expect(page).toContain('拒绝 1')
    expect(page).toContain('A2 机构编码 J99 没有找到“J99”。请核对名称或代码。')
    expect(page).toContain('有拒绝的单元格，不能应用')
    const answer = await clerk.get(`${job}/refused.xlsx`)
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(await answer.arrayBuffer())
    expect(JSON.stringify(workbook.worksheets[0]?.getRow(4).values)).toContain('A2')
    expect((await clerk.post(`${job}/application`, {})).status).toBe(303)
    await settled(clerk, job)
    expect(await clerk.read(job)).toContain('整个文件未导入')
    expect((await clerk.post(`${job}/cancellation`, {})).status).toBe(303)
    expect(await clerk.read(job)).toContain('已取消')
  })

  test('the imports are a list: sorted by a heading, and the file holds the same in that order', async () => {
    const page = await (await clerk.get('/exchange?sort=-new')).text()
    const listed = page.slice(page.indexOf('<h2>导入记录'))
    const ids = [...listed.matchAll(/<th scope="row"[^>]*><a href="\/exchange\/jobs\/([0-9a-f-]{36})/g)]
    expect(listed).toContain('aria-sort="descending"')
    expect(ids.length).toBeGreaterThan(2)
    const counts = [...listed.matchAll(/<tr>(.*?)<\/tr>/gs)].flatMap(([, row = '']) => {
      const cells = [...row.matchAll(/<td class="number">(.*?)<\/td>/g)].map(([, cell = '']) => cell)
      return cells.length === 4 ? [cells[0] === '–' ? null : Number(cells[0])] : []
    })
    expect(counts[0]).toBe(1)
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(await (await clerk.get('/exchange/jobs.xlsx?sort=-new')).arrayBuffer())
    const written: unknown[] = []
    workbook.worksheets[0]?.eachRow((row, at) => {
      if (at > 3) written.push(row.getCell(5).value)
    })
    expect(written.slice(0, counts.length)).toEqual(counts)
  })

  test('a file that is no table says so; the form keeps what was typed', async () => {
    const job = await upload(clerk, 'people', Buffer.from('no table'), '')
    expect(await clerk.read(job)).toContain('文件不是 .xlsx 工作簿或已损坏')
    const answer = await clerk.send('/exchange/jobs', { subject: 'pets', opensOn: 'soon' })
    expect(answer.status).toBe(422)
    const file = new File([new Uint8Array(await personFile([clerkRow(1)]))], 'a.xlsx')
    expect((await clerk.send('/exchange/jobs', { subject: 'people', file, opensOn: 'soon' })).status).toBe(
      422,
    )
  })

  test('while a file is applied its page says how far it is, and asks again by itself', async () => {
    const file = await organizationFile([bureauRow({ code: 'J03', name: '区民政局' })])
    const job = await upload(clerk, 'organizations', file, '')
    const id = job.slice(-36)
    await database.db.execute(
      sql`update exchange_jobs set state = 'applying', done = 1000, total = 40000 where id = ${id}`,
    )
    await holdingJob(database.db, officer('clerk').regionCode, id, async () => {
      const page = await (await clerk.get(job)).text()
      expect(textOf(page)).toContain('正在应用：已处理 1000，共 40000')
      expect(page).toContain('hx-trigger="every 1s"')
    })
  })

  test('a file is applied together with the word of its job, or not at all', async () => {
    const owner = database.owner()
    const file = await organizationFile([bureauRow({ code: 'J04', name: '区水利局', ...everyday })])
    const job = await upload(clerk, 'organizations', file, '')
    await owner.sql`alter table exchange_jobs add constraint cut check (state <> 'applied') not valid`
    expect((await clerk.post(`${job}/application`, {})).status).toBe(303)
    await settled(clerk, job)
    await owner.sql`alter table exchange_jobs drop constraint cut`
    expect([...(await owner.sql`select 1 from organizations where code = 'J04'`)]).toEqual([])
    expect((await clerk.post(`${job}/application`, {})).status).toBe(303)
    await settled(clerk, job)
    expect(await clerk.read(job)).toContain('已导入：新增 1，变更 0。')
    await owner.close()
  })

  test('a job somebody stopped working at is found again as it was before', async () => {
    const file = await organizationFile([bureauRow({ code: 'J02', name: '区卫生局' })])
    const answer = await clerk.send('/exchange/jobs', {
      subject: 'organizations',
      file: new File([new Uint8Array(file)], 'a.xlsx'),
    })
    const job = await settled(clerk, answer.headers.get('Location') ?? '')
    await database.db.execute(sql`update exchange_jobs set state = 'reading' where id = ${job.slice(-36)}`)
    expect(await clerk.read(job)).toContain('处理中断，没有作任何改动')
  })

  test('files are kept as ciphertext: no name and no number of theirs stands in the table', async () => {
    const job = await upload(clerk, 'people', await personFile([clerkRow(7, { organization: 'J01' })]), '')
    const [row] = await database.db.execute<{ content: Buffer; preview: Buffer }>(
      sql`select content, preview from exchange_jobs where id = ${job.slice(-36)}`,
    )
    expect(row?.content.length).toBeGreaterThan(1000)
    expect(row?.preview.toString('latin1')).not.toContain('rows')
    expect(row?.content.subarray(0, 1)).toEqual(Buffer.of(1))
  })
})

describe('who may', () => {
  test('only the office, and only somebody who sees the whole region', async () => {
    const bureau = await plantOrganization(database.db, officer('clerk'), { name: '区林业局', code: 'L01' })
    scoped = await signedInAs(database, 'clerk', { account: 'scoped-clerk', scopeOrganizationId: bureau })
    for (const path of [
      '/exchange',
      '/exchange/opening',
      '/exchange/templates/people.xlsx',
      '/exchange/tables/people.csv',
    ]) {
      expect((await auditor.get(path)).status).toBe(403)
      expect((await scoped.get(path)).status).toBe(403)
      expect((await clerk.get(path)).status).toBe(200)
    }
    const file = new File([new Uint8Array(await personFile([clerkRow(1)]))], 'a.xlsx')
    expect((await head.send('/exchange/jobs', { subject: 'people', file })).status).toBe(403)
  })

  test.each([
    '/exchange/templates/pets.xlsx',
    '/exchange/templates/people.csv',
    '/exchange/tables/people',
    '/exchange/jobs/1',
    `/exchange/jobs/${crypto.randomUUID()}`,
    `/exchange/jobs/${crypto.randomUUID()}/refused.xlsx`,
  ])('%s is not there', async (path) => {
    expect((await clerk.get(path)).status).toBe(404)
  })
})
