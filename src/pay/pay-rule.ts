import { type IsoDate, inForce, monthOf } from '../kernel/dates.ts'
import { fixedYuan, type Money, roundToFen, total, yuan, zero } from '../kernel/money.ts'
import type { PayBook } from './pay-book.ts'
import type { ContributionBase, PayItem, PayProfile, PayRule, PersonalAmount } from './pay-item.ts'

/** Why the amount is what it is: the rule, the rows it used and what went in. Shown under 为什么. */
export type CostBasis = { rule: PayRule['rule']; [input: string]: unknown }

/** An amount of one month, in yuan to the fen. `economicCode` differs from the item's only under `per-head`. */
export type ItemAmount = { amount: Money; economicCode: string; basis: CostBasis }

/** One person in one month: what the rules may look at. `day` is the day on which facts are looked up. */
export type PersonMonth = {
  month: IsoDate
  day: IsoDate
  establishmentKind: string
  profile: PayProfile | null
  amounts: readonly PersonalAmount[]
  bases: readonly ContributionBase[]
  /** Contribution wage of the first full month: the base of one for whom none is declared yet. */
  firstFullMonth: () => { month: IsoDate; wage: Money } | null
}

/** What the item costs in the month; none when it does not apply. Rounded half up to the fen, once, here. */
export function itemAmounts(item: PayItem, person: PersonMonth, book: PayBook): ItemAmount[] {
  const amounts: ItemAmount[] = []
  for (const { amount, economicCode, basis } of amountsOf(item, person, book)) {
    if (!amount.isZero()) amounts.push({ amount: roundToFen(amount), economicCode, basis })
  }
  return amounts
}

/** 缴费工资 of the month: the items that count into the base (standards §2.6; car subsidies do not). */
export function contributionWage(person: PersonMonth, book: PayBook): Money {
  const counted = book
    .itemsFor(person.establishmentKind, person.day)
    .filter(({ rule }) => 'inContributionBase' in rule && rule.inContributionBase === true)
  return total(counted.flatMap((item) => itemAmounts(item, person, book).map(({ amount }) => amount)))
}

function amountsOf(item: PayItem, person: PersonMonth, book: PayBook): ItemAmount[] {
  const { rule } = item
  if (rule.rule === 'standard') {
    return one(item, standardAmount(rule, person, book))
  } else if (rule.rule === 'personal') {
    const own =
      person.amounts.find((one) => one.payItemCode === item.code && inForce(one, person.day)) ?? null
    return one(item, own && { amount: own.amount, basis: { rule: 'personal', reason: own.reason } })
  } else if (rule.rule === 'once') {
    return onceAmounts(item, person)
  } else if (rule.rule === 'proportion') {
    return one(item, proportionAmount(rule, person, book))
  } else if (rule.rule === 'contribution') {
    return one(item, contributionAmount(rule, person, book))
  } else {
    return perHeadAmounts(rule, person, book)
  }
}

function one(item: PayItem, found: { amount: Money; basis: CostBasis } | null): ItemAmount[] {
  return found === null ? [] : [{ amount: found.amount, economicCode: item.economicCode, basis: found.basis }]
}

function standardAmount(rule: Extract<PayRule, { rule: 'standard' }>, person: PersonMonth, book: PayBook) {
  if (!paidIn(rule.months, person.month)) return null
  const keys = rule.keys ?? person.profile?.keys[rule.standardKind]
  if (keys === undefined) return null
  const standard = book.standard(rule.standardKind, keys, person.day)
  if (standard === null) return null
  const basis: CostBasis = {
    rule: 'standard',
    standardKind: rule.standardKind,
    keys,
    standard: fixedYuan(standard.amount),
    standardFrom: standard.effectiveFrom,
    documentNumber: standard.documentNumber,
  }
  return { amount: standard.amount, basis }
}

function onceAmounts(item: PayItem, person: PersonMonth): ItemAmount[] {
  return person.amounts
    .filter(
      ({ payItemCode, effectiveFrom }) => payItemCode === item.code && sameMonth(effectiveFrom, person.month),
    )
    .map(({ amount, reason, effectiveFrom }) => ({
      amount,
      economicCode: item.economicCode,
      basis: { rule: 'once', reason, paidOn: effectiveFrom },
    }))
}

function proportionAmount(
  rule: Extract<PayRule, { rule: 'proportion' }>,
  person: PersonMonth,
  book: PayBook,
) {
  if (!paidIn(rule.months, person.month)) return null
  if (rule.requires !== undefined && person.profile?.keys[rule.requires] === undefined) return null
  const parts = book
    .itemsFor(person.establishmentKind, person.day)
    .filter(({ code }) => rule.of.includes(code))
    .flatMap((item) => itemAmounts(item, person, book).map(({ amount }) => ({ code: item.code, amount })))
  const basis: CostBasis = {
    rule: 'proportion',
    factor: rule.factor,
    of: Object.fromEntries(parts.map(({ code, amount }) => [code, fixedYuan(amount)])),
  }
  return { amount: total(parts.map(({ amount }) => amount)).times(yuan(rule.factor)), basis }
}

function contributionAmount(
  rule: Extract<PayRule, { rule: 'contribution' }>,
  person: PersonMonth,
  book: PayBook,
) {
  const rate = book.rate(rule.scheme, person.establishmentKind, person.day)
  if (rate === null) return null
  const found = baseOf(rule, person)
  if (found === null) return null
  const { base, ...source } = found
  const floored = rate.baseFloor !== null && base.lessThan(rate.baseFloor) ? rate.baseFloor : base
  const bounded = rate.baseCap !== null && floored.greaterThan(rate.baseCap) ? rate.baseCap : floored
  const basis: CostBasis = {
    rule: 'contribution',
    scheme: rule.scheme,
    rate: rate.rate.toString(),
    base: fixedYuan(base),
    ...(bounded.equals(base) ? {} : { boundedBase: fixedYuan(bounded) }),
    documentNumber: rate.documentNumber,
    ...source,
  }
  return { amount: bounded.times(rate.rate), basis }
}

/**
 * The base declared for the first scheme that has one; where nothing is declared, the pay of the first full month
 * (new staff: standards §2.6, found in the pension rules).
 */
function baseOf({ baseSchemes }: { baseSchemes: readonly string[] }, person: PersonMonth) {
  for (const scheme of baseSchemes) {
    const declared = person.bases.find((base) => base.scheme === scheme && inForce(base, person.day))
    if (declared) return { base: declared.base, declaredFor: scheme, reason: declared.reason }
  }
  const first = person.firstFullMonth()
  return first === null ? null : { base: first.wage, firstFullMonth: first.month }
}

function perHeadAmounts(
  rule: Extract<PayRule, { rule: 'per-head' }>,
  person: PersonMonth,
  book: PayBook,
): ItemAmount[] {
  if (monthOf(person.month) !== 1) return []
  return rule.economicCodes.map((economicCode) => {
    const standard = book.standard(rule.standardKind, [rule.key, economicCode], person.day)
    return {
      amount: standard?.amount ?? zero,
      economicCode,
      basis: {
        rule: 'per-head',
        standardKind: rule.standardKind,
        keys: [rule.key, economicCode],
        countedOn: person.month,
        documentNumber: standard?.documentNumber,
      },
    }
  })
}

function paidIn(months: readonly number[] | undefined, month: IsoDate): boolean {
  return months === undefined || months.includes(monthOf(month))
}

function sameMonth(a: IsoDate, b: IsoDate): boolean {
  return a.slice(0, 7) === b.slice(0, 7)
}
