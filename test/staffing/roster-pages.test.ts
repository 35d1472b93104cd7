import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { bureau, entryOf, identityNumber, officer, settled } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let clerk: Client
let head: Client
let contact: Client
let office: string
const number = identityNumber('1988-08-08')

beforeAll(async () => {
  database = await emptyDatabase()
  const root = await plantRegion(database.db, officer('clerk'))
  office = await bureau(database.db, root, { name: '教育局', approved: 5 })
  const other = await bureau(database.db, root, { name: '民政局', approved: 5 })
  const dated = { effectiveOn: '2023-03-01' }
  await settled(database.db, entryOf(office, { ...dated, name: '单小明', number }))
  await settled(
    database.db,
    entryOf(office, {
      ...dated,
      name: '欧阳青',
      number: identityNumber('1970-01-01'),
      kind: 'transfer-in',
      particulars: { otherUnit: '外县教育局' },
    }),
  )
  await settled(database.db, entryOf(other, { ...dated, name: '安然', number: identityNumber('1999-12-31') }))
  clerk = await signedInAs(database, 'clerk')
  head = await signedInAs(database, 'section-head')
  contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: other })
})
afterAll(() => database.drop())

const search = (client: Client, form: Record<string, string>) => client.post('/people/search', form)
/** The names in the order of the list. */
async function named(client: Client, address: string): Promise<string[]> {
  const page = await (await client.get(address)).text()
  return [...page.matchAll(/<th scope="row"><a [^>]*>([^<]+)<\/a>/g)].map(([, name]) => name ?? '')
}

describe('the list as it was asked for', () => {
  test('the form answers with an address that holds exactly what was filled in', async () => {
    const answer = await search(clerk, {
      unit: '教育局',
      q: ' ',
      field: 'age',
      operator: 'between',
      value: '30',
      until: '',
    })
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      303,
      '/people?unit=%E6%95%99%E8%82%B2%E5%B1%80&where=age.between.30..',
    ])
    expect(await named(clerk, answer.headers.get('Location') ?? '')).toEqual(['欧阳青', '单小明'])
    expect(await clerk.read('/people?where=age.between.x..')).toContain('条件无法识别，未使用：年龄 x')
  })

  test('a heading sorts by its column, and again the other way; the answer tells which', async () => {
    const page = await (await clerk.get('/people?columns=bornOn')).text()
    expect(page).toContain('href="/people?sort=bornOn&amp;columns=bornOn"')
    expect(await named(clerk, '/people?sort=bornOn&columns=bornOn')).toEqual(['欧阳青', '单小明', '安然'])
    const sorted = await (await clerk.get('/people?sort=bornOn&columns=bornOn')).text()
    expect(sorted).toContain('aria-sort="ascending"')
    expect(sorted).toContain('href="/people?sort=-bornOn&amp;columns=bornOn"')
    expect(await named(clerk, '/people?sort=-bornOn')).toEqual(['安然', '单小明', '欧阳青'])
    // an ran, ou yang qing, shan xiao ming
    expect(await named(clerk, '/people?sort=name')).toEqual(['安然', '欧阳青', '单小明'])
  })

  test('the columns are those in the address, else those the user last chose, for himself alone', async () => {
    expect(await clerk.read('/people')).toContain('姓名 编制单位 ▲ 性别 年龄 编制类型')
    const answer = await search(clerk, { column: 'entryWay' })
    expect(answer.headers.get('Location')).toBe('/people?columns=entryWay')
    expect(await clerk.read('/people')).toContain('姓名 编制单位 ▲ 入编方式 欧阳青 教育局 调入 单小明')
    expect(await clerk.read('/people?columns=entryOrigin,entryWay')).toContain(
      '来源单位 入编方式 欧阳青 教育局 外县教育局 调入',
    )
    expect(await head.read('/people')).toContain('姓名 编制单位 ▲ 性别 年龄')
    const [row] = await database.sql<
      { value: string }[]
    >`select value from user_choices where name = 'roster-columns'`
    expect(row?.value).toBe('entryWay')
  })

  test('a condition grows: its field chosen, the rest of its line and a blank one', async () => {
    const line = await (await clerk.get('/people/condition?field=education')).text()
    expect(line).toContain('<option value="20">大学本科教育</option>')
    expect(line.match(/name="field"/g)?.length).toBe(2)
    expect(
      (await (await clerk.get('/people/condition?field=evil')).text()).match(/name="field"/g)?.length,
    ).toBe(1)
  })
})

describe('an identity number', () => {
  test('is looked up from the form and stands in no address, no page and no trail', async () => {
    const answer = await search(clerk, { q: `甲 ${number}\n99081219900517003X` })
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(textOf(page)).toContain('按 2 个身份证号查找，2024-01-15 在编 1 人')
    expect(page).toContain('单小明')
    expect(page).not.toContain(number)
    expect(page).not.toContain('欧阳青')
    const trail = await database.sql`select * from audit_entries e where e::text like ${`%${number}%`}`
    expect(trail).toEqual([])
  })

  test('of another unit finds nobody', async () => {
    const page = textOf(await (await search(contact, { q: number })).text())
    expect(page).toContain('在编 0 人')
    expect(page).not.toContain('单小明')
  })

  test('typed into the address is not looked up', async () => {
    expect(await clerk.read(`/people?q=${number}`)).toContain('身份证号不在地址栏中查询')
  })
})

describe('what leaves', () => {
  test('the file holds exactly the rows and columns of the list', async () => {
    const answer = await clerk.get('/people.xlsx?sort=-bornOn&columns=entryWay,bornOn')
    const book = new exceljs.Workbook()
    await book.xlsx.load(await answer.arrayBuffer())
    const rows: unknown[][] = []
    book.worksheets[0]?.eachRow((row) => {
      const cells: unknown[] = []
      row.eachCell((cell) => cell.master === cell && cells.push(cell.value))
      rows.push(cells)
    })
    expect(rows.slice(2)).toEqual([
      ['序号', '姓名', '编制单位', '入编方式', '出生日期'],
      [1, '安然', '民政局', '录用', '1999-12-31'],
      [2, '单小明', '教育局', '录用', '1988-08-08'],
      [3, '欧阳青', '教育局', '调入', '1970-01-01'],
      ['共 3 人。'],
      ['示例数据，人员均为虚构。'],
    ])
  })

  test('the print holds the whole list, and the trail tells of it', async () => {
    expect(await named(clerk, '/people/print?where=sex.is.1')).toEqual(
      await named(clerk, '/people?where=sex.is.1'),
    )
    const [entry] = await database.sql<{ after: { people: number } }[]>`
      select after from audit_entries where action = 'print.list' order by id desc limit 1`
    expect(entry?.after.people).toBe((await named(clerk, '/people?where=sex.is.1')).length)
  })

  test('who may not see pay is offered no account, and asks for it in vain', async () => {
    expect(await (await clerk.get('/people')).text()).toContain('value="bankAccount"')
    const page = await (await contact.get('/people?columns=bankAccount,sex&where=bankAccount.held')).text()
    expect(page).not.toContain('工资账号')
    expect(await named(contact, '/people?where=bankAccount.held')).toEqual(['安然'])
    expect((await contact.get('/people/print')).status).toBe(200)
  })
})

test('an administrator finds no list', async () => {
  const administrator = await signedInAs(database, 'system-administrator')
  for (const path of ['/people', '/people/print', '/people/rows', '/people/condition', '/people.xlsx']) {
    expect((await administrator.get(path)).status).toBe(403)
  }
  expect((await search(administrator, { q: number })).status).toBe(403)
})
