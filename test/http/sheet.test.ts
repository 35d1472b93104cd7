import exceljs from 'exceljs'
import { expect, test } from 'vitest'
import { fitted, heightOf, paperFor, type Sheet } from '../../src/http/sheet.ts'
import { workbookOf } from '../../src/http/workbook.ts'
import { headsOf } from '../../src/kernel/column-heads.ts'

const columns = (...widths: number[]) => widths.map((width) => ({ width }))

test('a narrow table stands upright, a wider one lies, and one too wide to read goes on beside', () => {
  expect(paperFor(columns(30, 30, 35))).toEqual({ orientation: 'portrait', pagesAcross: 1 })
  expect(paperFor(columns(30, 30, 36))).toEqual({ orientation: 'landscape', pagesAcross: 1 })
  // 140 characters at their full size, 280 at half of it.
  expect(paperFor(columns(40, 240))).toEqual({ orientation: 'landscape', pagesAcross: 1 })
  // 281 characters: beside the 40 that stand again on each sheet 240 find room, and 241 want two.
  expect(paperFor(columns(40, 241))).toEqual({ orientation: 'landscape', pagesAcross: 2 })
})

test('a column grows for its texts by half and to 60 characters at most, a sentence breaks instead', () => {
  // 13 letters of 2.1 and the edges: 28.3.
  expect(fitted(columns(26), [['朝天区人力资源和社会保障局']])).toEqual(columns(29))
  expect(fitted(columns(26), [['短'], [12], [null]])).toEqual(columns(26))
  const sentence = '因职责增加，经研究同意增加编制，所需经费由财政部门统筹安排'
  expect(fitted(columns(26), [[sentence]])).toEqual(columns(26))
  // 30 letters and the edges: 64.
  expect(fitted(columns(50), [['一'.repeat(30)]])).toEqual(columns(50))
  expect(fitted(columns(120), [['一'.repeat(60)]])).toEqual(columns(120))
})

test('a row is as high as its longest text needs lines, and has no height of its own where one is enough', () => {
  expect(heightOf(['短', 3, null], columns(10, 10, 10))).toBeUndefined()
  // 20 letters take 42 characters; 10 have room for 9 of them: 5 lines.
  expect(heightOf(['一二三四五六七八九十一二三四五六七八九十'], columns(10))).toBe(5 * 15 + 3)
  expect(heightOf(['甲\n乙'], columns(10))).toBe(2 * 15 + 3)
})

test('columns that say the same word stand under it once, those without alone', () => {
  const titled = [
    { title: '机构' },
    { title: '核定', group: '行政编制' },
    { title: '实有', group: '行政编制' },
    { title: '核定', group: '事业编制' },
  ]
  expect(headsOf(titled)).toEqual([
    { title: '机构', first: 1, last: 1, isGroup: false },
    { title: '行政编制', first: 2, last: 3, isGroup: true },
    { title: '事业编制', first: 4, last: 4, isGroup: true },
  ])
})

const sheet: Sheet = {
  title: '编制使用情况',
  columns: [
    { title: '机构', width: 20 },
    { title: '核定', group: '行政编制', width: 10, kind: 'count' },
    { title: '实有', group: '行政编制', width: 10, kind: 'count' },
  ],
  rows: [
    ['区委编办', 5, 5],
    ['中共朝天区纪律检查委员会（朝天区监察委员会）', 59, null],
  ],
  totals: ['合计 2 个机构', 64, 5],
  notes: ['备案人员总量不计入合计。'],
}

test('the file has its header in two lines, every cell framed, long names broken, the note over the whole width', async () => {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load((await workbookOf(sheet, '朝天区（示例）　单位：名')).buffer)
  const page = workbook.worksheets[0]
  const at = (address: string) => page?.getCell(address)
  expect(['A3', 'B3', 'A4', 'B4', 'C4'].map((address) => at(address)?.text)).toEqual([
    '机构',
    '行政编制',
    '机构',
    '核定',
    '实有',
  ])
  expect([at('A4')?.master.address, at('C3')?.master.address]).toEqual(['A3', 'B3'])
  for (const address of ['A3', 'C3', 'C4', 'A5', 'C6', 'A7', 'C7']) {
    expect([address, at(address)?.border?.bottom?.style]).toEqual([address, 'thin'])
  }
  for (const address of ['A1', 'A2', 'A8'])
    expect([address, at(address)?.border?.bottom]).toEqual([address, undefined])
  // 22 letters take 46.2 characters, 19 a line: three lines.
  expect(page?.getRow(6).height).toBe(3 * 15 + 3)
  expect(at('C8')?.master.address).toBe('A8')
  expect(page?.pageSetup.printTitlesRow).toBe('1:4')
  expect(page?.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 })
})
