import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentFileName, documentFileType } from '../../src/organization/document-file.ts'
import { emptyDatabase, type TestDatabase } from '../database/harness.ts'
import { type Client, signedInAs, textOf } from '../http/client.ts'
import { plantDocument, plantRegion } from '../organization/planted.ts'
import { bureau, officer } from './planted.ts'

let database: TestDatabase
let clerk: Client
let paper: string
let office: string
let other: string

beforeAll(async () => {
  database = await emptyDatabase()
  const root = await plantRegion(database.db, officer('clerk'))
  office = await bureau(database.db, root, { name: '教育局', approved: 2 })
  other = await bureau(database.db, root, { name: '民政局', approved: 0 })
  clerk = await signedInAs(database, 'clerk')
  const list = await (await clerk.get(`/organizations/${office}/documents`)).text()
  paper = /\/documents\/[0-9a-f-]{36}/.exec(list)?.[0] ?? ''
})
afterAll(() => database.drop())

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(40_000, 7)])

function upload(content: Buffer, name: string, by = clerk): Promise<Response> {
  return by.send(`${paper}/files`, { file: new File([new Uint8Array(content)], name) })
}

describe('what a file is its content says', () => {
  test.each`
    first                       | type
    ${'255044462d312e37'}       | ${'pdf'}
    ${'ffd8ffe000104a46'}       | ${'jpg'}
    ${'89504e470d0a1a0a0000'}   | ${'png'}
    ${'4d5a90000300000004'}     | ${null}
    ${'d0cf11e0a1b11ae1'}       | ${null}
    ${'504b030414000600080000'} | ${null}
    ${'3c68746d6c3e'}           | ${null}
  `('$first is $type', ({ first, type }) => {
    expect(documentFileType(Buffer.from(first, 'hex'))).toBe(type)
  })

  test('a workbook is one by what its archive holds', async () => {
    const book = new exceljs.Workbook()
    book.addWorksheet('一').addRow(['甲'])
    expect(documentFileType(Buffer.from(await book.xlsx.writeBuffer()))).toBe('xlsx')
  })

  test('the name offered has no path and the extension of its content', () => {
    expect(documentFileName('C:\\批文\\关于"甲".exe', 'pdf')).toBe('关于甲.pdf')
    expect(documentFileName('../../.pdf', 'pdf')).toBe('附件.pdf')
  })
})

describe('files of a paper on the pages', () => {
  test('kept, listed, counted at the unit, and given back byte by byte for saving only', async () => {
    expect(paper).not.toBe('')
    expect(await clerk.read(paper)).toContain('没有附件')
    expect((await upload(pdf, '通知.pdf')).status).toBe(303)
    const page = await (await clerk.get(paper)).text()
    expect(textOf(page)).toContain('通知.pdf PDF 40')
    const address = new RegExp(`${paper}/files/[0-9a-f-]{36}`).exec(page)?.[0] ?? ''
    const answer = await clerk.get(address)
    expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true)
    expect(answer.headers.get('Content-Disposition')).toContain('attachment')
    expect(answer.headers.get('Content-Disposition')).toContain(encodeURIComponent('通知.pdf'))
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    const [entry] = await database.sql`
      select action from audit_entries where subject_id = ${address} and action = 'export.file'`
    expect(entry).toBeDefined()
  })

  test('refused: another kind under the name of a pdf, more than 10 MB, nothing; the same file again is kept once', async () => {
    const refusals = [
      [Buffer.from('<script>alert(1)</script>'), '附件应为 pdf'],
      [Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(10 * 1024 * 1024)]), '附件超过 10 MB'],
      [Buffer.alloc(0), '请填写此项'],
    ] as const
    for (const [content, words] of refusals) {
      const answer = await upload(content, '通知.pdf')
      expect(answer.status).toBe(422)
      expect(textOf(await answer.text())).toContain(words)
    }
    expect((await upload(pdf, '又一次.pdf')).status).toBe(303)
    expect(await clerk.read(paper)).toContain('附件 1 件')
    const entries = await database.sql`select subject_id from audit_entries where action = 'document.attach'`
    expect(entries).toEqual([{ subject_id: paper.split('/').at(-1) }])
  })

  test('a unit sees the papers that concern it, adds nothing to others, and not the papers of other units', async () => {
    const contact = await signedInAs(database, 'unit-contact', { scopeOrganizationId: office })
    expect(await contact.read(paper)).toContain('通知.pdf')
    expect((await upload(Buffer.from('%PDF-1.7 anders'), '甲.pdf', contact)).status).toBe(404)
    const stranger = await signedInAs(database, 'unit-contact', {
      scopeOrganizationId: other,
      account: 'test-stranger',
    })
    expect((await stranger.get(paper)).status).toBe(404)
    const loose = await plantDocument(database.db, officer('clerk'), '朝编发〔2023〕9号')
    expect((await stranger.get(`/documents/${loose}`)).status).toBe(404)
  })

  test('taken out with a reason it is no longer given, and still told of', async () => {
    const page = await (await clerk.get(paper)).text()
    const address = new RegExp(`${paper}/files/[0-9a-f-]{36}`).exec(page)?.[0] ?? ''
    expect((await clerk.post(`${address}/withdrawal`, { reason: '' })).status).toBe(422)
    expect((await clerk.post(`${address}/withdrawal`, { reason: '误传' })).status).toBe(303)
    expect((await clerk.get(address)).status).toBe(404)
    expect(await clerk.read(paper)).toContain('已作废的附件 通知.pdf')
    const [kept] = await database.sql`select count(*)::int as parts from approval_document_file_parts`
    expect(kept?.parts).toBe(3)
  })
})
