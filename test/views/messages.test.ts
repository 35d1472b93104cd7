import { expect, test } from 'vitest'
import type { Problem } from '../../src/kernel/problem.ts'
import { messageOf } from '../../views/messages.ts'

const met: Problem[] = [
  { code: 'required', field: 'name' },
  { code: 'not-a-number', field: 'count', least: 1, most: 99 },
  { code: 'identity-number-check', field: 'identityNumber', expected: 'X' },
  {
    code: 'no-vacancy',
    field: 'organizationId',
    on: '2024-03-01',
    organizationName: '区档案馆',
    establishmentKind: 'institution',
    approved: 10,
    occupied: 9,
    reserved: 1,
    frozen: 0,
  },
  { code: 'already-assigned', field: 'personId', organizationName: '区档案馆', from: '2023-07-01' },
  { code: 'period-reversed', field: 'effectiveTo', from: '2024-03-01', to: '2024-02-01' },
]

test('a clerk reads what is wrong and what to do', () => {
  expect(met.map(messageOf)).toEqual([
    '请填写此项。',
    '请填写 1 至 99 之间的整数。',
    '公民身份号码校验位应为 X。请核对原件。',
    '区档案馆2024年3月1日核定事业编制 10 名，实有 9 名，已批未用 1 名，冻结 0 名，没有空编。' +
      '请先办理用编申请或调整核定编制。',
    '该人员自2023年7月1日起已在区档案馆在编。请先办理出编，或改用内部调动。',
    '终止日期 2024-02-01 应晚于起始日期 2024-03-01。请更正日期。',
  ])
})
