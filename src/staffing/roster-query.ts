import { isEstablishmentKind } from '../establishment/establishment-kind.ts'
import { officeSort, type RosterFilter, type RosterSort } from './roster.ts'
import {
  type Condition,
  conditionText,
  mostConditions,
  readCondition,
  type TypedCondition,
  typedCondition,
} from './roster-condition.ts'
import {
  fieldOf,
  isRosterColumn,
  isRosterKey,
  type MayRead,
  type RosterColumn,
  usualColumns,
} from './roster-field.ts'

/** What the address of the 花名册 asks for; words nobody offered are as if they were not there. */
export type RosterAsked = {
  organizationId: string
  /** what was typed into the unit field */
  unit: string
  below: boolean
  kind: string
  q: string
  conditions: Condition[]
  /** lines that could not be read, as they were written */
  unread: string[]
  sort: RosterSort
  /** null: not said, so what the user last chose */
  columns: RosterColumn[] | null
}

export type RosterGround = { ways: Readonly<Record<string, string>>; mayRead: MayRead }

export function rosterAsked(pairs: URLSearchParams, ground: RosterGround): RosterAsked {
  const text = (name: string) => (pairs.get(name) ?? '').trim().slice(0, 100)
  const lines = [...pairs.getAll('where').map(typedCondition), ...olderConditions(text)].slice(
    0,
    mostConditions,
  )
  const read = lines.map((line) => ({ line, condition: readCondition(line, ground) }))
  return {
    organizationId: text('organizationId'),
    unit: text('unit'),
    below: text('below') === 'yes',
    kind: isEstablishmentKind(text('kind')) ? text('kind') : '',
    q: text('q'),
    conditions: read.flatMap(({ condition }) => condition ?? []),
    unread: read.flatMap(({ line, condition }) =>
      condition === null && isRosterKey(line.field) && ground.mayRead(line.field) ? [unreadText(line)] : [],
    ),
    sort: readSort(text('sort'), ground.mayRead),
    columns: readColumns(pairs, ground.mayRead),
  }
}

/** The same as a query: what an export, the next page or a link must carry. */
export function rosterQuery(asked: RosterAsked): [string, string][] {
  const { key, descending } = asked.sort
  const pairs: [string, string][] = [
    ['organizationId', asked.organizationId],
    ['unit', asked.unit],
    ['below', asked.below ? 'yes' : ''],
    ['kind', asked.kind],
    ['q', asked.q],
    ...asked.conditions.map((condition): [string, string] => ['where', conditionText(condition)]),
    ['sort', key === officeSort.key && !descending ? '' : `${descending ? '-' : ''}${key}`],
    ['columns', asked.columns?.join(',') ?? ''],
  ]
  return pairs.filter(([, value]) => value !== '')
}

/** As one text, as it stands in an address; a number that might be somebody's identity is left out. */
export function rosterQueryText(asked: RosterAsked): string {
  const kept = looksLikeIdentityNumber(asked.q) ? { ...asked, q: '' } : asked
  return new URLSearchParams(rosterQuery(kept)).toString()
}

/** A whole identity number is not searched by the address, where it would be kept in histories and logs. */
export function looksLikeIdentityNumber(text: string): boolean {
  return /^[\d０-９]{6,}/.test(text)
}

/** Numbers pasted together, however they are parted. */
export function identityNumbersIn(text: string): string[] {
  const numbers =
    text
      .normalize('NFKC')
      .toUpperCase()
      .match(/[0-9]{17}[0-9X]/g) ?? []
  return [...new Set(numbers)]
}

export function rosterFilter(
  asked: RosterAsked,
  organizationIds: readonly string[] | undefined,
): RosterFilter {
  const kind: Condition[] =
    asked.kind === '' ? [] : [{ field: 'kind', operator: 'is', value: asked.kind, until: '' }]
  return {
    organizationIds,
    conditions: [...kind, ...asked.conditions],
    nameLike: asked.q === '' || looksLikeIdentityNumber(asked.q) ? undefined : asked.q,
  }
}

/** What earlier addresses and kept queries call it. */
function olderConditions(text: (name: string) => string): TypedCondition[] {
  const line = (field: string, operator: string, value = '', until = ''): TypedCondition => ({
    field,
    operator,
    value,
    until,
  })
  const [sex, schooling, from, to] = [text('sex'), text('education'), text('ageFrom'), text('ageTo')]
  return [
    ...(sex === '' ? [] : [line('sex', 'is', sex)]),
    ...(schooling === '' ? [] : [line('education', 'is', schooling)]),
    ...(from === '' && to === '' ? [] : [line('age', 'between', from, to)]),
    ...(text('seconded') === 'yes' ? [line('workPlace', 'held')] : []),
  ]
}

function readSort(text: string, mayRead: MayRead): RosterSort {
  const descending = text.startsWith('-')
  const word = descending ? text.slice(1) : text
  const key = { born: 'bornOn', office: 'unit' }[word] ?? word
  return isRosterKey(key) && mayRead(key) ? { key, descending } : officeSort
}

function readColumns(pairs: URLSearchParams, mayRead: MayRead): RosterColumn[] | null {
  const said = [...(pairs.get('columns') ?? '').split(','), ...pairs.getAll('column')]
  const chosen = [...new Set(said)].filter((word) => isRosterColumn(word)).filter((key) => mayRead(key))
  return chosen.length === 0 ? null : chosen
}

/** Kept choices of a user that the tables still know; the usual ones when nothing is left. */
export function keptColumns(text: string | null, mayRead: MayRead): RosterColumn[] {
  const kept = (text ?? '')
    .split(',')
    .filter((word) => isRosterColumn(word))
    .filter((key) => mayRead(key))
  return kept.length === 0 ? [...usualColumns] : kept
}

function unreadText({ field, value, until }: TypedCondition): string {
  const title = isRosterKey(field) ? fieldOf(field).title : field
  return `${title} ${[value, until].filter((part) => part !== '').join(' 至 ')}`.trim().slice(0, 60)
}
