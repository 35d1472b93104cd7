import { establishmentKindName } from '../src/establishment/establishment-kind.ts'
import type { Problem } from '../src/kernel/problem.ts'

type Messages = { [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => string }

/** Says what is wrong and what to do next. A new problem does not compile until it has a message. */
const messages: Messages = {
  required: () => '请填写此项。',
  'too-long': ({ most }) => `最多填写 ${most} 个字。`,
  'not-a-date': () => '请按“年-月-日”填写日期，例如 2026-03-01。',
  'not-an-amount': () => '请填写金额（元），最多两位小数，例如 1234.50。',
  'not-a-number': ({ least, most }) => `请填写 ${least} 至 ${most} 之间的整数。`,
  'not-a-choice': () => '请从列表中选择。',
  'not-found': ({ sought }) => `没有找到“${sought}”。请核对后重新填写。`,
  'control-characters': () => '含有不能使用的控制字符。请删除后重新填写。',
  'identity-number-form': () => '身份证号应为 18 位，前 17 位为数字，末位为数字或 X。请核对原件。',
  'identity-number-date': () => '身份证号第 7 至 14 位不是有效日期。请核对原件。',
  'identity-number-check': ({ expected }) => `身份证号校验位应为 ${expected}。请核对原件。`,
  'identity-number-taken': () => '此身份证号已登记。请在花名册中按身份证号查找原记录，不要重复登记。',
  'credit-code-form': () => '统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z）。请核对证书。',
  'credit-code-check': ({ expected }) => `统一社会信用代码校验位应为 ${expected}。请核对证书。`,
  'period-reversed': ({ from, to }) => `止于 ${to} 不晚于起于 ${from}。请调整日期。`,
  'no-vacancy': ({ organizationName, establishmentKind, on, approved, occupied, reserved }) =>
    `${organizationName} ${on} ${establishmentKindName(establishmentKind)}核定 ${approved} 名，实有 ${occupied} 名，已批未用 ${reserved} 名，没有空编。请先办理用编申请或调整核定编制。`,
  'already-assigned': ({ organizationName, from }) =>
    `此人自 ${from} 起已在 ${organizationName} 在编。请先办理出编，或改用内部调动。`,
  'not-assigned': ({ on }) => `此人 ${on} 不在编。请核对人员和日期。`,
  'same-place': () => '调入与调出的单位、编制类型相同。请重新选择。',
  'kind-not-approved': ({ organizationName, establishmentKind }) =>
    `${organizationName} 没有核定${establishmentKindName(establishmentKind)}。请核对编制类型。`,
  'signed-twice': ({ step }) => `已在本件签过其他环节，${step}须由另一人签批。`,
  'not-your-step': ({ step, roleName }) => `现在是${step}环节，应由${roleName}签批。`,
  'not-open-for-signature': ({ state }) => `本件${state}，不能再签批。`,
  'changed-meanwhile': () => '此记录已被他人更改。请重新打开，核对后再办理。',
  refused: ({ because }) => because,
}

export function messageOf<P extends Problem>(problem: P): string {
  const message = messages[problem.code] as (problem: P) => string
  return message(problem)
}
