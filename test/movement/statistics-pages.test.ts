import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoDatabase, emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn, signedInAs, textOf } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'
import { officer } from './planted.ts'

let database: TestDatabase
let clerk: Client
let contact: Client

beforeAll(async () => {
  database = await demoDatabase()
  clerk = await signedIn(servicesOn(database), 'clerk', 'Demo-2024-clerk')
  contact = await signedIn(servicesOn(database), 'education-contact', 'Demo-2024-education-contact')
})
afterAll(() => database.drop())

describe('增减变动', () => {
  test.each(['2021-12-31', '2022-12-31', '2023-12-31', '2024-06-30'])(
    'of the district up to %s ties in every line, and each count opens as many people',
    async (day) => {
      const address = `/staffing-changes?asOf=${day}`
      expect(await clerk.read(address)).toContain('全部相符')
      await expectOpened(address, day === '2023-12-31' ? 16 : 4)
    },
  )

  test('of one bureau opens its own units and the people behind each count', async () => {
    const address = '/staffing-changes?unit=区教育局&from=2020-12-31&asOf=2023-12-31'
    const page = await clerk.read(address)
    expect(page).toContain('区教育局')
    expect(page).toContain('全部相符')
    await expectOpened(address, 16)
  })

  test('says what was believed at an earlier moment, and who is believed elsewhere since', async () => {
    const [late] = await database.sql<{ day: string; recordedAt: string }[]>`
      select m.effective_on::text as day, e.recorded_at as "recordedAt"
      from movement_effects e join movements m on m.region_code = e.region_code and m.id = e.movement_id
      where e.corrects_id is not null order by e.recorded_at desc limit 1`
    if (late === undefined) throw new Error('the example has no correction')
    const before = new Date(Date.parse(late.recordedAt) - 1).toISOString()
    const [truth] = await database.sql<{ differing: number }[]>`
      with spells as (select * from assignments where daterange(effective_from, effective_to) @> ${late.day}::date),
      earlier as (select * from spells where recorded_at <= ${before}::timestamptz
        and (superseded_at is null or superseded_at > ${before}::timestamptz)),
      later as (select * from spells where superseded_at is null)
      select count(*)::int as differing from earlier full join later using (person_id)
      where earlier.organization_id is distinct from later.organization_id
        or earlier.establishment_kind is distinct from later.establishment_kind`
    const asked = new URLSearchParams({ asOf: late.day, earlier: before })
    const page = await clerk.read(`/staffing-changes/knowledge?${asked}`)
    if (truth?.differing === 0) expect(page).toContain('完全一致')
    else expect(page).toContain(`共 ${truth?.differing} 人有差异`)
    const far = await clerk.read('/staffing-changes/knowledge?asOf=2023-12-31&earlier=2021-01-31')
    expect(far).toContain('其间登记的异动')
    expect(await clerk.read('/staffing-changes/knowledge?earlier=x')).toContain('不是有效的时间')
  })

  test('an opening day after the closing day is said, and a count nobody could have clicked is not found', async () => {
    expect(await clerk.read('/staffing-changes?from=2024-12-31')).toContain('晚于时点')
    expect((await clerk.get('/staffing-changes/people?part=x&by=kind&line=administrative')).status).toBe(404)
    expect((await clerk.get('/staffing-changes/people?part=left&by=x')).status).toBe(404)
  })
})

