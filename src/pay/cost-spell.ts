import { type EstablishmentKind, type Staff, staffOf } from '../establishment/establishment-kind.ts'
import { addMonths, earlierEnd, type IsoDate, inForce, type Period } from '../kernel/dates.ts'
import { fixedYuan, type Money } from '../kernel/money.ts'
import { current, type PayBook, turningMonths } from './pay-book.ts'
import type { ContributionBase, PayItem, PayProfile, PersonalAmount } from './pay-item.ts'
import { dayOfFacts, type Employment, laterOf, type PaidMonths, paidMonths } from './pay-months.ts'
import { type CostBasis, contributionWage, itemAmounts, type PersonMonth } from './pay-rule.ts'

/** What is known of one person's pay. */
export type PayFacts = {
  personId: string
  employments: readonly Employment[]
  profiles: readonly PayProfile[]
  amounts: readonly PersonalAmount[]
  bases: readonly ContributionBase[]
  /** 工资发放单位 where a paper names another than the budget unit of the establishment. */
  payPlacements: readonly (Period & { organizationId: string })[]
}

/** First days of months; `to` is out. */
export type Horizon = { from: IsoDate; to: IsoDate }

export type CostPurpose = 'actual' | 'initial-budget'

/** 人员经费: the amount falls due in each month whose first day is in [effectiveFrom, effectiveTo). */
export type CostSpell = {
  personId: string
  organizationId: string
  payingOrganizationId: string
  establishmentKind: string
  payItemCode: string
  projectPurpose: string
  staff: Staff
  budgeted: boolean
  functionCode: string
  economicCode: string
  amount: Money
  basis: CostBasis
  effectiveFrom: IsoDate
  effectiveTo: IsoDate
}

/** 功能分类 where the paying unit has no class of its own: 其他一般公共服务支出. */
const otherFunction = '2019999'

/**
 * One person's cost over the horizon as spells of constant monthly amount; equal neighbouring months are one
 * spell. Facts change a month's pay when they are in force on its first day.
 */
export function costSpells(
  facts: PayFacts,
  book: PayBook,
  horizon: Horizon,
  purpose: CostPurpose,
): CostSpell[] {
  const spells = paidMonths(facts.employments).flatMap((paid) => {
    const from = laterOf(paid.from, horizon.from)
    const to = earlierEnd(paid.to, horizon.to) ?? horizon.to
    return stretches(facts, book, paid, { from, to }).flatMap((stretch) =>
      stretchSpells(facts, book, paid, stretch, purpose),
    )
  })
  return merged(spells)
}

/**
 * 年初预算口径: the people of the base date, as if they stayed; one who is not there on that day has no facts of
 * employment left.
 */
export function asOnBaseDate(facts: PayFacts, baseDate: IsoDate): PayFacts {
  const there = facts.employments.find((employment) => inForce(employment, baseDate))
  return { ...facts, employments: there ? [{ ...there, effectiveTo: null, endedBy: null }] : [] }
}

/** The parts of the pay months in which no fact changes. */
function stretches(facts: PayFacts, book: PayBook, paid: PaidMonths, { from, to }: Horizon): Horizon[] {
  const { employment } = paid
  const turns = new Set<IsoDate>([
    ...book.turningMonths,
    ...book.turningMonthsOf(employment.organizationId),
    ...facts.payPlacements.flatMap(({ organizationId }) => book.turningMonthsOf(organizationId)),
    ...turningMonths(facts.profiles),
    ...turningMonths(facts.amounts),
    ...turningMonths(facts.bases),
    ...turningMonths(facts.payPlacements),
    // The first and the last pay month may look up their facts on another day than their first.
    addMonths(paid.from, 1),
    ...(paid.to === null ? [] : [addMonths(paid.to, -1)]),
  ])
  const starts = [from, ...[...turns].filter((month) => month > from && month < to).sort()]
  return starts
    .map((start, at) => ({ from: start, to: starts[at + 1] ?? to }))
    .filter((stretch) => stretch.from < stretch.to)
}

