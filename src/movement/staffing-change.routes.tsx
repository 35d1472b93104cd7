import {
  KnowledgeDifferences,
  knowledgeColumns,
  laterInWords,
} from '../../views/movement/knowledge-differences.tsx'
import {
  partNames,
  StaffingChangePeople,
  staffingChangeColumns,
} from '../../views/movement/staffing-change-people.tsx'
import { StaffingChanges, shownParts } from '../../views/movement/staffing-changes.tsx'
import { compareEstablishmentKinds, establishmentKindName } from '../establishment/establishment-kind.ts'
import { newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, momentOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer, workbookAnswerOfSheets } from '../http/workbook.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { knowledgeDifferences, knownCounts } from './knowledge-difference.store.ts'
import { knownByKind } from './knowledge-difference.ts'
import { type LoadedSpan, loadSpan } from './load-staffing-change.ts'
import { movementKindName } from './movement-kind.ts'
import { placeCounts, placeFlows, staffingChanges, standingOn } from './staffing-change.store.ts'
import {
  type BalancePart,
  balanceParts,
  countedLines,
  isPart,
  kindLines,
  type Lines,
  type StaffingChange,
  staffingBalances,
  standsIn,
} from './staffing-change.ts'

const crumbs = [{ title: '人员' }]
const home = { title: '增减变动', href: '/staffing-changes' }

/** 增减变动 of a unit with all below it between two days, who made it, and one day as two moments knew it. */
export function staffingChangeRoutes() {
  const routes = newRoutes()

  routes.get('/staffing-changes', permit('movement.read'), async (c) => {
    const span = await loadSpan(c)
    return respond(
      c,
      { title: '增减变动', crumbs, dated: true },
      <StaffingChanges
        span={span}
        {...(await balancesOf(c, span))}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/staffing-changes.xlsx', permit('movement.read'), async (c) => {
    const span = await loadSpan(c)
    const { byKind, byUnit, total } = await balancesOf(c, span)
    const parts = shownParts([...byKind, ...byUnit])
    const table = (title: string, first: string, rows: typeof byKind) => ({
      title,
      unitOfMeasure: '名',
      columns: [
        { title: first, width: 32 },
        ...parts.map((part) => ({ title: balanceParts[part], width: 12, kind: 'count' as const })),
      ],
      rows: rows.map(({ name, balance }) => [name, ...parts.map((part) => balance[part])]),
      totals: ['编制合计', ...parts.map((part) => total[part])],
      notes: [`${span.from} 日终至 ${span.to} 日终。备案人员总量不计入合计。`],
    })
    return workbookAnswerOfSheets(c, `${span.name}增减变动`, [
      table(`${span.name}增减变动`, '编制类型', byKind),
      table('各单位增减变动', '机构', byUnit),
    ])
  })

  routes.get('/staffing-changes/people', permit('movement.read'), async (c) => {
    const asked = await peopleAsked(c)
    if (asked === null) return notFoundPage(c)
    const link = linkOf(c)
    const { title, span, rows, names } = asked
    const list = listOf(c, { columns: staffingChangeColumns(names, link), rows })
    return respondList(
      c,
      { title, crumbs: [...crumbs, home], dated: true },
      list,
      <StaffingChangePeople span={span} list={list} link={link} />,
    )
  })

  routes.get('/staffing-changes/people.xlsx', permit('movement.read'), async (c) => {
    const asked = await peopleAsked(c)
    if (asked === null) return notFoundPage(c)
    const { title, span, rows, names } = asked
    const ordered = orderedAsAsked(c, { columns: staffingChangeColumns(names, linkOf(c)), rows })
    const sheet = { title: `${span.name}${title}`, counted: '人次' }
    const notes = [`${span.from} 日终至 ${span.to} 日终。`]
    return workbookAnswer(c, sheetOfList(ordered, { ...sheet, notes }))
  })

  routes.get('/staffing-changes/knowledge', permit('movement.read'), async (c) => {
    const { columns, differences, ...known } = await knownTwice(c)
    const list = listOf(c, { columns, rows: differences })
    return respondList(
      c,
      { title: '当时所知', crumbs: [...crumbs, home], dated: true },
      list,
      <KnowledgeDifferences
        {...known}
        differences={list}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/staffing-changes/knowledge.xlsx', permit('movement.read'), async (c) => {
    const { span, columns, differences } = await knownTwice(c)
    const sheet = { title: `${span.name}登记时间不同的差异人员`, counted: '人' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, { columns, rows: differences }), sheet))
  })

  return routes
}

