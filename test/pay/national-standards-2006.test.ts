import { readFileSync } from 'node:fs'
import papaparse from 'papaparse'
import { expect, test } from 'vitest'
import {
  dutyPay2006,
  gradePay2006,
  postPay2006,
  stepPay2006,
  workerPostPay2006,
} from '../../src/pay/national-standards-2006.ts'

/** The published tables of 2006, cell by cell. */
function golden(table: string): Record<string, string>[] {
  const text = readFileSync(`test/golden/pay-2006-${table}.csv`, 'utf8')
  return papaparse.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
}

test('职务工资 is the published table', () => {
  expect(dutyPay2006.map(([level, leading, other]) => [level, `${leading ?? ''}`, `${other ?? ''}`])).toEqual(
    golden('civil-duty').map((row) => [row.duty_level, row.leading_yuan, row.non_leading_yuan]),
  )
})

test('级别工资 is the published table in all 279 cells', () => {
  const cells = gradePay2006.flatMap(([first, rise, steps], level) =>
    Array.from({ length: steps }, (_, step) => [`${level + 1}`, `${step + 1}`, `${first + rise * step}`]),
  )
  expect(cells.length).toBe(279)
  expect(cells).toEqual(golden('civil-grade').map((row) => [row.level, row.step, row.yuan]))
})

test('岗位工资 is the published table', () => {
  const staff = Object.entries(postPay2006).flatMap(([kind, grades]) =>
    grades.map((yuan, place) => [kind, `${place + 1}级`, `${yuan}`]),
  )
  const workers = Object.entries(workerPostPay2006).map(([post, yuan]) => ['工勤', post, `${yuan}`])
  expect([...staff, ...workers]).toEqual(
    golden('institution-post').map((row) => [row.post_kind, row.post, row.yuan]),
  )
})

test('薪级工资 is the published table, 65 and 40 steps', () => {
  const steps = Object.entries(stepPay2006).flatMap(([kind, amounts]) =>
    amounts.map((yuan, place) => [kind, `${place + 1}`, `${yuan}`]),
  )
  expect(steps.length).toBe(105)
  expect(steps).toEqual(golden('institution-step').map((row) => [row.staff_kind, row.step, row.yuan]))
})