function stretchSpells(
  facts: PayFacts,
  book: PayBook,
  paid: PaidMonths,
  stretch: Horizon,
  purpose: CostPurpose,
): CostSpell[] {
  const { employment } = paid
  const day = dayOfFacts(stretch.from, employment)
  const place = placeOf(facts, book, employment, day)
  const firstFullMonth = once(() => firstFullMonthOf(facts, book, paid))
  const monthOfPerson = (month: IsoDate): PersonMonth => ({
    ...factsOn(facts, day),
    month,
    day,
    establishmentKind: employment.establishmentKind,
    firstFullMonth,
  })
  return book.itemsFor(employment.establishmentKind, day).flatMap((item) => {
    if (item.rule.rule === 'per-head' && purpose !== 'initial-budget') return []
    return periodsOf(item, stretch).flatMap(({ from, to }) =>
      itemAmounts(item, monthOfPerson(from), book).map(({ amount, economicCode, basis }) => ({
        personId: facts.personId,
        ...place,
        payItemCode: item.code,
        projectPurpose: item.projectPurpose,
        budgeted: item.budgeted,
        functionCode: functionCodeOf(item, place.functionClass),
        economicCode,
        amount,
        basis,
        effectiveFrom: from,
        effectiveTo: to,
      })),
    )
  })
}

/** A monthly item is looked at once a stretch, one of certain months in each month. */
function periodsOf({ rule }: PayItem, stretch: Horizon): Horizon[] {
  const inCertainMonths =
    rule.rule === 'once' || rule.rule === 'per-head' || ('months' in rule && rule.months !== undefined)
  if (!inCertainMonths) return [stretch]
  const months: Horizon[] = []
  for (let from = stretch.from; from < stretch.to; from = addMonths(from, 1)) {
    months.push({ from, to: addMonths(from, 1) })
  }
  return months
}

function placeOf(facts: PayFacts, book: PayBook, employment: Employment, day: IsoDate) {
  const named = current(facts.payPlacements, day)?.organizationId ?? employment.organizationId
  const unit = book.payingUnit(named, day)
  return {
    organizationId: employment.organizationId,
    payingOrganizationId: unit?.payingOrganizationId ?? named,
    functionClass: unit?.functionClass ?? null,
    establishmentKind: employment.establishmentKind,
    staff: staffOf(employment.establishmentKind as EstablishmentKind),
  }
}

/** A full code stands as it is; 01 or 50 goes behind the class of the paying unit: 20131 + 01. */
function functionCodeOf({ functionCode }: PayItem, functionClass: string | null): string {
  if (functionCode.length > 2) return functionCode
  return functionClass === null ? otherFunction : `${functionClass}${functionCode}`
}

function factsOn(facts: PayFacts, day: IsoDate) {
  return { profile: current(facts.profiles, day), amounts: facts.amounts, bases: facts.bases }
}

function firstFullMonthOf(facts: PayFacts, book: PayBook, { from, employment }: PaidMonths) {
  const month = from < employment.effectiveFrom ? addMonths(from, 1) : from
  const day = dayOfFacts(month, employment)
  const { establishmentKind } = employment
  const wage = contributionWage(
    { ...factsOn(facts, day), month, day, establishmentKind, firstFullMonth: () => null },
    book,
  )
  return wage.isZero() ? null : { month, wage }
}

/** Neighbouring spells that differ in nothing but their months become one. */
function merged(spells: readonly CostSpell[]): CostSpell[] {
  const inOrder = spells
    .map((spell) => ({ spell, sameness: samenessOf(spell) }))
    .sort((a, b) => compare(a.sameness, b.sameness) || compare(a.spell.effectiveFrom, b.spell.effectiveFrom))
  const kept: { spell: CostSpell; sameness: string }[] = []
  for (const next of inOrder) {
    const last = kept.at(-1)
    if (last && last.sameness === next.sameness && last.spell.effectiveTo === next.spell.effectiveFrom) {
      last.spell = { ...last.spell, effectiveTo: next.spell.effectiveTo }
    } else {
      kept.push(next)
    }
  }
  return kept.map(({ spell }) => spell)
}

/** Two spells with the same text are one amount for the same reason. Starts with the item, for the order. */
export function samenessOf(spell: CostSpell): string {
  return JSON.stringify([
    spell.payItemCode,
    spell.economicCode,
    spell.functionCode,
    spell.organizationId,
    spell.payingOrganizationId,
    spell.establishmentKind,
    spell.projectPurpose,
    spell.budgeted,
    fixedYuan(spell.amount),
    inKeyOrder(spell.basis),
  ])
}

/** The database gives the keys of a basis back in an order of its own. */
function inKeyOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => compare(a, b))
    .map(([key, inner]) => [key, inKeyOrder(inner)])
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function once<Value>(compute: () => Value): () => Value {
  let computed: { value: Value } | null = null
  return () => {
    computed ??= { value: compute() }
    return computed.value
  }
}
