import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDatabase, exampleActing, type TestDatabase } from '../database/harness.ts'
import { plantUser, servicesOn, signedIn, testPassword } from '../http/client.ts'
import { plantRegion } from '../organization/planted.ts'

let database: TestDatabase
let dataDirectory: string
beforeAll(async () => {
  database = await emptyDatabase()
  dataDirectory = await mkdtemp(join(tmpdir(), 'bianzhi-backups-'))
  await plantRegion(database.db, exampleActing())
  for (const role of ['system-administrator', 'clerk'] as const) {
    await plantUser(database, role, { account: role, scopeOrganizationId: null })
  }
})
afterAll(async () => {
  await database.drop()
  await rm(dataDirectory, { recursive: true })
})

test('the page tells the last good backup, warns when none was made for more than a night, and makes one at once', async () => {
  let now = new Date('2024-01-15T09:00:00+08:00')
  const keeping = { address: database.address, dataDirectory, backupKey: null }
  const services = servicesOn(database, { keeping, wall: () => now })
  const administrator = await signedIn(services, 'system-administrator', testPassword)
  expect(await administrator.read('/backups')).toContain('还没有备份。请检查磁盘空间和运行日志，并立即备份。')

  expect((await administrator.post('/backups', {})).status).toBe(303)
  const made = await administrator.read('/backups')
  expect(made).toContain('最近一次完好的备份：2024-01-15 09:00')
  expect(made).not.toContain('已超过一天')
  expect(made).toContain('共 1 份')
  const file = new exceljs.Workbook()
  await file.xlsx.load(await (await administrator.get('/backups.xlsx')).arrayBuffer())
  expect(file.worksheets[0]?.getRow(4).getCell(1).text).toBe('2024-01-15 09:00')
  expect(await readdir(join(dataDirectory, 'backups'))).toHaveLength(2)

  now = new Date('2024-01-16T15:01:00+08:00')
  const later = await signedIn(services, 'system-administrator', testPassword)
  expect(await later.read('/backups')).toContain('已超过一天。请检查磁盘空间和运行日志，并立即备份。')

  const clerk = await signedIn(services, 'clerk', testPassword)
  expect((await clerk.get('/backups')).status).toBe(403)
  expect((await clerk.get('/backups.xlsx')).status).toBe(403)
})
