import { deflateRawSync } from 'node:zlib'
import exceljs from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { Column } from '../../src/exchange/column.ts'
import { columnLetters, importedTable } from '../../src/exchange/imported-table.ts'
import { readUploadedSheets } from '../../src/exchange/uploaded-sheet.ts'
import type { Outcome } from '../../src/kernel/problem.ts'
import { messageOf } from '../../views/messages.ts'
import { workbookFile } from './table-file.ts'

const columns = {
  code: { title: '编码', required: true, kind: 'text', most: 8, note: '', width: 9 },
  name: { title: '名称', aliases: ['全称'], kind: 'text', note: '', width: 9 },
  day: { title: '日期', kind: 'date', note: '', width: 9 },
  count: { title: '名数', kind: 'count', least: -5, most: 5, note: '', width: 9 },
  funding: {
    title: '经费形式',
    kind: 'choice',
    choices: [{ value: 'full', label: '全额拨款' }],
    note: '',
    width: 9,
  },
  number: { title: '身份证号', kind: 'identity-number', note: '', width: 9 },
} as const satisfies Record<string, Column>

const limits = { fileName: 'a.xlsx', field: 'file', mostCells: 1000 }

async function tableOf(bytes: Buffer, fileName = 'a.xlsx') {
  const sheets = await readUploadedSheets(bytes, { ...limits, fileName })
  return sheets.done ? importedTable(sheets.value, columns, 'file') : sheets
}

function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.done) return outcome.value
  throw new Error(words(outcome))
}

function words(outcome: Outcome<unknown>): string {
  return outcome.done ? 'accepted' : outcome.problems.map(messageOf).join(' ')
}

