import { type Money, yuan } from '../kernel/money.ts'
import {
  dutyPay2006,
  gradePay2006,
  nationalStandardsFrom,
  nationalStandardsTo,
  postPay2006,
  stepPay2006,
  workerPostPay2006,
} from '../pay/national-standards-2006.ts'
import type { DistrictRows } from './district-rows.ts'
import {
  allowances,
  exampleDocument,
  operatingQuota,
  ranks,
  riseOfDuty,
  riseOfGrade,
  riseOfPost,
  riseOfStep,
  workerGradePay,
  workerPostPay,
} from './example-allowances.ts'
import { exampleRegionCode, moment, openingDay } from './example-region.ts'
import { clerk } from './example-users.ts'
import { namedId } from './generator.ts'

type StandardRow = DistrictRows['wageStandards'][number]
type Key = { standardKind: string; key1: string; key2: string; amount: Money }

/** 2006 as the state printed it, and the 示范标准 of the same shape in force since the registry was opened. */
export function wageStandardRows(): StandardRow[] {
  return [...nationalRows(), ...exampleRows()]
}

/** 管理 7级 …: the grades of posts are written as the tables write them. */
function gradeName(index: number): string {
  return `${index + 1}级`
}

function nationalRows(): StandardRow[] {
  const civil = [
    ...dutyPay2006.flatMap(([level, leading, nonLeading]) => [
      ...(leading === null ? [] : [key('civil-duty', level, 'leading', leading)]),
      ...(nonLeading === null ? [] : [key('civil-duty', level, 'non-leading', nonLeading)]),
    ]),
    ...gradePay2006.flatMap(([first, rise, steps], index) =>
      counted(steps).map((step) =>
        key('civil-grade', String(index + 1), String(step), first + rise * (step - 1)),
      ),
    ),
  ]
  const institution = [
    ...Object.entries(postPay2006).flatMap(([kind, amounts]) =>
      amounts.map((amount, index) => key('institution-post', kind, gradeName(index), amount)),
    ),
    ...Object.entries(workerPostPay2006).map(([post, amount]) =>
      key('institution-post', '工勤', post, amount),
    ),
    ...Object.entries(stepPay2006).flatMap(([kind, amounts]) =>
      amounts.map((amount, index) => key('institution-step', kind, String(index + 1), amount)),
    ),
  ]
  const period = { effectiveFrom: nationalStandardsFrom, effectiveTo: nationalStandardsTo, isExample: false }
  return [
    ...civil.map((row) => standardRow(row, { ...period, documentNumber: '国发〔2006〕22号' })),
    ...institution.map((row) => standardRow(row, { ...period, documentNumber: '国人部发〔2006〕56号' })),
  ]
}

function exampleRows(): StandardRow[] {
  const keys = [
    ...dutyPay2006.flatMap(([level, leading]) =>
      leading === null ? [] : [key('civil-duty', level, 'leading', riseOfDuty(leading))],
    ),
    ...ranks.map(({ rank, dutyPay }) => key('civil-duty', rank, 'rank', dutyPay)),
    ...gradePay2006.flatMap(([first, rise, steps], index) =>
      counted(steps).map((step) =>
        key('civil-grade', String(index + 1), String(step), riseOfGrade(first + rise * (step - 1))),
      ),
    ),
    ...Object.entries(postPay2006).flatMap(([kind, amounts]) =>
      amounts.map((amount, index) => key('institution-post', kind, gradeName(index), riseOfPost(amount))),
    ),
    ...Object.entries(workerPostPay2006).map(([post, amount]) =>
      key('institution-post', '工勤', post, riseOfPost(amount)),
    ),
    ...Object.entries(stepPay2006).flatMap(([kind, amounts]) =>
      amounts.map((amount, index) => key('institution-step', kind, String(index + 1), riseOfStep(amount))),
    ),
    ...Object.entries(workerGradePay).map(([grade, amount]) => key('worker-grade', grade, '', amount)),
    ...Object.entries(workerPostPay).flatMap(([grade, [first, rise]]) =>
      counted(20).map((step) => key('worker-post', grade, String(step), first + rise * (step - 1))),
    ),
    ...allowances().map(({ standardKind, keys: [key1, key2 = ''], amount }) =>
      key(standardKind, key1, key2, amount),
    ),
    ...['administrative', 'institution'].flatMap((staff) =>
      Object.entries(operatingQuota).map(([code, amount]) => key('operating-quota', staff, code, amount)),
    ),
  ]
  return keys.map((row) =>
    standardRow(row, {
      effectiveFrom: openingDay,
      effectiveTo: null,
      isExample: true,
      documentNumber: exampleDocument,
    }),
  )
}

function key(standardKind: string, key1: string, key2: string, amount: number): Key {
  return { standardKind, key1, key2, amount: yuan(String(amount)) }
}

function standardRow(
  row: Key,
  more: Pick<StandardRow, 'effectiveFrom' | 'effectiveTo' | 'isExample' | 'documentNumber'>,
): StandardRow {
  return {
    regionCode: exampleRegionCode,
    id: namedId('wage-standard', row.standardKind, row.key1, row.key2, more.effectiveFrom),
    ...row,
    ...more,
    recordedAt: moment('2020-12-21', '09:30'),
    recordedBy: clerk.id,
  }
}

function counted(most: number): number[] {
  return Array.from({ length: most }, (_, index) => index + 1)
}
