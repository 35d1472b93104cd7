import exceljs from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inOrder, type ListColumn } from '../../src/http/list.ts'
import { demoDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn } from './client.ts'

type Row = { name: string; count: number | null; place: number }
const columns: ListColumn<Row>[] = [
  { key: 'name', title: '名称', width: 10, value: ({ name }) => name },
  { key: 'count', title: '名数', width: 10, kind: 'count', value: ({ count }) => count },
]

describe('the order of a list', () => {
  test('is by pinyin and by the numbers in a name; another click turns it round', () => {
    const rows = ['第十中学', '朝天镇2组', '朝天镇10组', '安乐村'].map((name, place) => ({
      name,
      count: null,
      place,
    }))
    const named = (descending: boolean) =>
      inOrder(rows, columns, { key: 'name', descending }).map(({ name }) => name)
    expect(named(false)).toEqual(['安乐村', '朝天镇2组', '朝天镇10组', '第十中学'])
    expect(named(true)).toEqual(['第十中学', '朝天镇10组', '朝天镇2组', '安乐村'])
  })

  test('loses nobody, leaves the empty last either way and equals as they stood', () => {
    const drawn = fc.array(fc.record({ name: fc.constant('甲'), count: fc.option(fc.integer()) }))
    fc.assert(
      fc.property(drawn, fc.boolean(), (given, descending) => {
        const rows = given.map((row, place) => ({ ...row, place }))
        const ordered = inOrder(rows, columns, { key: 'count', descending })
        expect(ordered.map(({ place }) => place).sort((a, b) => a - b)).toEqual(
          rows.map(({ place }) => place),
        )
        for (const [at, row] of ordered.entries()) {
          const next = ordered[at + 1]
          if (next === undefined) continue
          if (row.count === null) expect(next.count).toBeNull()
          else if (next.count !== null) {
            expect(descending ? row.count >= next.count : row.count <= next.count).toBe(true)
          }
          if (row.count === next.count) expect(row.place).toBeLessThan(next.place)
        }
      }),
    )
  })
})

/** A list, and how many columns its file has before the one that leads the row on the page. */
const lists = [
  ['clerk', '/organizations?category=party', 0],
  ['clerk', '/documents?year=2023', 0],
  ['education-contact', '/documents?use=movement', 0],
  ['clerk', '/movements?kind=transfer-in', 0],
  ['clerk', '/headcounts?kind=civil-service-institution', 0],
  ['clerk', '/vacancy-requests', 0],
  ['clerk', '/secondments', 1],
  ['clerk', '/retirements?months=6', 1],
  ['clerk', '/vacancy-plans?year=2023', 0],
  ['clerk', '/vacancy-plans/summary?year=2024&scope=planned', 0],
  ['clerk', '/vacancy-plans/publication?year=2023', 0],
  ['clerk', '/leadership-posts?rank=109', 0],
  ['clerk', '/leadership-posts/people?position=chief', 0],
  ['clerk', '/rank-quotas?group=07-10', 0],
  ['clerk', '/rank-quotas/people?group=07-08', 1],
  ['clerk', '/entry-overrides', 0],
  ['clerk', '/establishment?unit=区教育局', 0],
  ['clerk', '/wage-standards', 0],
  ['clerk', '/wage-standards?kind=operating-quota', 0],
  ['clerk', '/statistics/units?table=kinds&row=institution&column=approved', 0],
  ['clerk', '/statistics/people?table=people&row=political-legal&column=total', 0],
  ['clerk', '/staffing-changes/people?part=closing&by=kind&line=political-legal', 0],
  ['clerk', '/staffing-changes/knowledge?asOf=2023-12-31&earlier=2021-01-31', 0],
  ['finance', '/budget-adjustments?year=2023', 0],
  ['system-administrator', '/users', 0],
  ['audit-administrator', '/audit?action=session', 0],
] as const