/** The page's day as known at the earlier moment asked (the end of that very day when not), and at the page's own. */
async function knownTwice(c: Request) {
  const { db, regionCode } = c.get('services')
  const { asOf, asKnownAt } = viewpointOf(c)
  const asked = (c.req.query('earlier') ?? '').trim()
  const typed = asked === '' ? asOf : asked
  const span = await loadSpan(c)
  const { organizationIds } = span
  const earlier = momentOf(typed)
  if (earlier === null) {
    const hint = `“${typed}”不是有效的时间，请按“年-月-日”填写。`
    return { span, typed, hint, kinds: [], differences: [], columns: columnsOf(c, typed, new Map()) }
  }
  const question = { regionCode, on: asOf, earlier, later: asKnownAt, organizationIds }
  const [counts, differences] = await Promise.all([
    knownCounts(db, question),
    knowledgeDifferences(db, question),
  ])
  const isLookedAt = (id: string) => organizationIds === undefined || organizationIds.includes(id)
  const names = await organizationNames(
    db,
    regionCode,
    differences.flatMap((one) => [one.earlier?.organizationId ?? null, one.later?.organizationId ?? null]),
  )
  const kinds = knownByKind(counts, differences, isLookedAt)
  return { span, typed, hint: span.hint, kinds, differences, columns: columnsOf(c, typed, names) }
}

function columnsOf(c: Request, typed: string, names: ReadonlyMap<string, string>) {
  return knowledgeColumns(names, { typed, later: laterInWords(viewpointOf(c)), link: linkOf(c) })
}

async function balancesOf(c: Request, span: LoadedSpan) {
  const { db, regionCode } = c.get('services')
  const { from, to, organizationIds, units } = span
  const asked = { regionCode, asKnownAt: viewpointOf(c).asKnownAt, from, to, organizationIds }
  const [counts, flows] = await Promise.all([placeCounts(db, asked), placeFlows(db, asked)])
  const facts = { counts, flows }
  const kinds = staffingBalances(kindLines(units), facts)
  const lines = staffingBalances(
    countedLines(units, (line) => line),
    facts,
  )
  const total = staffingBalances(
    countedLines(units, () => 'all'),
    facts,
  ).get('all')
  return {
    byKind: [...kinds]
      .toSorted(([a], [b]) => compareEstablishmentKinds(a, b))
      .map(([line, balance]) => ({ line, name: establishmentKindName(line), balance })),
    byUnit: [...units.names].flatMap(([line, name]) => {
      const balance = lines.get(line)
      if (balance === undefined) return []
      return [{ line, name: line === span.rootId ? `${name}（本级）` : name, balance }]
    }),
    total: total ?? { ...emptyBalance },
  }
}

const emptyBalance = {
  opening: 0,
  transferredIn: 0,
  transferredOut: 0,
  entered: 0,
  movedIn: 0,
  left: 0,
  movedOut: 0,
  closing: 0,
}

/** Who is behind one count: its part, and its line by kind, by unit or in all. Null when nobody could have asked so. */
async function peopleAsked(c: Request) {
  const { part = '', by = '', line = '', movement } = c.req.query()
  if (!Object.hasOwn(balanceParts, part)) return null
  const span = await loadSpan(c)
  const lines = linesBy(by, span)
  if (lines === null) return null
  const all = await rowsOf(c, { span, lines, part: part as BalancePart, line: by === 'all' ? 'all' : line })
  const rows =
    movement === undefined ? all : all.filter(({ movementKind }) => (movementKind ?? '') === movement)
  const { db, regionCode } = c.get('services')
  const names = await organizationNames(
    db,
    regionCode,
    rows.flatMap(({ from, to }) => [from?.organizationId ?? null, to?.organizationId ?? null]),
  )
  const lineName = by === 'kind' ? establishmentKindName(line) : (span.units.names.get(line) ?? '编制合计')
  const made = movement === undefined || movement === '' ? '' : movementKindName(movement)
  return { title: `${lineName}${made}${partNames[part as BalancePart]}人员`, span, rows, names }
}

function linesBy(by: string, { units }: LoadedSpan): Lines | null {
  if (by === 'kind') return kindLines(units)
  if (by === 'unit') return countedLines(units, (line) => line)
  return by === 'all' ? countedLines(units, () => 'all') : null
}

async function rowsOf(
  c: Request,
  { span, lines, part, line }: { span: LoadedSpan; lines: Lines; part: BalancePart; line: string },
): Promise<StaffingChange[]> {
  const { db, regionCode } = c.get('services')
  const { from, to, organizationIds } = span
  const asked = { regionCode, asKnownAt: viewpointOf(c).asKnownAt, organizationIds }
  if (part === 'entered' || part === 'movedIn' || part === 'left' || part === 'movedOut') {
    const changes = await staffingChanges(db, { ...asked, from, to })
    return changes.filter((change) => isPart(part, line, lines, change))
  }
  const standing = await standingOn(db, { ...asked, on: part === 'closing' ? to : from })
  return standing.filter((one) => one.to !== null && standsIn(part, line, lines, one.to))
}
