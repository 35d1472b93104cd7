import type { Child } from 'hono/jsx'
import { inChineseOrder } from '../kernel/chinese-order.ts'
import type { Request } from './environment.ts'
import type { Cell, Column, Sheet } from './sheet.ts'
import { linkOf } from './viewpoint.ts'

/** A column of a list, said once: the page, the order, the print and the file are made from the same words. */
export type ListColumn<Row> = {
  /** in the address */
  key: string
  title: string
  /** stands over the columns next to each other that say the same */
  group?: string
  /** characters, in the file */
  width: number
  /** date and code are kept in one line; acts is what may be done, on the screen alone */
  kind?: 'text' | 'date' | 'code' | 'acts' | 'count' | 'yuan' | 'ten-thousand'
  /** what stands in the file, and on the page where `cell` does not say more */
  value: (row: Row) => Cell
  cell?: (row: Row) => Child
  cellClass?: (row: Row) => string | undefined
  /** what the column is sorted by where that is not its value; null: it is not sorted by */
  order?: ((row: Row) => Cell) | null
  total?: (rows: readonly Row[]) => Cell
  totalCell?: (rows: readonly Row[]) => Child
  only?: 'page' | 'file'
}

/** Null: in the list's own order. */
export type ListSort = { key: string; descending: boolean } | null

/** What the address asks of a list: its order, and which rows of it. */
export type ListAsked = {
  sort: ListSort
  /** so many rows stand on the page already */
  after: number
  /** null: all, for a print */
  most: number | null
}

export type List<Row> = ListAsked & {
  columns: readonly ListColumn<Row>[]
  /** those shown now */
  rows: readonly Row[]
  /** all that the filter finds */
  count: number
  /** all of them, where they were read: what the totals are of */
  all: readonly Row[] | null
  /** of which of the page's lists the address says it: '' of the first, 'ledger-' of one below it */
  part: string
  /** the mark a row is pointed at by */
  rowId: ((row: Row) => string) | undefined
  query: Record<string, string>
  /** the same list asked otherwise */
  address: (change: Record<string, string | undefined>) => string
  /** the file of exactly what is filtered, in this order */
  file: string
}

/**
 * Where the list stands, if that is not the address asked for, and where its file is; and which of the page's lists it
 * is: one below the first has its own order and stands whole.
 */
type Standing = { at: { page: string; file: string }; part: string }

type Table<Row> = Pick<List<Row>, 'columns' | 'rows'>

/** As many as a page opens with; more come as one scrolls. */
export const rowsAtOnce = 300

export function listAsked<Row>(c: Request, columns: readonly ListColumn<Row>[], part = ''): ListAsked {
  const whole = c.req.query('print') === 'yes' || part !== ''
  const after = /^\d{1,7}$/.test(c.req.query('after') ?? '') ? Number(c.req.query('after')) : 0
  return {
    sort: sortOf(c.req.query(`${part}sort`) ?? '', columns),
    after: whole ? 0 : after,
    most: whole ? null : rowsAtOnce,
  }
}

/** A list that is read whole: put in order and cut here. */
export function listOf<Row>(
  c: Request,
  { columns, rows, ...about }: Table<Row> & Partial<Pick<List<Row>, 'rowId'> & Standing>,
): List<Row> {
  const asked = listAsked(c, columns, about.part)
  const ordered = inOrder(rows, columns, asked.sort)
  const shown = asked.most === null ? ordered : ordered.slice(asked.after, asked.after + asked.most)
  return listOfPart(c, asked, { columns, rows: shown, count: rows.length, all: rows, ...about })
}

/** A list of which the database read and ordered these rows. */
export function listOfPart<Row>(
  c: Request,
  asked: ListAsked,
  {
    columns,
    rows,
    count,
    all = null,
    rowId,
    at = { page: c.req.path, file: `${c.req.path}.xlsx` },
    part = '',
  }: Pick<List<Row>, 'columns' | 'rows' | 'count'> & Partial<Pick<List<Row>, 'all' | 'rowId'> & Standing>,
): List<Row> {
  const { asOf: _asOf, asKnownAt: _asKnownAt, after: _after, print: _print, ...query } = c.req.query()
  const link = linkOf(c)
  return {
    ...asked,
    columns: columns.filter(({ only }) => only !== 'file'),
    rows,
    count,
    all,
    part,
    rowId,
    query,
    address: (change) => link(at.page, { ...query, ...change }),
    file: link(at.file, query),
  }
}

/** Rows that were read whole, in the order of the address. */
export function orderedAsAsked<Row>(c: Request, { columns, rows }: Table<Row>, part = ''): Table<Row> {
  return { columns, rows: inOrder(rows, columns, listAsked(c, columns, part).sort) }
}

/** The rows as a sheet, in the order in which they come. */
export function sheetOfList<Row>(
  { columns, rows }: Table<Row>,
  of: Pick<Sheet, 'title' | 'unitOfMeasure' | 'notes'> & { counted: string; numbered?: boolean },
): Sheet {
  const { counted, numbered = false, ...sheet } = of
  const places = new Map(rows.map((row, place) => [row, place + 1]))
  const numbers: ListColumn<Row> = {
    key: '',
    title: '序号',
    width: 7,
    kind: 'count',
    value: (row) => places.get(row) ?? null,
  }
  const written = [...(numbered ? [numbers] : []), ...columns.filter(({ only }) => only !== 'page')]
  const summed = written.some(({ total }) => total !== undefined)
  const totals: Cell[] = written.map(({ total }) => total?.(rows) ?? null)
  return {
    ...sheet,
    columns: written.map(({ title, group, width, kind }) => ({
      title,
      ...(group === undefined ? {} : { group }),
      width,
      kind: fileKind(kind),
    })),
    rows: rows.map((row) => written.map(({ value }) => value(row))),
    ...(summed ? { totals: [`合计 ${rows.length} ${counted}`, ...totals.slice(1)] } : {}),
    notes: [...(summed ? [] : [`共 ${rows.length} ${counted}。`]), ...(sheet.notes ?? [])],
  }
}

/** Sorted by a column; what is empty stands last either way, and equals keep the list's own order. */
export function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly ListColumn<Row>[],
  sort: ListSort,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.key)
  const orderedBy = column?.order === undefined ? column?.value : column.order
  if (sort === null || orderedBy === undefined || orderedBy === null) return rows
  const keyed = rows.map((row) => ({ row, by: orderedBy(row) }))
  return keyed.sort((a, b) => compareCells(a.by, b.by, sort.descending)).map(({ row }) => row)
}

function compareCells(a: Cell, b: Cell, descending: boolean): number {
  const [aEmpty, bEmpty] = [a === null || a === '', b === null || b === '']
  if (aEmpty || bEmpty) return Number(aEmpty) - Number(bEmpty)
  return descending ? compareHeld(b, a) : compareHeld(a, b)
}

function compareHeld(a: Cell, b: Cell): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') return a.comparedTo(b)
  return inChineseOrder(String(a), String(b))
}

function sortOf<Row>(text: string, columns: readonly ListColumn<Row>[]): ListSort {
  const descending = text.startsWith('-')
  const key = descending ? text.slice(1) : text
  return columns.some((column) => column.key === key && column.order !== null) ? { key, descending } : null
}

function fileKind(kind: ListColumn<unknown>['kind']): NonNullable<Column['kind']> {
  return kind === 'count' || kind === 'yuan' || kind === 'ten-thousand' ? kind : 'text'
}
