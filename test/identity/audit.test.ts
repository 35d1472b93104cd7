import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { beforeEach, expect, test, vi } from 'vitest'
import { recordAudit } from '../../src/database/audit.ts'
import { keepAnchor, readAnchor } from '../../src/database/audit-anchor.ts'
import { sealPending } from '../../src/database/audit-chain.store.ts'
import { startSealer } from '../../src/database/audit-sealer.ts'
import { runAudit, verifyFile } from '../../src/identity/audit-commands.ts'
import { emptyDatabase, exampleActing, regionCode, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn, signedInAs, testPassword, textOf } from '../http/client.ts'

let database: TestDatabase
let folder: string
let keeper: Client
beforeEach(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-audit-'))
  keeper = await signedInAs(database, 'audit-administrator')
  return async () => {
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
})

const write = (
  subjectId: string,
  change: { subjectKind?: string; after?: unknown; userName?: string } = {},
) =>
  recordAudit(database.db, exampleActing(change.userName ? { userName: change.userName } : {}), {
    action: 'movement.draft',
    subjectKind: change.subjectKind ?? 'movement',
    subjectId,
    reason: '测试',
    after: change.after ?? { note: '甲乙丙' },
  })

test('the page is filtered by who, what, when and of what, and goes on where it ended', async () => {
  for (let count = 0; count < 120; count++) await write(`piece-${count}`, { userName: '某甲' })
  await write('other', { userName: '某乙' })
  const text = await keeper.read('/audit?who=某甲&action=movement')
  expect(text).toContain('共 120 条，已显示 100')
  expect(text).not.toContain('某乙')
  const page = await (await keeper.get('/audit?who=某甲&action=movement')).text()
  const next = /href="([^"]*after=100[^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  // Entries come while one reads: none is shown twice, none left out.
  await write('late', { userName: '某甲' })
  const rest = await keeper.read(next)
  expect(rest.match(/piece-\d+ /g)).toHaveLength(20)
  expect(rest).toContain('piece-0 ')
  expect(rest).not.toContain('late')
  expect(await keeper.read('/audit?subject=other')).toContain('共 1 条')
  expect(await keeper.read('/audit?from=2024-01-16')).toContain('没有符合条件')
  expect(await keeper.read('/audit?action=movement&to=2024.1.15')).toContain('共 122 条')
  expect((await keeper.get('/audit?from=nonsense')).status).toBe(422)
})

test('old and new stand side by side in the office’s words, with the paper, and the paper finds them', async () => {
  await recordAudit(database.db, exampleActing(), {
    action: 'control.change',
    subjectKind: 'establishment-control',
    subjectId: 'one',
    documentNumber: '朝编发〔2024〕3号',
    before: { measure: 'plan', establishmentKind: 'administrative', control: 'warn', note: '' },
    after: { measure: 'plan', establishmentKind: 'administrative', control: 'stop', note: '' },
  })
  await write('without a paper')
  const page = await keeper.read('/audit?document=2024〕3号')
  expect(page).toContain('共 1 条')
  expect(page).toContain('朝编发〔2024〕3号 1 项 变动明细 项目 原值 新值 控制方式 提示控制 刚性控制')
  const book = await keeper.get('/audit.xlsx?document=朝编发〔2024〕3号')
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.load(await book.arrayBuffer())
  expect(workbook.worksheets[0]?.getRow(4).getCell(9).text).toBe('朝编发〔2024〕3号')
  expect(workbook.worksheets[0]?.getRow(4).getCell(10).text).toBe('控制方式：提示控制 → 刚性控制')
})

test('a sign of the pattern language in the filter means itself', async () => {
  await write('piece', { userName: '某甲' })
  expect(await keeper.read('/audit?who=%25')).toContain('没有符合条件')
})

test('of people the keeper of the trail sees that something changed, not what', async () => {
  await write('person', { subjectKind: 'person', after: { name: '不得显示', bornOn: '1980-02-03' } })
  const page = await keeper.read('/audit')
  expect(page).toContain('出生日期')
  expect(page).not.toContain('不得显示')
  const file = await (await keeper.get('/audit/chain.ndjson')).text()
  expect(file).not.toContain('不得显示')
  expect(file).not.toContain('1980-02-03')
})

test('the sealer chains by itself, keeps the head beside, and once more when it stops', async () => {
  const anchorFile = join(folder, 'audit-head.json')
  const failed = vi.fn()
  const sealer = startSealer({ db: database.db, regionCode, anchorFile, everyMilliseconds: 20, failed })
  await write('one')
  await vi.waitFor(async () => {
    const [row] = await database.sql`select count(*)::int as waiting from audit_pending`
    expect(row?.waiting).toBe(0)
  })
  await write('last')
  await sealer.stop()
  const head = await sealPending(database.db, regionCode)
  expect(await readAnchor(anchorFile, regionCode)).toEqual(head)
  expect((await stat(anchorFile)).mode & 0o777).toBe(0o600)
  expect(failed).not.toHaveBeenCalled()
})

test('a kept head that the chain does not lead to stays as evidence', async () => {
  const anchorFile = join(folder, 'audit-head.json')
  await sealPending(database.db, regionCode)
  const kept = JSON.stringify({ regionCode, position: '1', hash: 'a'.repeat(64) })
  await writeFile(anchorFile, kept)
  const failed = vi.fn()
  const sealer = startSealer({ db: database.db, regionCode, anchorFile, everyMilliseconds: 10_000, failed })
  await sealer.stop()
  expect(failed).toHaveBeenCalled()
  expect(await readFile(anchorFile, 'utf8')).toBe(kept)
  const answer = await runAudit(database.db, { regionCode, dataDirectory: folder }, ['verify'])
  expect(answer.code).toBe(1)
})

