import { Roster, RosterPrint, RosterRows } from '../../views/staffing/roster.tsx'
import { ConditionLine } from '../../views/staffing/roster-filters.tsx'
import { SavedQueries } from '../../views/staffing/saved-queries.tsx'
import { recordAudit } from '../database/audit.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import type { Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf, withQuery } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { choiceOf, keepChoice } from '../identity/user-choice.store.ts'
import { parseDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { EntryReader } from './entry-reader.ts'
import { askedOf, groundOf, loadRoster, type RosterPage, rosterColumnsChoice } from './load-roster.ts'
import { conditionText } from './roster-condition.ts'
import { fieldOf, isRosterKey, rosterWord } from './roster-field.ts'
import { identityNumbersIn, type RosterAsked, rosterAsked, rosterQueryText } from './roster-query.ts'
import { savedQueriesOf } from './saved-query.store.ts'

const pageSize = 200
/** A list that was copied out of somebody's letter; more are compared as a file. */
const mostNumbers = 200

/** 花名册 of a unit or of the district: list, more rows while scrolling, export and print of exactly what is filtered. */
export function rosterRoutes(reader: EntryReader) {
  const routes = newRoutes()

  routes.get('/people', permit('person.read'), (c) => rosterPage(c, reader, askedOf(c, reader), {}, []))

  routes.get('/people/rows', permit('person.read'), async (c) => {
    const asked = askedOf(c, reader)
    const page = await loadRoster(c, reader, asked, { most: pageSize })
    if (page === null) return notFoundPage(c)
    return c.html(<RosterRows asked={asked} page={page} ways={reader.ways} link={linkOf(c)} />)
  })

  // A name or a number goes in by the form and not by the address: a number is looked up at once and stands nowhere.
  routes.post('/people/search', permit('person.read'), async (c) => {
    const typed = await typedSearch(c)
    const numbers = identityNumbersIn(typed.get('q') ?? '').slice(0, mostNumbers)
    const asked = rosterAsked(typed, groundOf(c, reader))
    await remember(c, asked)
    if (numbers.length > 0) return numbersPage(c, reader, { ...asked, q: '' }, numbers)
    return c.redirect(withQuery(linkOf(c)('/people'), rosterQueryText(asked)), 303)
  })

  routes.get('/people/condition', permit('person.read'), (c) => {
    const field = c.req.query('field') ?? ''
    const { mayRead, ways } = groundOf(c, reader)
    const known = isRosterKey(field) && mayRead(field) ? field : null
    return c.html(
      <>
        <ConditionLine condition={null} field={known} mayRead={mayRead} ways={ways} />
        {known === null ? null : (
          <ConditionLine condition={null} field={null} mayRead={mayRead} ways={ways} />
        )}
      </>,
    )
  })

  routes.get('/people/print', permit('person.read'), async (c) => {
    const asked = askedOf(c, reader)
    const page = await loadRoster(c, reader, asked, { most: null })
    if (page === null) return notFoundPage(c)
    await recordAudit(c.get('services').db, actingOf(c), {
      action: 'print.list',
      subjectKind: 'route',
      subjectId: '/people/print',
      after: { people: page.rows.length, columns: page.columns.join(' ') },
    })
    return respond(
      c,
      { title: '花名册', crumbs: [{ title: '人员' }], dated: true },
      <RosterPrint
        asked={asked}
        page={page}
        ways={reader.ways}
        viewpoint={viewpointOf(c)}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/people.xlsx', permit('person.read'), async (c) => {
    const asked = askedOf(c, reader)
    const page = await loadRoster(c, reader, asked, { most: null })
    if (page === null) return notFoundPage(c)
    const { rows, columns, place } = page
    return workbookAnswer(c, {
      title: `${place.name}花名册`,
      columns: [
        { title: '序号', width: 7, kind: 'count' },
        { title: '姓名', width: 12 },
        { title: '编制单位', width: 28 },
        ...columns.map((key) => ({ title: fieldOf(key).title, width: fieldOf(key).width })),
      ],
      rows: rows.map((row, at) => [
        at + 1,
        row.name,
        row.organizationName,
        ...columns.map((key) => rosterWord(key, row.values[key] ?? null, reader.ways)),
      ]),
      notes: [`共 ${rows.length} 人。`],
    })
  })

  return routes
}

/** The list as asked, with the user's own saved queries above it; 422 when a name for one was refused. */
export async function rosterPage(
  c: Request,
  reader: EntryReader,
  asked: RosterAsked,
  typed: Typed,
  problems: readonly Problem[],
): Promise<Response> {
  const page = await loadRoster(c, reader, asked, { most: pageSize })
  if (page === null) return notFoundPage(c)
  return listPage(c, reader, asked, { page, found: null, typed, problems })
}

/** Who bears these numbers and has a place on the day; the numbers themselves are not repeated. */
async function numbersPage(
  c: Request,
  reader: EntryReader,
  asked: RosterAsked,
  numbers: readonly string[],
): Promise<Response> {
  const { cipher } = c.get('services')
  const identityHashes = numbers.map((number) => cipher.hash(number))
  const page = await loadRoster(c, reader, asked, { most: mostNumbers, identityHashes })
  if (page === null) return notFoundPage(c)
  const found = { asked: numbers.length, found: page.count }
  return listPage(c, reader, asked, { page, found, typed: {}, problems: [] })
}

async function listPage(
  c: Request,
  reader: EntryReader,
  asked: RosterAsked,
  {
    page,
    found,
    typed,
    problems,
  }: {
    page: RosterPage
    found: { asked: number; found: number } | null
    typed: Typed
    problems: readonly Problem[]
  },
): Promise<Response> {
  const saved = await savedQueriesOf(c.get('services').db, actingOf(c))
  const link = linkOf(c)
  return respond(
    c,
    {
      title: '花名册',
      crumbs: [{ title: '人员' }],
      dated: true,
      action: c.get('permissions').has('movement.draft') ? (
        <a class="button" href={link('/movements/new')}>
          办理异动
        </a>
      ) : undefined,
    },
    <>
      <SavedQueries
        saved={saved}
        asked={asked}
        typed={typed}
        problems={problems}
        csrfToken={c.get('csrfToken')}
        link={link}
      />
      <Roster
        asked={asked}
        page={page}
        found={found}
        ways={reader.ways}
        mayRead={groundOf(c, reader).mayRead}
        viewpoint={viewpointOf(c)}
        csrfToken={c.get('csrfToken')}
        link={link}
      />
    </>,
    problems.length === 0 ? 200 : 422,
  )
}

/** The form of the filter as an address would say it. */
async function typedSearch(c: Request): Promise<URLSearchParams> {
  const body = await c.req.parseBody({ all: true })
  const list = (name: string): string[] => {
    const value = body[name]
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
  }
  const pairs = new URLSearchParams()
  for (const name of ['organizationId', 'unit', 'below', 'kind', 'q', 'sort'])
    pairs.set(name, list(name)[0] ?? '')
  const [operator, value, until] = [list('operator'), list('value'), list('until')]
  for (const [at, key] of list('field').entries()) {
    if (key === '') continue
    // Days are typed with points too: in the address they stand in their one form.
    const isDay = isRosterKey(key) && fieldOf(key).type === 'date'
    const day = (text = '') => (isDay ? (parseDate(text) ?? text) : text)
    const line = { field: key, operator: operator[at] ?? '', value: day(value[at]), until: day(until[at]) }
    pairs.append('where', conditionText(line))
  }
  if (list('column').length > 0) pairs.set('columns', list('column').join(','))
  return pairs
}

/** The columns of a list are a habit: the next time they are there by themselves. */
async function remember(c: Request, { columns }: RosterAsked): Promise<void> {
  if (columns === null) return
  const { db } = c.get('services')
  const value = columns.join(',')
  if ((await choiceOf(db, actingOf(c), rosterColumnsChoice)) === value) return
  await keepChoice(db, actingOf(c), { name: rosterColumnsChoice, value })
}
