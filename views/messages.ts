import { establishmentKindName } from '../src/establishment/establishment-kind.ts'
import { leadershipPositions } from '../src/establishment/leadership-post.ts'
import { groupName } from '../src/establishment/rank-quota.ts'
import { inChinese } from '../src/kernel/dates.ts'
import type { Problem } from '../src/kernel/problem.ts'
import { organizationRanks, wordOf } from '../src/organization/organization.ts'

type Messages = { [Code in Problem['code']]: (problem: Extract<Problem, { code: Code }>) => string }

/** Says what is wrong and what to do next. A new problem does not compile until it has a message. */
const messages: Messages = {
  required: () => '请填写此项。',
  'too-long': ({ most }) => `超出长度，最多 ${most} 个字。请删减。`,
  'not-a-date': () => '不是有效日期。请按“年-月-日”填写，例如 2024-03-01。',
  'not-an-amount': () => '不是有效金额。请以元为单位填写，最多两位小数，例如 1234.50。',
  'not-a-number': ({ least, most }) => `请填写 ${least} 至 ${most} 之间的整数。`,
  'not-a-percent': () => '不是有效比例。请填写大于 0、不超过 100 的百分数，最多两位小数，例如 10 或 12.5。',
  'not-a-choice': () => '请从列出的选项中选择。',
  'not-among': ({ choices, isWhole, near }) =>
    `没有这一项${near === null ? '' : `，是否为“${near}”`}。` +
    (isWhole ? `可填写：${choices.join('、')}。` : `请按代码表填写，例如${choices.slice(0, 3).join('、')}。`),
  'not-found': ({ sought }) => `没有找到“${sought}”。请核对名称或代码。`,
  'control-characters': () => '含有不可见的控制字符。请删除后重新输入。',
  'identity-number-form': () => '公民身份号码应为 18 位：前 17 位为数字，末位为数字或 X。请核对原件。',
  'identity-number-old': () => '15 位旧号码已停止使用。请按居民身份证填写 18 位公民身份号码。',
  'identity-number-date': () => '公民身份号码第 7 至 14 位不是有效出生日期。请核对原件。',
  'identity-number-check': ({ expected }) => `公民身份号码校验位应为 ${expected}。请核对原件。`,
  'identity-number-taken': () => '该公民身份号码已登记在其他人员名下。请先查询该人员，不得重复登记。',
  'credit-code-form': () =>
    '统一社会信用代码应为 18 位数字或大写字母，不使用 I、O、S、V、Z，第 3 至 8 位为行政区划代码。请核对证书。',
  'credit-code-check': ({ expected }) => `统一社会信用代码校验位应为 ${expected}。请核对证书。`,
  'period-reversed': ({ from, to }) => `终止日期 ${to} 应晚于起始日期 ${from}。请更正日期。`,
  'no-vacancy': ({ on, organizationName, establishmentKind, approved, occupied, reserved, frozen }) =>
    `${organizationName}${inChinese(on)}核定${establishmentKindName(establishmentKind)} ${approved} 名，` +
    `实有 ${occupied} 名，已批未用 ${reserved} 名，冻结 ${frozen} 名，没有空编。` +
    '请先办理用编申请或调整核定编制。',
  'no-seat': ({ on, organizationName, rank, position, approved, held }) =>
    `${organizationName}${inChinese(on)}核定领导职数（${wordOf(organizationRanks, rank)}${wordOf(leadershipPositions, position)}）` +
    `${approved} 名，实配 ${held} 名，没有空缺。请先办理现任免职，或在领导职数中核增；属于兼任的，注明兼任，不占职数。`,
  'no-rank': ({ on, organizationName, approved, held, ...group }) =>
    `${organizationName}${inChinese(on)}${groupName(group)}职数 ${approved} 名，实有 ${held} 名，没有空缺。` +
    '请改为其他职级、改期办理，或按批文登记核定职级职数。',
  'plan-over-limit': ({ establishmentKind, planned, limit, vacancies, retiring, expected }) =>
    vacancies < 0
      ? `${establishmentKindName(establishmentKind)}已超出核定 ${-vacancies} 名，不得申报进人计划。请改为 0 名。`
      : `${establishmentKindName(establishmentKind)}现有空编 ${vacancies} 名，年内到龄退休 ${retiring} 人，预计年末空编 ` +
        `${Math.max(expected, 0)} 名，最多申报 ${limit} 名，现为 ${planned} 名。请减少名数。`,
  'beyond-plan': ({ year, planned, requested, count }) =>
    `${year} 年用编计划核定 ${planned} 名，已申请 ${requested} 名，剩余 ${Math.max(planned - requested, 0)} 名，` +
    `本次 ${count} 名超出计划。请减少名数；确需计划外用编的，勾选“计划外”，填写理由和批准文件。`,
  'already-assigned': ({ organizationName, from }) =>
    `该人员自${inChinese(from)}起已在${organizationName}在编。请先办理出编，或改用内部调动。`,
  'not-assigned': ({ on }) => `该人员${inChinese(on)}不在编。请核对人员和生效日期。`,
  'same-place': () => '调入机构和编制类型与现状相同，没有变动。请更正调入机构或编制类型。',
  'kind-not-approved': ({ organizationName, establishmentKind }) =>
    `${organizationName}没有核定${establishmentKindName(establishmentKind)}。请更正编制类型，或先核定编制。`,
  'signed-twice': ({ step }) => `同一人不得签批两个环节，“${step}”须由其他人员签批。`,
  'not-your-step': ({ step, roleName }) => `当前环节“${step}”由${roleName}签批，请等待。`,
  'not-open-for-signature': ({ state }) => `该事项当前为“${state}”，不能签批。请返回查看办理情况。`,
  'changed-meanwhile': () => '他人已更新该记录，本次未保存。请重新打开，核对最新内容后再提交。',
  'over-total': ({ on, establishmentKind, ceiling, allocated }) =>
    `${inChinese(on)}全区${establishmentKindName(establishmentKind)}总量 ${ceiling} 名，登记后已分配将达 ${allocated} 名，` +
    `超出 ${allocated - ceiling} 名。请减少名数，或先核减其他机构、调整总量。`,
  'approved-below-zero': ({ on, approved }) =>
    `${inChinese(on)}核定编制只有 ${approved} 名，不够核减。请更正名数或生效日期。`,
  'seats-below-zero': ({ on, approved }) =>
    `${inChinese(on)}核定领导职数只有 ${approved} 名，不够核减。请更正名数或生效日期。`,
  'headcount-not-conserved': ({ establishmentKind, before, after }) =>
    `${establishmentKindName(establishmentKind)}改革前共 ${before} 名，改革后共 ${after} 名。` +
    '合并、分设只划转编制，请改为相等；另有增减的，在核定台账登记。',
  'not-acknowledged': () => '登记后实有人员多于核定编制。确需登记的，请勾选确认。',
  'several-found': ({ sought, names }) =>
    `“${sought}”对应多个机构：${names.join('、')}。请填写全称或机构编码。`,
  'organization-code-taken': ({ sought }) => `机构编码 ${sought} 已被使用（含已撤销机构）。请另编一个。`,
  'organization-name-taken': ({ sought }) => `已有名为“${sought}”的机构在册。请核对名称，不得重复登记。`,
  'organization-not-there': ({ on }) => `${inChinese(on)}该机构不在册。请更正日期或机构。`,
  'recorded-for-later': ({ on }) => `该机构${inChinese(on)}起已登记其他事项。请先更正该事项，再办理本项。`,
  'below-itself': () => '上级机构不能是本机构或其下属机构。请更正上级机构。',
  'override-not-given': ({ vacancies }) =>
    `空编只有 ${Math.max(vacancies, 0)} 名。本类编制为提示控制，确需核准的，请勾选“超出空编核准”并填写批准文件。`,
  'day-passed': ({ today }) => `日期应晚于今天（${today}）。请更正日期。`,
  'nothing-changed': () => '所填内容与现状相同，没有变动。请更正后再提交。',
  'still-has': ({ children, approved, occupied, reserved }) =>
    `尚有下级机构 ${children} 个、核定编制 ${approved} 名、在编人员 ${occupied} 名、已批未用 ${reserved} 名。` +
    '请先划转或核销，再办理撤销。',
  'reversed-already': () => '该行已被冲销，不能再次冲销。请返回台账核对。',
  'password-rule': ({ rule }) => passwordRules[rule],
  'repeat-differs': () => '两次输入的密码不一致。请重新输入。',
  'account-form': () => '账号应为 3 至 30 个小写字母、数字、点或短横线，以字母开头。请更正。',
  'account-taken': ({ account }) => `账号 ${account} 已有人使用。请另取一个。`,
  'administrators-apart': ({ held, wanted }) =>
    `三员分立：${held}不得同时担任${wanted}。请由另一人使用另一账号担任。`,
  'last-administrator': ({ role }) => `这是最后一名${role}。请先授予另一人，再办理此项。`,
  'too-often': ({ minutes }) => `次数过多。请 ${minutes} 分钟后再试。`,
  refused: ({ because }) => because,
}

const passwordRules = {
  short: '密码至少 10 个字符。请加长。',
  classes: '密码应含大写字母、小写字母、数字、符号四类中的三类。请补充。',
  name: '密码不得含有账号或姓名。请另设一个。',
  known: '该密码或其变形属于常见密码，容易被猜中。请另设一个。',
  'used-before': '该密码与最近 5 次用过的相同。请另设一个。',
} as const

/** The one sentence that stands at the field and in the summary above the form. */
export function messageOf(problem: Problem): string {
  const message = messages[problem.code] as (problem: Problem) => string
  return message(problem)
}