describe('a list of the example', () => {
  let database: TestDatabase
  const clients = new Map<string, Client>()
  beforeAll(async () => {
    database = await demoDatabase()
    for (const account of new Set(lists.map(([one]) => one))) {
      clients.set(account, await signedIn(servicesOn(database), account, `Demo-2024-${account}`))
    }
  })
  afterAll(() => database.drop())

  test.each(lists)(
    'of %s at %s sorts by its headings, and its file holds the same rows so',
    async (account, address, before) => {
      const client = clients.get(account)
      if (client === undefined) throw new Error(`${account} is not signed in`)
      const read = async (path: string) => (await client.get(path)).text()
      const headings = [...(await read(address)).matchAll(/<a class="sort" href="([^"]+)"/g)].map(
        ([, href = '']) => href.replaceAll('&amp;', '&'),
      )
      expect(headings.length).toBeGreaterThan(2)
      for (const href of headings.slice(0, 2)) {
        const whole = await read(`${href}&print=yes`)
        const from = whole.indexOf('class="sort"')
        const page = whole.slice(from - 100, whole.indexOf('</table>', from))
        expect(page).toContain('aria-sort="ascending"')
        const leading = [...page.matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(([, cell = '']) =>
          cell.replaceAll(/<span class="tag[^>]*>.*?<\/span>|<[^>]+>/g, '').trim(),
        )
        const book = new exceljs.Workbook()
        await book.xlsx.load(await (await client.get(href.replace('?', '.xlsx?'))).arrayBuffer())
        const written: string[] = []
        // What stands on top of every printed page is title and header.
        const header = Number(book.worksheets[0]?.pageSetup.printTitlesRow?.split(':')[1])
        book.worksheets[0]?.eachRow((row, at) => {
          if (at > header) written.push(String(row.getCell(1 + before).value ?? '').trim())
        })
        const rows = leading.filter((text) => !text.startsWith('合计'))
        expect(rows.length).toBeGreaterThan(0)
        expect(written.slice(0, rows.length)).toEqual(rows)
      }
    },
  )

  test('below the first has an order of its own, and so has its file', async () => {
    const client = clients.get('clerk')
    const unit = `organization=${encodeURIComponent('区委编办')}`
    for (const descending of ['', '-']) {
      const query = `${unit}&ledger-sort=${descending}position`
      const page = (await (await client?.get(`/leadership-posts?${query}`))?.text()) ?? ''
      const ledger = page.slice(page.indexOf('职数台账</h2>'))
      const cells = [...ledger.matchAll(/<tr id="row-[^"]+">(.*?)<\/tr>/gs)].map(([, row = '']) =>
        [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => cell.trim()),
      )
      const book = new exceljs.Workbook()
      const file = await client?.get(`/leadership-posts/ledger.xlsx?${query}`)
      await book.xlsx.load((await file?.arrayBuffer()) ?? new ArrayBuffer(0))
      const written: string[] = []
      book.worksheets[0]?.eachRow((row, at) => {
        if (at > 3) written.push(String(row.getCell(4).value ?? ''))
      })
      const positions = cells.map(([, , , position = '']) => position)
      expect(new Set(positions).size).toBeGreaterThan(1)
      expect(positions[0]).toBe(descending === '' ? '正职' : '副职')
      expect(written.slice(0, positions.length)).toEqual(positions)
    }
  })

  test('a long one comes in parts while one scrolls, and whole to be printed', async () => {
    const client = clients.get('clerk')
    const first = await client?.get('/movements')
    const page = (await first?.text()) ?? ''
    const numbers = (html: string) => html.match(/href="\/movements\/[0-9a-f-]{36}"/g) ?? []
    expect(numbers(page)).toHaveLength(300)
    const next = /hx-get="([^"]+)"/
      .exec(page.slice(page.indexOf('id="list-more"')))?.[1]
      ?.replaceAll('&amp;', '&')
    const rows = await (await client?.get(next ?? '', { 'HX-Request-Type': 'partial' }))?.text()
    expect(rows).not.toContain('<main')
    expect(numbers(rows ?? '')).toHaveLength(300)
    expect(new Set([...numbers(page), ...numbers(rows ?? '')]).size).toBe(600)
    const whole = (await (await client?.get('/movements?print=yes'))?.text()) ?? ''
    const count = Number(/共 ([\d,]+) 项/.exec(whole)?.[1]?.replace(',', ''))
    expect(count).toBeGreaterThan(600)
    expect(numbers(whole)).toHaveLength(count)
  })
})
