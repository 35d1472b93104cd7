import { type EstablishmentKind, type Staff, staffOf } from '../establishment/establishment-kind.ts'
import {
  addMonths,
  dateOf,
  earlierEnd,
  firstOfMonth,
  type IsoDate,
  inForce,
  type Period,
  yearOf,
} from '../kernel/dates.ts'
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
  const person: PersonMonth = {
    month: stretch.from,
    day,
    establishmentKind: employment.establishmentKind,
    profile: current(facts.profiles, day),
    amounts: facts.amounts,
    bases: facts.bases,
    firstFullMonth: once(() => firstFullMonthOf(facts, book, paid)),
  }
  const spells: CostSpell[] = []
  for (const item of book.itemsFor(employment.establishmentKind, day)) {
    if (item.rule.rule === 'per-head' && purpose !== 'initial-budget') continue
    for (const { from, to } of periodsOf(item, facts, stretch)) {
      const month = from === person.month ? person : { ...person, month: from }
      for (const { amount, economicCode, basis } of itemAmounts(item, month, book)) {
        spells.push({
          personId: facts.personId,
          organizationId: employment.organizationId,
          payingOrganizationId: place.payingOrganizationId,
          establishmentKind: employment.establishmentKind,
          payItemCode: item.code,
          projectPurpose: item.projectPurpose,
          staff: place.staff,
          budgeted: item.budgeted,
          functionCode: functionCodeOf(item, place.functionClass),
          economicCode,
          amount,
          basis,
          effectiveFrom: from,
          effectiveTo: to,
        })
      }
    }
  }
  return spells
}

/** A monthly item is looked at once a stretch, one of certain months in those alone. */
function periodsOf({ code, rule }: PayItem, { amounts }: PayFacts, stretch: Horizon): Horizon[] {
  if (rule.rule === 'once') {
    const days = amounts.filter(({ payItemCode }) => payItemCode === code)
    return singleMonths(
      days.map(({ effectiveFrom }) => firstOfMonth(effectiveFrom)),
      stretch,
    )
  } else if (rule.rule === 'per-head') {
    return singleMonths(monthsOf([1], stretch), stretch)
  } else if ('months' in rule && rule.months !== undefined) {
    return singleMonths(monthsOf(rule.months, stretch), stretch)
  } else {
    return [stretch]
  }
}

/** Months of the calendar, 1 … 12, in the years that the stretch touches. */
function monthsOf(months: readonly number[], { from, to }: Horizon): IsoDate[] {
  const days: IsoDate[] = []
  for (let year = yearOf(from); year <= yearOf(to); year += 1) {
    for (const month of months) days.push(dateOf(year, month, 1))
  }
  return days
}

function singleMonths(starts: readonly IsoDate[], { from, to }: Horizon): Horizon[] {
  const within = [...new Set(starts)].filter((start) => start >= from && start < to)
  return within.map((start) => ({ from: start, to: addMonths(start, 1) }))
}

function placeOf(facts: PayFacts, book: PayBook, employment: Employment, day: IsoDate) {
  const named = current(facts.payPlacements, day)?.organizationId ?? employment.organizationId
  const unit = book.payingUnit(named, day)
  return {
    payingOrganizationId: unit?.payingOrganizationId ?? named,
    functionClass: unit?.functionClass ?? null,
    staff: staffOf(employment.establishmentKind as EstablishmentKind),
  }
}

/** A full code stands as it is; 01 or 50 goes behind the class of the paying unit: 20131 + 01. */
function functionCodeOf({ functionCode }: PayItem, functionClass: string | null): string {
  if (functionCode.length > 2) return functionCode
  if (functionClass === null) return otherFunction
  // Schools and hospitals have an item of their own (小学教育, 乡镇卫生院) and no 行政运行 or 事业运行.
  return functionClass.length === 7 ? functionClass : `${functionClass}${functionCode}`
}

function firstFullMonthOf(facts: PayFacts, book: PayBook, { from, employment }: PaidMonths) {
  const month = from < employment.effectiveFrom ? addMonths(from, 1) : from
  const day = dayOfFacts(month, employment)
  const person: PersonMonth = {
    month,
    day,
    establishmentKind: employment.establishmentKind,
    profile: current(facts.profiles, day),
    amounts: facts.amounts,
    bases: facts.bases,
    firstFullMonth: () => null,
  }
  const wage = contributionWage(person, book)
  return wage.isZero() ? null : { month, wage }
}

/** Neighbouring spells that differ in nothing but their months become one. */
function merged(spells: readonly CostSpell[]): CostSpell[] {
  const inOrder = [...spells].sort(
    (a, b) =>
      compare(a.payItemCode, b.payItemCode) ||
      compare(a.economicCode, b.economicCode) ||
      compare(a.effectiveFrom, b.effectiveFrom) ||
      compare(samenessOf(a), samenessOf(b)),
  )
  const kept: CostSpell[] = []
  for (const next of inOrder) {
    const last = kept.at(-1)
    const touches = last?.payItemCode === next.payItemCode && last.effectiveTo === next.effectiveFrom
    if (last && touches && last.amount.equals(next.amount) && samenessOf(last) === samenessOf(next)) {
      kept[kept.length - 1] = { ...last, effectiveTo: next.effectiveTo }
    } else {
      kept.push(next)
    }
  }
  return kept
}

/** Two spells with the same text are one amount for the same reason. */
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
