import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  backupFolder,
  keptBackups,
  newBackupFile,
  removeOutdated,
  writeSlip,
} from '../../src/backup/backup-folder.ts'
import { daysToKeep } from '../../src/backup/retention.ts'
import { isDue } from '../../src/backup/run-nightly.ts'
import { addDays } from '../../src/kernel/dates.ts'

const days = (from: string, count: number) => Array.from({ length: count }, (_, at) => addDays(from, at))

test('three years of nights leave seven days, five weeks and eight quarters', () => {
  // The last night is Monday 2024-01-15; weeks begin on Mondays.
  const keep = [...daysToKeep(days('2021-01-16', 1095))].sort()
  const daily = days('2024-01-09', 7)
  // Newest of each of the newest five weeks: 01-15 itself, then the Sundays before.
  const weekly = ['2024-01-15', '2024-01-14', '2024-01-07', '2023-12-31', '2023-12-24']
  // Newest of each of the newest eight quarters.
  const quarterly = [
    '2024-01-15',
    '2023-12-31',
    '2023-09-30',
    '2023-06-30',
    '2023-03-31',
    '2022-12-31',
    '2022-09-30',
    '2022-06-30',
  ]
  expect(keep).toEqual([...new Set([...daily, ...weekly, ...quarterly])].sort())
})

test('the newest is always kept, and a second look removes nothing more', () => {
  const some = fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(some, (offsets) => {
      const made = offsets.map((offset) => addDays('2021-01-01', offset))
      const keep = daysToKeep(made)
      expect(keep.has([...made].sort().at(-1) ?? '')).toBe(true)
      expect([...daysToKeep([...keep])].sort()).toEqual([...keep].sort())
    }),
  )
})

test.each([
  ['never made one', '2024-01-15T09:00:00+08:00', null, true],
  ['made this night', '2024-01-15T09:00:00+08:00', '2024-01-15T01:00:00+08:00', false],
  ['at one at night', '2024-01-16T01:05:00+08:00', '2024-01-15T01:08:00+08:00', true],
  ['at one at night, made already', '2024-01-16T01:30:00+08:00', '2024-01-16T01:05:00+08:00', false],
  ['was switched off at night', '2024-01-16T08:30:00+08:00', '2024-01-15T01:05:00+08:00', true],
])('%s: due is decided', (_name, now, last, due) => {
  expect(isDue(new Date(now), last === null ? null : new Date(last))).toBe(due)
})

test('outdated nights go, backups by hand stay, and a file under way does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bianzhi-retention-'))
  const manifest = { tables: {}, migrations: [], regions: [], keyFingerprint: '' }
  const make = async (madeAt: string, nightly: boolean) => {
    const file = await newBackupFile(folder, new Date(madeAt), nightly)
    await writeFile(file, 'x')
    await writeSlip(file, { ...manifest, madeAt }, false)
    return file
  }
  for (const day of days('2023-11-01', 76)) await make(`${day}T01:00:00+08:00`, true)
  const byHand = await make('2021-05-05T15:00:00+08:00', false)
  const cutOff = join(backupFolder(folder), 'manual-2024-01-14-03-00-00.backup.partial')
  const underWay = join(backupFolder(folder), 'manual-2024-01-15-03-00-00.backup.partial')
  for (const [file, moment] of [
    [cutOff, '2024-01-14T03:00:00+08:00'],
    [underWay, '2024-01-15T03:00:00+08:00'],
  ] as const) {
    await writeFile(file, 'x')
    await utimes(file, new Date(moment), new Date(moment))
  }
  const removed = await removeOutdated(folder, new Date('2024-01-15T04:00:00+08:00'))
  await expect(stat(cutOff)).rejects.toThrow()
  await stat(underWay)
  const left = await keptBackups(folder)
  expect(left.filter(({ nightly }) => nightly)).toHaveLength(daysToKeep(days('2023-11-01', 76)).size)
  expect(removed).toHaveLength(76 - daysToKeep(days('2023-11-01', 76)).size)
  expect(left.map(({ file }) => file)).toContain(byHand)
  await rm(folder, { recursive: true })
})
