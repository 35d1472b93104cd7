import { adjustmentKindName, adjustmentStates, stateOf } from '../budget/budget-adjustment.ts'
import { addMonths, type IsoDate, monthOf } from '../kernel/dates.ts'
import { fixedYuan, formatYuan } from '../kernel/money.ts'
import { movementKindName } from '../movement/movement-kind.ts'
import type { BudgetWhy, WhyAdjustment, WhyPerson } from './why.ts'

/** 为什么 as data for other programs; money in yuan as text. */
export function whyAsData(why: BudgetWhy) {
  return {
    year: why.question.year,
    initial: fixedYuan(why.initial),
    adjusted: fixedYuan(why.adjusted),
    executed: fixedYuan(why.executed),
    forecast: fixedYuan(why.forecast),
    counted: why.counted.map(personAsData),
    paid: why.paid.map(personAsData),
    adjustments: why.adjustments.map((adjustment) => ({
      kind: adjustment.kind,
      amount: fixedYuan(adjustment.amount),
      state: adjustmentStates[stateOf(adjustment)],
      origin: adjustmentOrigin(adjustment),
      reason: adjustment.reason,
      effectiveOn: adjustment.effectiveOn,
    })),
    payments: why.payments.map(({ month, amount, summary, projectCode, functionCode, economicCode }) => ({
      month,
      amount: fixedYuan(amount),
      summary,
      projectCode,
      functionCode,
      economicCode,
    })),
    unexplained: fixedYuan(why.unexplained),
  }
}

function personAsData({ personName, amount, months }: WhyPerson) {
  return {
    name: personName,
    amount: fixedYuan(amount),
    months: months.map((row) => ({
      payItem: row.payItemName,
      functionCode: row.functionCode,
      economicCode: row.economicCode,
      from: row.from,
      to: row.to,
      months: row.months,
      monthly: fixedYuan(row.monthly),
      amount: fixedYuan(row.amount),
      rule: row.rule,
      why: row.reason,
    })),
  }
}

/** The same for a terminal: people, months, standard and rule, then documents and payments. */
export function whyAsText(why: BudgetWhy): string {
  const { initial, adjusted, executed, counted, paid, adjustments, payments, unexplained } = why
  const parts = [
    [
      `年初预算 ${formatYuan(initial)} 元，调整预算 ${formatYuan(adjusted)} 元，支出 ${formatYuan(executed)} 元。`,
    ],
    paid.length === 0 ? [] : ['', `支出：${paid.length} 人`, ...paid.flatMap(personAsText)],
    payments.length === 0
      ? []
      : [
          '',
          '支出凭证',
          ...payments.map((row) => `  ${row.month}月  ${formatYuan(row.amount)} 元  ${row.summary}`),
        ],
    unexplained.isZero() ? [] : ['', `尚未补发（扣）的差额 ${formatYuan(unexplained)} 元`],
    adjustments.length === 0 ? [] : ['', '预算调整', ...adjustments.map(adjustmentAsText)],
    counted.length === 0
      ? []
      : ['', `年初预算：1月1日 ${counted.length} 人`, ...counted.flatMap(personAsText)],
  ]
  return parts.flat().join('\n')
}

function personAsText({ personName, amount, months }: WhyPerson): string[] {
  return [
    `  ${personName}  ${formatYuan(amount)} 元`,
    ...months.map(
      (row) =>
        `    ${row.payItemName}（${row.economicCode}）  ${monthsInWords(row)}  ` +
        `${formatYuan(row.monthly)} × ${row.months} ＝ ${formatYuan(row.amount)}  ${row.reason}`,
    ),
  ]
}

function adjustmentAsText(adjustment: WhyAdjustment): string {
  const { effectiveOn, amount, reason } = adjustment
  const state = adjustmentStates[stateOf(adjustment)]
  return `  ${effectiveOn}  ${formatYuan(amount)} 元  ${adjustmentOrigin(adjustment)}  ${reason}（${state}）`
}

/** 异动 2024-0003 调出, or 追加 朝财预〔2023〕9号 */
export function adjustmentOrigin(adjustment: WhyAdjustment): string {
  if (adjustment.movementNumber !== null) {
    return `异动 ${adjustment.movementNumber} ${movementKindName(adjustment.movementKind ?? '')}`.trim()
  }
  return [adjustmentKindName(adjustment.kind), adjustment.documentNumber]
    .filter((word) => word !== null)
    .join(' ')
}

/** 1月, or 1–6月; `to` is out. */
export function monthsInWords({ from, to }: { from: IsoDate; to: IsoDate }): string {
  const [first, last] = [monthOf(from), monthOf(addMonths(to, -1))]
  return first === last ? `${first}月` : `${first}–${last}月`
}