describe('a workbook', () => {
  test('is read under title rows, its columns in any order, an unknown column reported', async () => {
    const bytes = await workbookFile({
      titles: ['某区机构名录', '2024 年 1 月'],
      header: ['名数', '全 称*', '备注', '编码', '日期', '经费形式'],
      rows: [[3, '区教育局𠮷', '不读', 510812, new Date(Date.UTC(2024, 1, 29)), '全额拨款']],
    })
    const table = accepted(await tableOf(bytes))
    expect(table.unknownTitles).toEqual(['备注'])
    expect(table.rows).toEqual([
      {
        line: 4,
        values: {
          code: '510812',
          name: '区教育局𠮷',
          day: '2024-02-29',
          count: '3',
          funding: 'full',
          number: null,
        },
        refused: [],
      },
    ])
  })

  test('has each refused cell named by its address, the others are read all the same', async () => {
    const bytes = await workbookFile({
      header: ['编码', '名称', '日期', '名数', '经费形式', '身份证号'],
      rows: [
        ['J01', '区教育局', '2024年2月30日', 6, '半额', '11010519491231002Y'],
        [null, 'x'.repeat(201), '45351', -5, 'full', '11010519491231002X'],
      ],
    })
    const { rows } = accepted(await tableOf(bytes))
    expect(
      rows.flatMap(({ refused }) =>
        refused.map(({ address, typed, problem }) => [address, typed, messageOf(problem)]),
      ),
    ).toEqual([
      ['C2', '2024年2月30日', '不是有效日期。请按“年-月-日”填写，例如 2024-03-01。'],
      ['D2', '6', '请填写 -5 至 5 之间的整数。'],
      ['E2', '半额', '没有这一项。可填写：全额拨款。'],
      ['F2', '1****************Y', '公民身份号码应为 18 位：前 17 位为数字，末位为数字或 X。请核对原件。'],
      ['A3', '', '请填写此项。'],
      ['B3', 'x'.repeat(60), '超出长度，最多 200 个字。请删减。'],
      ['C3', '45351', '不是有效日期。请按“年-月-日”填写，例如 2024-03-01。'],
    ])
    expect(rows[1]?.values).toMatchObject({
      count: '-5',
      funding: 'full',
      number: '11010519491231002X',
    })
  })

  test('gives the value a formula had when it was saved; one without a value and an error are refused', async () => {
    const bytes = await workbookFile({
      header: ['编码', '名称', '名数'],
      rows: [
        [{ formula: '"J"&"01"', result: 'J01' }, '甲', { formula: '1+2', result: 3 }],
        ['J02', { formula: 'HYPERLINK("http://example.org")' }, 1],
      ],
    })
    const { rows } = accepted(await tableOf(bytes))
    expect(rows[0]?.values).toMatchObject({ code: 'J01', count: '3' })
    expect(rows[1]?.refused.map(({ address }) => address)).toEqual(['B3'])
  })

  test('with an identity number kept as a number is refused there: its last figures are gone', async () => {
    const bytes = await workbookFile({ header: ['编码', '身份证号'], rows: [['J01', 110105194912310020]] })
    const { rows } = accepted(await tableOf(bytes))
    expect(rows[0]?.refused.map(({ problem }) => messageOf(problem))).toEqual([
      '身份证号被存成了数字，末几位已经丢失。请把这一列设为文本格式，按原件重新填写。',
    ])
  })

  test('with rich text and a day kept as a plain number is read', async () => {
    const workbook = new exceljs.Workbook()
    const sheet = workbook.addWorksheet('数据')
    sheet.addRow(['编码', '名称', '日期'])
    sheet.addRow(['J01', { richText: [{ text: '区' }, { text: '教育局' }] }, 45_351])
    const { rows } = accepted(await tableOf(Buffer.from(await workbook.xlsx.writeBuffer())))
    expect(rows[0]?.values).toMatchObject({ name: '区教育局', day: '2024-02-29' })
  })

  test('of many rows keeps every letter whole, wherever the reader cuts it', async () => {
    const names = Array.from({ length: 20_000 }, (_, row) => `刘\u3000晓梅${'芳'.repeat(row % 3)}${row}`)
    const bytes = await workbookFile({
      header: ['编码', '名称'],
      rows: names.map((name, row) => [row, name]),
    })
    const sheets = accepted(await readUploadedSheets(bytes, { ...limits, mostCells: 100_000 }))
    const { rows } = accepted(importedTable(sheets, columns, 'file'))
    expect(rows.filter(({ values }, row) => values.name !== names[row])).toEqual([])
  })

  test.each([
    [['名称', '日期'], '表头（第 1 行）缺少：编码。请补上这些列，或使用空白模板。'],
    [['甲', '乙'], '没有找到表头。表头应在前 20 行内，至少含有：编码。请使用空白模板。'],
    [['编码', '名称', '全称'], '“名称”一列在表头中出现两次（第 1 行）。请删除多余的一列。'],
  ])('with the header %s is refused whole', async (header, message) => {
    expect(words(await tableOf(await workbookFile({ header, rows: [['J01', 'a', 'b']] })))).toBe(message)
  })

  test('with a header alone is refused', async () => {
    expect(words(await tableOf(await workbookFile({ header: ['编码', '名称'], rows: [] })))).toContain(
      '表头下面没有数据',
    )
  })

  test('cut in half, renamed, of the old form or with too many cells is refused with what to do', async () => {
    const rows = Array.from({ length: 300 }, (_, row) => [`J${row}`, '甲', '2024-01-01', 1])
    const bytes = await workbookFile({ header: ['编码', '名称', '日期', '名数'], rows })
    expect(words(await tableOf(bytes.subarray(0, bytes.length / 2)))).toContain('文件不完整或已损坏')
    expect(words(await tableOf(Buffer.from('编码,名称\n1,2')))).toContain('文件不是 .xlsx')
    expect(words(await tableOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls'))).toContain('旧格式')
    expect(words(await tableOf(Buffer.alloc(0)))).toContain('文件是空的')
    expect(words(await tableOf(bytes))).toContain('单元格过多，一次最多 1,000 个')
  })

  test('that unpacks to more than any table is refused before it is read', async () => {
    const zeros = deflateRawSync(Buffer.alloc(121 * 1024 * 1024), { level: 9 })
    expect(zeros.length).toBeLessThan(1024 * 1024)
    expect(words(await tableOf(archiveOf('xl/worksheets/sheet1.xml', zeros)))).toContain('解压后过大')
  })
})

/** A zip of one deflated entry whose directory says that it is small. */
function archiveOf(name: string, packed: Buffer): Buffer {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(1000, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  local.copy(central, 6, 4, 30)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end])
}

describe('a table of text', () => {
  /** 编码,名称 / J01,区教育局 in GBK. */
  const gbk = Buffer.from('b1e0c2eb2cc3fbb3c60d0a4a30312cc7f8bdccd3fdbed60d0a', 'hex')

  test.each([
    ['GBK', gbk],
    ['UTF-8', Buffer.from('编码,名称\nJ01,区教育局\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeff编码,名称\r\nJ01,区教育局')],
    ['tabs', Buffer.from('编码\t名称\nJ01\t"区教育局"\n')],
  ])('of %s is read', async (_, bytes) => {
    const { rows } = accepted(await tableOf(bytes, 'a.csv'))
    expect(rows.map(({ line, values }) => [line, values.code, values.name])).toEqual([[2, 'J01', '区教育局']])
  })

  test('keeps what looks like a formula as text, without the apostrophe of a safe export', async () => {
    const { rows } = accepted(await tableOf(Buffer.from("编码,名称\nJ01,'=1+1\nJ02,=1+1\n"), 'a.csv'))
    expect(rows.map(({ values }) => values.name)).toEqual(['=1+1', '=1+1'])
  })

  test('that is none in any encoding is refused', async () => {
    expect(words(await tableOf(Buffer.from([0x81, 0xff, 0xfe, 0x00, 0x01]), 'a.csv'))).toMatch(/编码|表格/)
  })
})

test('columns are counted as Excel counts them', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})
