import { type Money, total, zero } from '../kernel/money.ts'
import type { Problem } from '../kernel/problem.ts'

/** 预算调整 by origin: a movement proposes its own; the others rest on a document. */
export const adjustmentKinds = {
  movement: '异动调整',
  addition: '追加',
  reduction: '压减',
  transfer: '调剂',
} as const

export type AdjustmentKind = keyof typeof adjustmentKinds

/** The kinds that a document proposes. */
export const documentKinds = ['addition', 'reduction', 'transfer'] as const

export type DocumentKind = (typeof documentKinds)[number]

/** An adjustment as a list shows it. `decision` is null while finance has not decided. */
export type AdjustmentRow = {
  adjustmentId: string
  year: number
  organizationId: string
  kind: string
  movementId: string | null
  documentNumber: string | null
  documentTitle: string | null
  documentIssuer: string | null
  documentIssuedOn: string | null
  reason: string
  effectiveOn: string
  recordedAt: Date
  recordedBy: string
  decision: { approved: boolean; words: string; decidedByName: string; decidedAt: Date } | null
  increase: Money
  decrease: Money
  lines: number
}

/** A line of an adjustment, yuan; 调增 positive. */
export type AdjustmentLineRow = {
  adjustmentId: string
  projectCode: string
  projectName: string
  functionCode: string
  economicCode: string
  amount: Money
  basis: Record<string, unknown>
}

/** 办理状态 */
export const adjustmentStates = { open: '待财政受理', approved: '已批准', refused: '不予批准' } as const

export function stateOf({ decision }: Pick<AdjustmentRow, 'decision'>): keyof typeof adjustmentStates {
  if (decision === null) return 'open'
  return decision.approved ? 'approved' : 'refused'
}

/** 异动调整, 追加 …; a kind of a later version is shown as it stands. */
export function adjustmentKindName(kind: string): string {
  return kind in adjustmentKinds ? adjustmentKinds[kind as AdjustmentKind] : kind
}

/** `amount` in yuan: 调增 positive, 调减 negative. `field` is where a message about the line stands. */
export type ProposedLine = { field: string; amount: Money }

/**
 * What a document may say: 追加 only adds, 压减 only takes away, 调剂 moves between lines and leaves the total as it
 * was. Null when it holds.
 */
export function checkProposedLines(kind: DocumentKind, lines: readonly ProposedLine[]): Problem | null {
  const empty = lines.find(({ amount }) => amount.isZero())
  if (empty) return { code: 'refused', field: empty.field, because: '金额不能为零。请填写金额或删去这一行。' }
  const wrong = lines.find(({ amount }) =>
    kind === 'addition' ? amount.lessThan(zero) : amount.greaterThan(zero),
  )
  if (kind === 'transfer') {
    const sum = total(lines.map(({ amount }) => amount))
    const field = lines.at(-1)?.field ?? 'kind'
    if (sum.isZero()) return null
    return { code: 'refused', field, because: `调剂各行合计应为零，现为 ${sum.toFixed(2)} 元。请更正金额。` }
  } else if (wrong) {
    const because = kind === 'addition' ? '追加的金额应为正数。' : '压减的金额应为负数，例如 -8700。'
    return { code: 'refused', field: wrong.field, because }
  } else {
    return null
  }
}

/** 调减后不得低于已支出数. */
export function checkRemainder({
  adjusted,
  executed,
  change,
  field,
}: {
  adjusted: Money
  executed: Money
  change: Money
  field: string
}): Problem | null {
  const after = adjusted.plus(change)
  if (change.greaterThanOrEqualTo(zero) || after.greaterThanOrEqualTo(executed)) return null
  const because = `调减后预算数 ${after.toFixed(2)} 元，小于已支出的 ${executed.toFixed(2)} 元。请减少调减金额。`
  return { code: 'refused', field, because }
}

/** 无预算不得支出: what may still be paid from a line. */
export function checkExpenditure({
  adjusted,
  executed,
  amount,
  field,
}: {
  adjusted: Money
  executed: Money
  amount: Money
  field: string
}): Problem | null {
  const left = adjusted.minus(executed)
  if (amount.lessThanOrEqualTo(left)) return null
  return {
    code: 'refused',
    field,
    because: `超出可用预算，该科目可用 ${left.toFixed(2)} 元。请先办理预算调整。`,
  }
}