async function exportedLines(): Promise<string[]> {
  for (let count = 0; count < 5; count++) await write(`piece-${count}`)
  const answer = await keeper.get('/audit/chain.ndjson')
  expect(answer.headers.get('Content-Disposition')).toContain('attachment')
  return (await answer.text()).trimEnd().split('\n')
}
async function verified(lines: readonly string[]) {
  const file = join(folder, 'chain.ndjson')
  await writeFile(file, `${lines.join('\n')}\n`)
  return verifyFile(['verify', file])
}

test('an exported chain is verified without registry or key', async () => {
  const lines = await exportedLines()
  expect(lines.length).toBeGreaterThan(7)
  expect(await verified(lines)).toMatchObject({ code: 0, out: expect.stringContaining('审计链完整') })
})

test('the exported chain tells the head kept in the data folder: what was cut off in the tables shows in the file too', async () => {
  for (const piece of ['one', 'two', 'three']) await write(piece)
  const head = await sealPending(database.db, regionCode)
  await keepAnchor(join(folder, 'audit-head.json'), regionCode, head)
  const keeping = { address: database.address, dataDirectory: folder, backupKey: null }
  const beside = await signedIn(servicesOn(database, { keeping }), 'test-audit-administrator', testPassword)
  const exported = async () => (await (await beside.get('/audit/chain.ndjson')).text()).trimEnd().split('\n')
  expect(await verified(await exported())).toMatchObject({ code: 0 })

  const owner = database.owner()
  await owner.sql`truncate audit_seals, audit_entries, audit_pending`
  await owner.close()
  const answer = await verified(await exported())
  expect(answer).toMatchObject({ code: 1, out: expect.stringContaining('断开') })
})

test.each`
  what                        | break_                                                                                 | position
  ${'one word changed'}       | ${(lines: string[]) => lines.with(3, (lines[3] ?? '').replace('测试', '改动'))}        | ${3}
  ${'one digest changed'}     | ${(lines: string[]) => lines.with(3, (lines[3] ?? '').replace(/(Digest":")./, '$1z'))} | ${3}
  ${'one link removed'}       | ${(lines: string[]) => lines.toSpliced(3, 1)}                                          | ${3}
  ${'two links swapped'}      | ${(lines: string[]) => lines.with(3, lines[4] ?? '').with(4, lines[3] ?? '')}          | ${3}
  ${'one link put in twice'}  | ${(lines: string[]) => lines.toSpliced(3, 0, lines[3] ?? '')}                          | ${4}
  ${'the end cut off'}        | ${(lines: string[]) => lines.slice(0, 4)}                                              | ${4}
  ${'the end cut and closed'} | ${(lines: string[]) => [...lines.slice(0, 4), lines.at(-1)]}                           | ${4}
  ${'a line that is none'}    | ${(lines: string[]) => lines.with(3, '{"position":3')}                                 | ${3}
`('an exported chain with $what is broken at $position', async ({ break_, position }) => {
  const answer = await verified(break_(await exportedLines()))
  expect(answer).toMatchObject({ code: 1, out: expect.stringContaining(`第 ${position} 条断开`) })
})

test('what leaves as a file is an entry, without what was typed to search', async () => {
  expect((await keeper.get('/audit.xlsx?who=某甲&action=session')).status).toBe(200)
  const [row] = await database.sql`
    select subject_id as path, after from audit_entries where action = 'export.file'`
  expect(row).toEqual({ path: '/audit.xlsx', after: { action: 'session' } })
})

test('what leaves on paper is an entry, told by the browser, without what was typed to search', async () => {
  const printed = (page: string) => keeper.post('/prints', { page })
  expect((await printed('/audit?who=某甲&action=session')).status).toBe(204)
  for (const page of ['', 'https://elsewhere.example/', '//elsewhere.example/', 'x']) {
    expect((await printed(page)).status).toBe(400)
  }
  const rows = await database.sql`
    select subject_id as path, after from audit_entries where action = 'print.page'`
  expect([...rows]).toEqual([{ path: '/audit', after: { action: 'session' } }])
  expect(await keeper.read('/audit?action=print')).toContain('打印页面')
})

test('nobody takes files away by the hundred', async () => {
  const statuses = []
  for (let count = 0; count < 62; count++) statuses.push((await keeper.get('/audit.xlsx?who=nobody')).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(60)
  expect(statuses.at(-1)).toBe(429)
  expect(textOf(await (await keeper.get('/audit.xlsx')).text())).toContain('操作过于频繁')
})

test('the command says that the chain is whole, and that it agrees with the head kept', async () => {
  await sealPending(database.db, regionCode)
  const bare = await runAudit(database.db, { regionCode, dataDirectory: folder }, ['verify'])
  expect(bare).toMatchObject({ code: 0, out: expect.stringContaining('没有留存') })
  const sealer = startSealer({
    db: database.db,
    regionCode,
    anchorFile: join(folder, 'audit-head.json'),
    everyMilliseconds: 10_000,
    failed: () => {},
  })
  await sealer.stop()
  const compared = await runAudit(database.db, { regionCode, dataDirectory: folder }, ['verify'])
  expect(compared).toMatchObject({ code: 0, out: expect.stringContaining('与留存的第 1 条末端一致') })
  const page = await (await keeper.post('/audit/verification', {})).text()
  expect(textOf(page)).toContain('审计链完整')
  expect(await keeper.read('/audit?action=audit.verification')).toContain('共 1 条')
})
