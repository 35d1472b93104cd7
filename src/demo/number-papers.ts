import { dayInShanghai } from '../kernel/clock.ts'
import { yearOf } from '../kernel/dates.ts'
import type { DistrictRows } from './district-rows.ts'

/** Movements and vacancy requests are numbered in the order they were drafted, year by year, as the office does. */
export function numberPapers(rows: DistrictRows): void {
  number(rows.movements, (row, serial) => {
    row.number = serial
  })
  number(rows.vacancyRequests, (row, serial) => {
    row.number = `用编申请${serial}`
  })
  const approvals = rows.vacancyRequestDecisions.filter(({ decision }) => decision === 'approval')
  number(approvals, (row, serial) => {
    row.noticeNumber = `用编通知${serial}`
  })
}

/** The last serial given in a year, for the counters that go on from there. */
export function lastSerial(rows: readonly { recordedAt: Date }[], year: number): number {
  return rows.filter((row) => yearInShanghai(row.recordedAt) === year).length
}

function number<Row extends { recordedAt: Date }>(
  rows: readonly Row[],
  give: (row: Row, serial: string) => void,
): void {
  const given = new Map<number, number>()
  for (const row of [...rows].sort((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime())) {
    const year = yearInShanghai(row.recordedAt)
    const serial = (given.get(year) ?? 0) + 1
    given.set(year, serial)
    give(row, `${year}-${String(serial).padStart(4, '0')}`)
  }
}

function yearInShanghai(moment: Date): number {
  return yearOf(dayInShanghai(moment))
}