describe('机构编制统计', () => {
  test.each(['2021-12-31', '2022-12-31', '2023-12-31'])(
    'of %s ties in every check, and each cell opens what it counts',
    async (day) => {
      const address = `/statistics?asOf=${day}`
      const page = await clerk.read(address)
      expect(page).not.toContain('≠')
      expect(page.match(/全部相符/g)?.length).toBe(6)
      await expectOpened(address, day === '2023-12-31' ? 30 : 5)
    },
  )

  test('as of the end of 2022, as it was known then, ties too', async () => {
    const page = await clerk.read('/statistics?asOf=2022-12-31&asKnownAt=2023-01-05')
    expect(page).not.toContain('≠')
  })

  test('of one bureau ties, and its contact sees that and nothing else', async () => {
    const office = await clerk.read('/statistics?unit=区教育局&asOf=2023-12-31')
    expect(office).not.toContain('≠')
    const own = await contact.read('/statistics?asOf=2023-12-31')
    const figures = (page: string) => page.slice(page.indexOf('机构统计'), page.indexOf('示例数据'))
    expect(figures(own)).toBe(figures(office))
    expect(await contact.read('/statistics?unit=区委编办')).toContain('没有找到机构')
  })

  test('men and women of the district at the end of 2023 are those the assignments hold', async () => {
    const [row] = await database.sql<{ men: number; women: number; minority: number }[]>`
      select count(*) filter (where p.sex = '1')::int as men, count(*) filter (where p.sex = '2')::int as women,
        count(*) filter (where p.ethnicity <> '01')::int as minority
      from assignments a join person_particulars p using (region_code, person_id)
      where a.superseded_at is null and p.superseded_at is null and a.establishment_kind <> 'filed'
        and daterange(a.effective_from, a.effective_to) @> date '2023-12-31'
        and daterange(p.effective_from, p.effective_to) @> date '2023-12-31'`
    const counted = async (column: string) => {
      const page = await clerk.read(
        `/statistics/people?asOf=2023-12-31&table=people&row=total&column=${column}`,
      )
      return /共 ([\d,]+) 人/.exec(page)?.[1]?.replaceAll(',', '')
    }
    expect(await counted('sex:1')).toBe(String(row?.men))
    expect(await counted('sex:2')).toBe(String(row?.women))
    expect(await counted('ethnicity:minority')).toBe(String(row?.minority))
  })

  test('is one workbook, a sheet a table, with the same totals', async () => {
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(await (await clerk.get('/statistics.xlsx?asOf=2023-12-31')).arrayBuffer())
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      '机构统计',
      '编制统计（按编制类型）',
      '编制统计（按机构类别）',
      '人员统计',
      '职务职级和岗位等级统计',
      '人员变动统计',
      '其他异动统计',
    ])
    const occupied = (name: string, total: string, column: number) => {
      let value: unknown = null
      workbook.getWorksheet(name)?.eachRow((row) => {
        if (row.getCell(1).value === total) value = row.getCell(column).value
      })
      return value
    }
    const people = occupied('人员统计', '编制合计', 2)
    expect(people).toBe(occupied('编制统计（按编制类型）', '编制合计', 3))
    expect(people).toBe(occupied('人员变动统计', '期末实有', 2))
    expect(people).toBeGreaterThan(3000)
  })

  test('a cell nobody could have clicked is not found', async () => {
    expect((await clerk.get('/statistics/people?table=x')).status).toBe(404)
    expect((await clerk.get('/statistics/units?table=people&row=total&column=total')).status).toBe(404)
  })
})

test('before anything is entered both pages say what would stand there', async () => {
  const empty = await emptyDatabase()
  try {
    await plantRegion(empty.db, officer('clerk'))
    const somebody = await signedInAs(empty, 'clerk')
    expect(await somebody.read('/staffing-changes')).toContain('没有在编人员')
    expect(await somebody.read('/statistics')).toContain('没有可以统计的机构和人员')
    expect(await somebody.read('/retirements')).toContain('没有到龄人员')
    for (const file of ['/staffing-changes.xlsx', '/statistics.xlsx', '/retirements.xlsx']) {
      const workbook = new exceljs.Workbook()
      await workbook.xlsx.load(await (await somebody.get(file)).arrayBuffer())
      expect([file, workbook.worksheets.length > 0]).toEqual([file, true])
    }
  } finally {
    await empty.drop()
  }
})

/** Follows linked counts of a page, `most` of them spread over it, and counts what each shows. */
async function expectOpened(address: string, most: number): Promise<void> {
  const page = await (await clerk.get(address)).text()
  const cells = [...page.matchAll(/<td class="number"><a href="([^"]+)">([\d,]+)<\/a>/g)]
  expect(cells.length).toBeGreaterThan(8)
  const step = Math.max(1, Math.floor(cells.length / most))
  for (const [, href = '', shown = ''] of cells.filter((_, place) => place % step === 0)) {
    const opened = href.replaceAll('&amp;', '&')
    const text = textOf(await (await clerk.get(opened)).text())
    const listed = opened.startsWith('/statistics/units') ? unitsIn(text, opened) : peopleIn(text)
    expect(`${opened} ${listed}`).toBe(`${opened} ${shown}`)
  }
}

function peopleIn(text: string): string | undefined {
  return /共 ([\d,]+) (?:人|项)/.exec(text)?.[1]
}

/** The number of units, or the sum of the column that was opened. */
function unitsIn(text: string, opened: string): string | undefined {
  const query = new URLSearchParams(opened.slice(opened.indexOf('?')))
  if (query.get('table') === 'units') return /共 ([\d,]+) 个/.exec(text)?.[1]
  const sums = /合计 [\d,]+ 个 ((?:[\d,–]+ ){6})/.exec(text)?.[1]?.trim().split(' ')
  const figures = ['approved', 'occupied', 'reserved', 'frozen', 'vacant', 'over']
  return sums?.[figures.indexOf(query.get('column') ?? '')]
}
