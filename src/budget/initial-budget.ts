import type { Money } from '../kernel/money.ts'

/** 年初预算草案 of a line: what adoption would write. Money in yuan. */
export type DraftLine = {
  projectCode: string
  functionCode: string
  economicCode: string
  staff: string
  amount: Money
  /** people behind it; null where the line is carried over or entered */
  people: number | null
}
