import { z } from 'zod'
import type { Period } from '../kernel/dates.ts'
import type { Money } from '../kernel/money.ts'

/** Months of the calendar, 1 … 12; absent: every month. */
const months = z.array(z.int().min(1).max(12)).optional()

/**
 * The closed set of rules a pay item may name (工资项目的计算规则), with what each needs from `parameters`.
 * - `standard`: the amount of the wage standard under the person's keys (or the item's own `keys`).
 * - `personal`: the person's own amount a month.
 * - `once`: the person's own amount, paid in the month of its first day.
 * - `proportion`: a part of other items of the same month: the thirteenth month (年终一次性奖金, one month of
 *   December's basic pay, 公务员法 第八十条), the tenth for teachers and nurses (教护10%).
 * - `contribution`: the employer's rate × the base declared, within floor and cap, to the fen.
 * - `per-head`: so much a year for each person counted on the base date (定额公用经费), by economic code; only an
 *   initial budget has it.
 */
const rule = z.discriminatedUnion('rule', [
  z.object({
    rule: z.literal('standard'),
    standardKind: z.string(),
    keys: z.array(z.string()).optional(),
    months,
    inContributionBase: z.boolean().optional(),
  }),
  z.object({ rule: z.literal('personal'), inContributionBase: z.boolean().optional() }),
  z.object({ rule: z.literal('once') }),
  z.object({
    rule: z.literal('proportion'),
    of: z.array(z.string()),
    factor: z.string(),
    /** the profile must carry this key, such as teacher-nurse */
    requires: z.string().optional(),
    months,
    inContributionBase: z.boolean().optional(),
  }),
  z.object({
    rule: z.literal('contribution'),
    scheme: z.string(),
    /** whose declared base counts, the first one found */
    baseSchemes: z.array(z.string()),
  }),
  z.object({
    rule: z.literal('per-head'),
    standardKind: z.string(),
    key: z.string(),
    economicCodes: z.array(z.string()),
  }),
])

export type PayRule = z.output<typeof rule>

/** 工资项目 in force for a time, its rule read. */
export type PayItem = Period & {
  code: string
  name: string
  rule: PayRule
  establishmentKinds: readonly string[]
  economicCode: string
  functionCode: string
  projectPurpose: string
  budgeted: boolean
}

/** Reads a row of pay_items; throws when the row names no rule of the set or leaves out what it needs. */
export function payItemOf({
  rule: name,
  parameters,
  ...row
}: Omit<PayItem, 'rule'> & { rule: string; parameters: Record<string, unknown> }): PayItem {
  const read = rule.safeParse({ ...parameters, rule: name })
  if (!read.success) throw new Error(`pay item ${row.code}: ${z.prettifyError(read.error)}`)
  return { ...row, rule: read.data }
}

/** 工资标准: one key's amount a month. `key2` is '' when the standard has one key. */
export type WageStandard = Period & {
  standardKind: string
  key1: string
  key2: string
  amount: Money
  documentNumber: string
}

/** 单位缴费费率 of a scheme and a kind of establishment; floor and cap are yuan a month. */
export type ContributionRate = Period & {
  scheme: string
  establishmentKind: string
  rate: Money
  baseFloor: Money | null
  baseCap: Money | null
  documentNumber: string
}

/** 工资档案 of a person for a time: standard kind → its keys. */
export type PayProfile = Period & { scheme: string; keys: Readonly<Record<string, readonly string[]>> }

/** 个人金额: yuan a month, or yuan once. */
export type PersonalAmount = Period & { payItemCode: string; amount: Money; reason: string }

/** 缴费基数 as declared, yuan a month. */
export type ContributionBase = Period & { scheme: string; base: Money; reason: string }
