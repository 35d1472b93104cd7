import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ageing, ageInWords, retirementsDue } from '../../src/movement/retirement-due.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn, textOf } from '../http/client.ts'

const somebody: Ageing = {
  personId: 'p',
  name: '示例甲',
  sex: '1',
  bornOn: '1964-06-10',
  identityCategory: 'civil-servant',
  organizationId: 'o',
  establishmentKind: 'administrative',
  endsOn: null,
  senior: false,
  choice: null,
  chosenOn: null,
}

test.each`
  who                           | sex    | category           | bornOn          | asOf            | dueOn           | age
  ${'a man'}                    | ${'1'} | ${'civil-servant'} | ${'1964-02-29'} | ${'2024-01-15'} | ${'2024-02-29'} | ${'60 周岁'}
  ${'a woman official'}         | ${'2'} | ${'civil-servant'} | ${'1969-03-10'} | ${'2024-01-15'} | ${'2024-03-10'} | ${'55 周岁'}
  ${'a woman worker'}           | ${'2'} | ${'office-worker'} | ${'1974-06-05'} | ${'2024-01-15'} | ${'2024-06-05'} | ${'50 周岁'}
  ${'a man under the new law'}  | ${'1'} | ${'civil-servant'} | ${'1965-02-20'} | ${'2025-02-01'} | ${'2025-03-20'} | ${'60 周岁 1 个月'}
  ${'a woman worker under it'}  | ${'2'} | ${'office-worker'} | ${'1975-03-31'} | ${'2025-02-01'} | ${'2025-05-31'} | ${'50 周岁 2 个月'}
  ${'the last day of the year'} | ${'1'} | ${'civil-servant'} | ${'1965-01-15'} | ${'2024-01-15'} | ${'2025-01-15'} | ${'60 周岁'}
`('$who born $bornOn is due on $dueOn', ({ sex, category, bornOn, asOf, dueOn, age }) => {
  const person = { ...somebody, sex, identityCategory: category, bornOn }
  const [due] = retirementsDue([person], { asOf, months: 12 })
  expect(due?.dueOn).toBe(dueOn)
  expect(due && ageInWords(due.age)).toBe(age)
  expect(due?.overdue).toBe(false)
})

test('one day later than the horizon is not on the list; who has reached the age and is still there is', () => {
  const asked = { asOf: '2024-01-15', months: 12 }
  expect(retirementsDue([{ ...somebody, bornOn: '1965-01-16' }], asked)).toEqual([])
  expect(retirementsDue([{ ...somebody, bornOn: '1964-01-14' }], asked)).toMatchObject([{ overdue: true }])
  expect(retirementsDue([{ ...somebody, bornOn: '1964-01-15' }], asked)).toMatchObject([{ overdue: false }])
})

test('a woman in a leading post of the county is to be verified, a man is not', () => {
  const woman = { ...somebody, sex: '2', bornOn: '1969-03-10', senior: true }
  const asked = { asOf: '2024-01-15', months: 12 }
  expect(retirementsDue([woman], asked)).toMatchObject([{ toVerify: true }])
  expect(retirementsDue([{ ...somebody, senior: true }], asked)).toMatchObject([{ toVerify: false }])
})

test('who chose another day is due on that day, early or late, and the statutory day stands beside it', () => {
  const asked = { asOf: '2025-02-01', months: 12 }
  const teacher = { ...somebody, identityCategory: 'institution-staff', bornOn: '1966-04-10' }
  expect(retirementsDue([teacher], asked)).toEqual([])
  const early = { ...teacher, choice: 'early', chosenOn: '2026-01-10' }
  expect(retirementsDue([early], asked)).toMatchObject([{ dueOn: '2026-01-10', statutoryOn: '2026-08-10' }])
  const near = { ...somebody, bornOn: '1965-02-20', choice: 'late', chosenOn: '2027-03-20' }
  expect(retirementsDue([near], asked)).toEqual([])
})

describe('the list of the district', () => {
  let database: TestDatabase
  let clerk: Client
  let contact: Client

  beforeAll(async () => {
    database = await demoDatabase()
    clerk = await signedIn(servicesOn(database), 'clerk', 'Demo-2024-clerk')
    contact = await signedIn(servicesOn(database), 'education-contact', 'Demo-2024-education-contact')
  })
  afterAll(() => database.drop())

  test('has exactly those whom the three ages reach by 15 January 2025, and those it has reached', async () => {
    const [row] = await database.sql<{ people: number }[]>`
      select count(*)::int as people from assignments a
      join person_particulars p using (region_code, person_id)
      where a.superseded_at is null and p.superseded_at is null
        and daterange(a.effective_from, a.effective_to) @> date '2024-01-15'
        and daterange(p.effective_from, p.effective_to) @> date '2024-01-15'
        and p.born_on <= case when p.sex <> '2' then date '1965-01-15'
          when p.identity_category = 'office-worker' then date '1975-01-15' else date '1970-01-15' end`
    expect(row?.people).toBeGreaterThan(20)
    expect(await clerk.read('/retirements')).toContain(`共 ${row?.people} 人`)
    expect((await listedIn('/retirements.xlsx')).length).toBe(row?.people)
  })

  test('marks who is in hand and leads the others to a form that begins with the day', async () => {
    const page = await (await clerk.get('/retirements')).text()
    expect(textOf(page)).toContain('办理中，异动')
    const link = /href="(\/movements\/new\?kind=retirement[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    const dueOn = /effectiveOn=([\d-]+)/.exec(link ?? '')?.[1]
    const form = await (await clerk.get(link ?? '')).text()
    expect(form).toContain(`value="${dueOn}"`)
    expect(form).toContain('达到法定退休年龄')
    expect(await contact.read('/retirements')).toContain('区教育局')
  })

  test('a day after the decision of 2024 moves the same people later', async () => {
    const before = (await listedIn('/retirements.xlsx?asOf=2024-09-12&months=24')).length
    const after = (await listedIn('/retirements.xlsx?asOf=2024-09-13&months=24')).length
    expect(after).toBeLessThan(before)
    expect(await clerk.read('/retirements?asOf=2024-09-13&months=24')).toContain('60 周岁 1 个月')
  })

  test('a contact sees the own units, and another unit is as if it were not there', async () => {
    const own = (await listedIn('/retirements.xlsx', contact)).length
    expect(own).toBeGreaterThan(0)
    expect(own).toBeLessThan((await listedIn('/retirements.xlsx')).length)
    expect(await contact.read('/retirements?unit=区委编办')).toContain('没有找到机构“区委编办”')
    expect(await clerk.read('/retirements?unit=区委编办')).not.toContain('没有找到机构')
  })

  test('nobody due: what would stand here', async () => {
    expect(await clerk.read('/retirements?asOf=1999-01-01')).toContain('没有到龄人员')
  })

  async function listedIn(path: string, who = clerk) {
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(await (await who.get(path)).arrayBuffer())
    const names: unknown[] = []
    workbook.worksheets[0]?.eachRow((row, number) => {
      if (number > 3 && typeof row.getCell(1).value === 'number') names.push(row.getCell(3).value)
    })
    return names
  }
})
