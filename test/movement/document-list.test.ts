import { sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import exceljs from 'exceljs'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rankApprovals, rankRatios } from '../../src/establishment/rank-quota.schema.ts'
import {
  approvedHeadcounts,
  establishmentControls,
  headcountFreezes,
  vacancyRequests,
} from '../../src/establishment/schema.ts'
import { factsResting } from '../../src/movement/document-fact.store.ts'
import { documentUseOrder } from '../../src/movement/document-use.ts'
import { reforms } from '../../src/movement/schema.ts'
import { personApplications } from '../../src/staffing/schema.ts'
import { demoDatabase, regionCode, type TestDatabase, viewpoint } from '../database/harness.ts'
import { type Client, servicesOn, signedIn, textOf } from '../http/client.ts'

let database: TestDatabase
let clerk: Client
let contact: Client

beforeAll(async () => {
  database = await demoDatabase()
  clerk = await signedIn(servicesOn(database), 'clerk', 'Demo-2024-clerk')
  contact = await signedIn(servicesOn(database), 'education-contact', 'Demo-2024-education-contact')
})
afterAll(() => database.drop())

/** The ids of the papers that the whole list names. */
async function listed(by: Client, query = ''): Promise<string[]> {
  const page = await (await by.get(`/documents?print=yes${query}`)).text()
  const rows = page.slice(page.indexOf('<tbody'))
  return [...new Set([...rows.matchAll(/href="\/documents\/([0-9a-f-]{36})/g)].map(([, id = '']) => id))]
}

async function idsBy(rows: Promise<readonly Record<string, unknown>[]>): Promise<string[]> {
  return (await rows).map(({ id }) => String(id))
}

const belowEducation = () => database.sql`
  with recursive subtree (id) as (
    select organization_id from organization_versions
    where short_name = '区教育局' and superseded_at is null and effective_to is null
    union select v.organization_id from organization_versions v join subtree on v.parent_id = subtree.id
    where v.superseded_at is null and v.effective_from <= '2024-01-15'
      and (v.effective_to is null or v.effective_to > '2024-01-15')
  ) select id from subtree`

describe('the list of papers', () => {
  test('holds every paper of the registry, and says of how much it is the ground', async () => {
    const all = await idsBy(database.sql`select id from approval_documents`)
    expect((await listed(clerk)).sort()).toEqual(all.sort())
    const [busiest] = await database.sql<{ id: string; number: string; movements: number; people: number }[]>`
      select d.id, d.number, count(*)::int as movements, count(distinct person_id)::int as people
      from movements m join approval_documents d on d.id = m.document_id
      group by d.id, d.number order by count(*) desc limit 1`
    const found = await clerk.read(`/documents?q=${encodeURIComponent(busiest?.number ?? '')}`)
    expect(busiest?.movements).toBeGreaterThan(10)
    expect(found).toContain('共 1 件')
    expect(found).toMatch(new RegExp(`人员异动 ${busiest?.movements} \\d+ ${busiest?.people} –`))
  })

  test('is searched by any part of 文号 or title; a percent sign is a character like any other', async () => {
    const named = await idsBy(database.sql`
      select id from approval_documents where number like '%〔2022〕3%' or title like '%〔2022〕3%'`)
    expect(named.length).toBeGreaterThan(1)
    expect((await listed(clerk, `&q=${encodeURIComponent('〔2022〕3')}`)).sort()).toEqual(named.sort())
    expect(await clerk.read('/documents?q=%25')).toContain('没有符合条件的批文')
  })

  test('is narrowed by year, by authority and by what rests on a paper', async () => {
    const some = await idsBy(database.sql`
      select id from approval_documents d
      where d.issued_on between '2023-01-01' and '2023-12-31' and d.issuer = '中共朝天区委机构编制委员会'
        and exists (select from approved_headcounts h where h.document_id = d.id)`)
    expect(some.length).toBeGreaterThan(1)
    const query = `&year=2023&use=headcount&issuer=${encodeURIComponent('中共朝天区委机构编制委员会')}`
    expect((await listed(clerk, query)).sort()).toEqual(some.sort())
  })

  test('numbers stand by their size: 9号 before 31号', async () => {
    const page = await (await clerk.get('/documents?sort=number&print=yes')).text()
    const serials = [...page.matchAll(/>朝编发〔2023〕(\d+)号<\/a>/g)].map(([, serial]) => Number(serial))
    expect(serials.length).toBeGreaterThan(5)
    expect(serials).toEqual(serials.toSorted((a, b) => a - b))
  })

  test('as known at a moment holds only what had been registered by then', async () => {
    const moment = '2022-06-30T00:00:00Z'
    const known = await idsBy(database.sql`select id from approval_documents where recorded_at <= ${moment}`)
    expect(known.length).toBeGreaterThan(10)
    expect((await listed(clerk, `&asKnownAt=${moment}`)).sort()).toEqual(known.sort())
  })
})

describe('what rests on a paper', () => {
  test('no table that names a paper is left out', async () => {
    const tables = await database.sql<{ table: string }[]>`
      select distinct table_name as table from information_schema.columns
      where table_schema = 'public' and column_name like '%document_id' and table_name <> 'approval_document_files'`
    expect(tables.length).toBeGreaterThan(14)
    const asked = { ofDocument: () => sql`true`, uses: documentUseOrder }
    const statement = new PgDialect().sqlToQuery(factsResting(viewpoint(), asked)).sql
    expect(tables.filter(({ table }) => !statement.includes(`"${table}"`))).toEqual([])
  })

  test('is told in full on its page, each leading to where it stands, and in the file', async () => {
    const paper = await paperOfEverything()
    const page = await (await clerk.get(`/documents/${paper}`)).text()
    const told = textOf(page.slice(page.indexOf('<tbody'), page.indexOf('</tbody>')))
    for (const words of [
      '设立 设立朝天区大数据服务中心',
      '合并 改革方案2024-0901',
      '事业编制 +3',
      '事业编制 2，至 2025-01-01',
      '股级 副职 +1',
      '一级至四级主任科员 核定 6 名，至 2025-01-01',
      '四级调研员 12.5%',
      '领导职数 刚性控制',
      '计划外用编 用编2024-0901，1 名',
      '更正基本信息 更正申请2024-0901',
    ]) {
      expect(told).toContain(words)
    }
    const file = new exceljs.Workbook()
    await file.xlsx.load(await (await clerk.get(`/documents/${paper}/facts.xlsx`)).arrayBuffer())
    const written: string[] = []
    file.worksheets[0]?.eachRow((row, at) => {
      if (at > 3) written.push(String(row.getCell(2).value ?? ''))
    })
    expect(written).toContain('合并 改革方案2024-0901')
    expect(written.length).toBeGreaterThan(8)
    for (const href of new Set([...page.matchAll(/<td[^>]*><a href="([^"]+)"/g)].map(([, to = '']) => to))) {
      // The reform and the request were planted without what their own pages need.
      if (/^\/(reforms|vacancy-requests)\//.test(href)) continue
      expect([href, (await clerk.get(href.replaceAll('&amp;', '&'))).status]).toEqual([href, 200])
    }
  })
})

describe('a unit', () => {
  test('sees the papers that concern it and what is below it, no other', async () => {
    const subtree = (await belowEducation()).map(({ id }) => String(id))
    const concerning = await idsBy(database.sql`
      select document_id as id from movements
      where from_organization_id = any(${subtree}) or to_organization_id = any(${subtree})
      union select document_id from approved_headcounts where organization_id = any(${subtree})
      union select document_id from leadership_posts where organization_id = any(${subtree})
      union select document_id from headcount_freezes where organization_id = any(${subtree})
      union select document_id from organization_versions where organization_id = any(${subtree})
      union select document_id from organization_events where organization_id = any(${subtree})
      union select document_id from entry_overrides where organization_id = any(${subtree})
      union select s.document_id from vacancy_plan_steps s join vacancy_plans p on p.id = s.plan_id
        where p.organization_id = any(${subtree})
      union select x.document_id from (
        select person_id, document_id from person_particulars union select person_id, document_id from person_fact_acts
      ) x where (
        select organization_id from assignments a where a.person_id = x.person_id and superseded_at is null
        order by effective_from <= '2024-01-15' and (effective_to is null or effective_to > '2024-01-15') desc,
          effective_from desc limit 1) = any(${subtree})`)
    const papers = concerning.filter((id) => id !== 'null')
    const seen = await listed(contact)
    expect(seen.sort()).toEqual(papers.sort())
    const [other] = await idsBy(database.sql`
      select id from approval_documents where not id = any(${seen}) limit 1`)
    expect((await contact.get(`/documents/${other}`)).status).toBe(404)
    expect((await contact.get(`/documents/${other}/facts.xlsx`)).status).toBe(404)
    expect((await clerk.get(`/documents/${other}`)).status).toBe(200)
  })

  test('of a paper that concerns many it is told what concerns itself, in numbers too', async () => {
    const subtree = (await belowEducation()).map(({ id }) => String(id))
    const [shared] = await database.sql<{ id: string; number: string; own: number; others: number }[]>`
      select d.id, d.number,
        count(*) filter (where h.organization_id = any(${subtree}))::int as own,
        count(*) filter (where h.organization_id <> all(${subtree}))::int as others
      from approved_headcounts h join approval_documents d on d.id = h.document_id
      group by d.id, d.number
      having count(*) filter (where h.organization_id = any(${subtree})) > 0
        and count(*) filter (where h.organization_id <> all(${subtree})) > 0
      limit 1`
    const page = await (await contact.get(`/documents/${shared?.id}`)).text()
    const facts = page.slice(page.indexOf('<tbody'), page.indexOf('</tbody>'))
    const units = [...facts.matchAll(/href="\/organizations\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id)
    expect(units.length).toBeGreaterThan(0)
    expect(units.filter((id) => !subtree.includes(id))).toEqual([])
    expect(textOf(facts).match(/核定编制/g)).toHaveLength(shared?.own ?? 0)
    const row = await contact.read(`/documents?q=${encodeURIComponent(shared?.number ?? '')}`)
    expect(row).toContain(`核定编制 ${shared?.own} `)
  })

  test('has them on its record too, in the order asked for, and as a file in the same order', async () => {
    const subtree = (await belowEducation()).map(({ id }) => String(id))
    const [unit] = await database.sql`
      select organization_id as id from approved_headcounts where organization_id = any(${subtree})
      group by organization_id order by count(distinct document_id) desc limit 1`
    const tab = `/organizations/${unit?.id}/documents`
    const page = await (await contact.get(`${tab}?sort=-number`)).text()
    const rows = page.slice(page.indexOf('<tbody'))
    const numbers = [...rows.matchAll(/<th scope="row"[^>]*><a[^>]*>([^<]+)</g)].map(([, number]) => number)
    expect(numbers.length).toBeGreaterThan(1)
    const file = new exceljs.Workbook()
    await file.xlsx.load(await (await contact.get(`${tab}.xlsx?sort=-number`)).arrayBuffer())
    const written: string[] = []
    file.worksheets[0]?.eachRow((row, at) => {
      if (at > 3) written.push(row.getCell(1).text)
    })
    expect(written.slice(0, numbers.length)).toEqual(numbers)
    const [other] = await database.sql`
      select organization_id as id from organization_versions where short_name = '区委编办' limit 1`
    expect((await contact.get(`/organizations/${other?.id}/documents.xlsx`)).status).toBe(404)
  })

  test('finds its papers by the search on every page, and not those of others', async () => {
    const seen = await listed(contact)
    const [own] = await database.sql`select number from approval_documents where id = any(${seen}) limit 1`
    const [other] =
      await database.sql`select number from approval_documents where not id = any(${seen}) limit 1`
    const found = async (number: unknown) => {
      const answer = await contact.post('/search', { q: String(number) })
      const at = answer.headers.get('Location')
      return textOf(at === null ? await answer.text() : await (await contact.get(at)).text())
    }
    expect(await found(own?.number)).toContain('批文 1 件')
    expect(await found(other?.number)).not.toContain('批文 1 件')
  })
})

/** A paper of the example on which a unit was set up; whatever else may rest on one is added. */
async function paperOfEverything(): Promise<string> {
  const [paper] = await database.sql<{ id: string; unit: string; by: string }[]>`
    select d.id, e.organization_id as unit, d.recorded_by as by from organization_events e
    join approval_documents d on d.id = e.document_id where e.summary = '设立朝天区大数据服务中心'`
  if (paper === undefined) throw new Error('the example sets up no 大数据服务中心')
  const { id: documentId, unit, by } = paper
  const { db } = database
  const kept = { regionCode, recordedAt: new Date('2024-01-10T01:00:00Z'), recordedBy: by }
  const row = { ...kept, id: v7(), documentId }
  const place = { organizationId: unit, establishmentKind: 'institution' }
  const [person] = await database.sql<{ personId: string; versionId: string }[]>`
    select p.person_id as "personId", p.id as "versionId"
    from person_particulars p join assignments a on a.person_id = p.person_id limit 1`
  await db
    .insert(approvedHeadcounts)
    .values({ ...row, ...place, change: 3, effectiveOn: '2024-01-10', note: '' })
  await db
    .insert(headcountFreezes)
    .values({ ...row, ...place, count: 2, note: '', effectiveFrom: '2024-01-10', effectiveTo: '2025-01-01' })
  await db.insert(rankApprovals).values({
    ...row,
    organizationId: unit,
    fromLevel: '07',
    toLevel: '10',
    count: 6,
    note: '',
    effectiveFrom: '2024-01-10',
    effectiveTo: '2025-01-01',
  })
  await db.insert(rankRatios).values({
    ...row,
    fromLevel: '06',
    toLevel: '06',
    percent: '12.50',
    establishmentKinds: ['administrative'],
    rounding: 'down',
    leadersCount: false,
    note: '',
    effectiveFrom: '2024-01-10',
  })
  await db.insert(establishmentControls).values({
    ...row,
    measure: 'leadership',
    establishmentKind: '',
    control: 'stop',
    effectiveFrom: '2030-01-01',
  })
  const plan = { predecessors: [{ organizationId: unit }], successors: [] }
  const reform = { number: '改革方案2024-0901', kind: 'merger', effectiveOn: '2024-03-01', plan, summary: '' }
  await db.insert(reforms).values({ ...row, ...reform })
  await db.insert(vacancyRequests).values({
    ...kept,
    ...place,
    id: v7(),
    number: '用编2024-0901',
    wayIn: 'recruitment',
    count: 1,
    reason: '',
    planYear: 2024,
    beyondPlanReason: '急需',
    beyondPlanDocumentId: documentId,
  })
  await db.insert(personApplications).values({
    ...row,
    number: '更正申请2024-0901',
    personId: person?.personId ?? '',
    organizationId: unit,
    versionId: person?.versionId ?? '',
    name: '更名',
    reason: '',
  })
  return documentId
}
