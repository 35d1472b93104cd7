import { type IsoDate, inForce, type Period } from '../kernel/dates.ts'
import type { Money } from '../kernel/money.ts'

/** One thing known of a person's pay: 工资档案, 个人金额 or 缴费基数, superseded ones included. */
export type KnownPayFact = Period & {
  kind: 'profile' | 'amount' | 'base'
  /** code of the pay item, scheme of the contribution, '' for a profile */
  name: string
  keys: Record<string, string[]> | null
  /** yuan a month (once, where the item is paid once); null for a profile */
  amount: Money | null
  reason: string
  recordedAt: Date
  supersededAt: Date | null
}

/** What of it holds on the day. */
export function payFactsInForce(facts: readonly KnownPayFact[], asOf: IsoDate): KnownPayFact[] {
  return facts.filter((fact) => fact.supersededAt === null && inForce(fact, asOf))
}

export const contributionSchemes: Record<string, string> = {
  pension: '基本养老保险',
  medical: '基本医疗保险',
  injury: '工伤保险',
  unemployment: '失业保险',
  'housing-fund': '住房公积金',
}

/** 缴费基数（住房公积金） */
export function schemeName(scheme: string): string {
  return `缴费基数（${contributionSchemes[scheme] ?? scheme}）`
}

/** What the form offers: an item with the person's own amount, or a scheme with its declared base. */
export type PaySubject = { kind: 'amount' | 'base'; name: string; label: string; isOnce: boolean }

export function subjectKey({ kind, name }: { kind: string; name: string }): string {
  return `${kind}:${name}`
}

/**
 * The dated values of one subject after a new one: what it covers ends before it, resumes behind its end when it
 * has one, and gives way to it inside.
 */
export function withValue<Fact extends Period>(facts: readonly Fact[], fresh: Fact): Fact[] {
  const parts = facts.flatMap((fact) => {
    const before =
      fact.effectiveFrom < fresh.effectiveFrom
        ? [{ ...fact, effectiveTo: earlier(fact.effectiveTo, fresh.effectiveFrom) }]
        : []
    const { effectiveTo: end } = fresh
    const behind =
      end !== null && (fact.effectiveTo === null || fact.effectiveTo > end)
        ? [{ ...fact, effectiveFrom: fact.effectiveFrom > end ? fact.effectiveFrom : end }]
        : []
    return [...before, ...behind]
  })
  return [...parts, fresh].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
}

function earlier(a: IsoDate | null, b: IsoDate): IsoDate {
  if (a === null || b < a) return b
  return a
}
