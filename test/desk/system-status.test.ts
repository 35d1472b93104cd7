import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anchorFileOf, keepAnchor } from '../../src/database/audit-anchor.ts'
import { sealPending } from '../../src/database/audit-chain.store.ts'
import { steadyClock } from '../../src/kernel/clock.ts'
import { emptyDatabase, regionCode, type TestDatabase } from '../database/harness.ts'
import { type Client, servicesOn, signedIn, signedInAs, testPassword, textOf } from '../http/client.ts'

let database: TestDatabase
let folder: string
let keeper: Client

const megabyte = 1024 * 1024

beforeAll(async () => {
  database = await emptyDatabase()
  folder = await mkdtemp(join(tmpdir(), 'bianzhi-status-'))
  await signedInAs(database, 'system-administrator', { account: 'keeper' })
  keeper = await at()
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

/** The keeper at a server whose data folder is the test's own. */
function at(change: Parameters<typeof servicesOn>[1] = {}): Promise<Client> {
  const keeping = { address: database.address, dataDirectory: folder, backupKey: null }
  return signedIn(servicesOn(database, { keeping, ...change }), 'keeper', testPassword)
}

test('the page tells version, database, backup, chain, room and clock, and what needs somebody first', async () => {
  const page = await keeper.read('/system-status')
  expect(page).toContain('需要处理：最近一次完好的备份')
  expect(page).toMatch(/版本 0\.\d+\.\d+/)
  expect(page).toMatch(/PostgreSQL 1\d/)
  expect(page).toMatch(/数据库结构 00\d\d_\w+\.?\w*（共 \d+ 次升级）/)
  expect(page).toMatch(/连接 \d+ 个，最多 \d+ 个/)
  expect(page).toContain('还没有校验过')
  expect(page).toContain('北京时间')
})

test('a full disk and a clock set back are said', async () => {
  const limits = { warnBelow: 2048 * megabyte, stopBelow: 128 * megabyte }
  const room = { free: 100 * megabyte, total: 1000 * megabyte, state: 'none', ...limits } as const
  const anHourAgo = () => new Date(Date.parse('2024-01-15T08:00:00+08:00'))
  const clerkOfTime = steadyClock(anHourAgo, new Date('2024-01-15T09:00:00+08:00'))
  const late = await at({ room: async () => room, isExample: false, wall: anHourAgo, clock: clerkOfTime })
  const page = await late.read('/system-status')
  expect(page).toContain('剩余 100 MB，共 1,000 MB，已停止登记。请立即清理磁盘。')
  expect(page).toContain('比最后一次登记早 1 小时 0 分。请校准机器时间。')
})

test('the chain is verified at once against the head kept in the folder, and that is an entry', async () => {
  const sound = textOf(await (await keeper.post('/system-status/verification', {})).text())
  expect(sound).toContain('审计链完整')
  expect(sound).toMatch(/最近一次校验 .{10,20}，示例keeper，完整/)
  const head = await sealPending(database.db, regionCode)
  await keepAnchor(anchorFileOf(folder), regionCode, { position: head.position + 5n, hash: head.hash })
  const cut = textOf(await (await keeper.post('/system-status/verification', {})).text())
  expect(cut).toContain('及以后被截去')
  expect(cut).toContain('需要处理：最近一次完好的备份、最近一次校验')
  const entries = await database.sql`
    select after from audit_entries where action = 'audit.verification' order by id`
  expect(entries.map(({ after }) => after.whole)).toEqual([true, false])
})

test('nobody else opens it', async () => {
  const clerk = await signedInAs(database, 'clerk')
  expect((await clerk.get('/system-status')).status).toBe(403)
  expect((await clerk.post('/system-status/verification', {})).status).toBe(403)
})
