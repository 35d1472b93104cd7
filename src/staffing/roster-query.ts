import type { RosterColumn, RosterFilter, RosterSort } from './roster.ts'
import { rosterColumns, rosterSorts, usualColumns } from './roster.ts'

/** What the address of the 花名册 asks for; words nobody offered are as if they were not there. */
export type RosterAsked = {
  organizationId: string
  /** what was typed into the unit field */
  unit: string
  below: boolean
  kind: string
  sex: string
  education: string
  ageFrom: string
  ageTo: string
  seconded: boolean
  q: string
  sort: RosterSort
  columns: RosterColumn[]
}

export function rosterAsked(query: Record<string, string>, columns: readonly string[]): RosterAsked {
  const text = (name: string) => (query[name] ?? '').trim().slice(0, 100)
  const chosen = columns.filter((column): column is RosterColumn => Object.hasOwn(rosterColumns, column))
  const sort = text('sort')
  return {
    organizationId: text('organizationId'),
    unit: text('unit'),
    below: text('below') === 'yes',
    kind: text('kind'),
    sex: text('sex'),
    education: text('education'),
    ageFrom: text('ageFrom'),
    ageTo: text('ageTo'),
    seconded: text('seconded') === 'yes',
    q: text('q'),
    sort: Object.hasOwn(rosterSorts, sort) ? (sort as RosterSort) : 'office',
    columns: chosen.length === 0 ? [...usualColumns] : chosen,
  }
}

/** The same as a query: what an export, the next page or a link must carry. */
export function rosterQuery(asked: RosterAsked): [string, string][] {
  const pairs: [string, string][] = [
    ['organizationId', asked.organizationId],
    ['unit', asked.unit],
    ['below', asked.below ? 'yes' : ''],
    ['kind', asked.kind],
    ['sex', asked.sex],
    ['education', asked.education],
    ['ageFrom', asked.ageFrom],
    ['ageTo', asked.ageTo],
    ['seconded', asked.seconded ? 'yes' : ''],
    ['q', asked.q],
    ['sort', asked.sort === 'office' ? '' : asked.sort],
  ]
  const usual = asked.columns.join() === usualColumns.join()
  const columns = usual ? [] : asked.columns.map((column): [string, string] => ['column', column])
  return [...pairs.filter(([, value]) => value !== ''), ...columns]
}

/** As one text, as it stands in an address; a number that might be somebody's identity is left out. */
export function rosterQueryText(asked: RosterAsked): string {
  const kept = looksLikeIdentityNumber(asked.q) ? { ...asked, q: '' } : asked
  return new URLSearchParams(rosterQuery(kept)).toString()
}

/** What a text of that kind asks for; words nobody offered are as if they were not there. */
export function rosterAskedIn(text: string): RosterAsked {
  const pairs = new URLSearchParams(text)
  return rosterAsked(Object.fromEntries(pairs), pairs.getAll('column'))
}

/** A whole identity number is not searched by the address, where it would be kept in histories and logs. */
export function looksLikeIdentityNumber(text: string): boolean {
  return /^[\d０-９]{6,}/.test(text)
}

export function rosterFilter(
  asked: RosterAsked,
  organizationIds: readonly string[] | undefined,
): RosterFilter {
  const whole = (text: string) => (/^\d{1,3}$/.test(text) ? Number.parseInt(text, 10) : undefined)
  const some = (text: string) => (text === '' ? undefined : text)
  return {
    organizationIds,
    establishmentKind: some(asked.kind),
    sex: some(asked.sex),
    educationLevel: some(asked.education),
    ageFrom: whole(asked.ageFrom),
    ageTo: whole(asked.ageTo),
    seconded: asked.seconded ? true : undefined,
    nameLike: looksLikeIdentityNumber(asked.q) ? undefined : some(asked.q),
  }
}
