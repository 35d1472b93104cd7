import { StatisticPeople, statisticPeopleColumns } from '../../views/movement/statistic-people.tsx'
import { StatisticUnits, statisticUnitColumns } from '../../views/movement/statistic-units.tsx'
import { Statistics } from '../../views/movement/statistics.tsx'
import { isCounted } from '../establishment/establishment-kind.ts'
import { newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import type { Sheet } from '../http/sheet.ts'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer, workbookAnswerOfSheets } from '../http/workbook.ts'
import { positionSum } from '../staffing/establishment-table.ts'
import { peopleWithTraits } from '../staffing/people-statistics.store.ts'
import { isPersonIn } from '../staffing/people-statistics.ts'
import { countOf, type StatisticTable } from '../staffing/statistic-table.ts'
import { isUnitIn } from '../staffing/unit-statistics.ts'
import type { LoadedSpan } from './load-staffing-change.ts'
import { loadUnitStatistics, statisticTables } from './load-statistics.ts'

const crumbs = [{ title: '编制' }]
const home = { title: '机构编制统计', href: '/statistics' }

/** 机构编制统计: the year's tables, each cell with its units, people or movements, and all of it as one file. */
export function statisticRoutes() {
  const routes = newRoutes()

  routes.get('/statistics', permit('establishment.read'), async (c) => {
    const { span, tables } = await statisticTables(c)
    return respond(
      c,
      { title: '机构编制统计', crumbs, dated: true },
      <Statistics
        span={span}
        tables={tables}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/statistics.xlsx', permit('establishment.read'), async (c) => {
    const { span, tables } = await statisticTables(c)
    const sheets = tables.length === 0 ? [nothingCounted(span)] : tables.map(sheetOf)
    return workbookAnswerOfSheets(c, `${span.name}机构编制统计`, sheets)
  })

  routes.get('/statistics/units', permit('establishment.read'), async (c) => {
    const asked = await unitsAsked(c)
    if (asked === null) return notFoundPage(c)
    const link = linkOf(c)
    const list = listOf(c, { columns: statisticUnitColumns(link), rows: asked.units })
    return respondList(
      c,
      { title: '统计机构', crumbs: [...crumbs, home], dated: true },
      list,
      <StatisticUnits span={asked.span} list={list} link={link} />,
    )
  })

  routes.get('/statistics/units.xlsx', permit('establishment.read'), async (c) => {
    const asked = await unitsAsked(c)
    if (asked === null) return notFoundPage(c)
    const ordered = orderedAsAsked(c, { columns: statisticUnitColumns(linkOf(c)), rows: asked.units })
    const sheet = { title: `${asked.span.name}统计机构`, unitOfMeasure: '名', counted: '个' }
    return workbookAnswer(c, sheetOfList(ordered, sheet))
  })

  routes.get('/statistics/people', permit('person.read'), async (c) => {
    const asked = await peopleAsked(c)
    if (asked === null) return notFoundPage(c)
    const link = linkOf(c)
    const list = listOf(c, { columns: statisticPeopleColumns(asked.names, link), rows: asked.people })
    return respondList(
      c,
      { title: '统计人员', crumbs: [...crumbs, home], dated: true },
      list,
      <StatisticPeople span={asked.span} list={list} link={link} />,
    )
  })

  routes.get('/statistics/people.xlsx', permit('person.read'), async (c) => {
    const asked = await peopleAsked(c)
    if (asked === null) return notFoundPage(c)
    const columns = statisticPeopleColumns(asked.names, linkOf(c))
    const ordered = orderedAsAsked(c, { columns, rows: asked.people })
    const sheet = { title: `${asked.span.name}统计人员`, counted: '人' }
    return workbookAnswer(c, sheetOfList(ordered, sheet))
  })

  return routes
}

/** A workbook without a sheet would be called damaged. */
function nothingCounted({ to, hint }: Pick<LoadedSpan, 'to' | 'hint'>): Sheet {
  return {
    title: '机构编制统计',
    columns: [{ title: '项目', width: 60 }],
    rows: [[`${to} 没有可以统计的机构和人员。`]],
    notes: hint === null ? [] : [hint],
  }
}

function sheetOf({ title, first, columns, rows, totals, checks, notes }: StatisticTable): Sheet {
  return {
    title,
    columns: [
      { title: first, width: 26 },
      ...columns.map(({ title: head, group }) => ({ title: head, group, width: 11, kind: 'count' as const })),
    ],
    rows: rows.map((row) => [row.name, ...columns.map(({ key }) => countOf(row, key))]),
    ...(totals === null ? {} : { totals: [totals.name, ...columns.map(({ key }) => countOf(totals, key))] }),
    notes: [
      ...notes,
      ...checks.map(
        ({ name, left, right }) =>
          `勾稽：${name}　${left} ${left === right ? '＝' : '≠'} ${right}${left === right ? '' : `，差 ${left - right}`}`,
      ),
    ],
  }
}

/** The units behind one cell of the tables of units, kinds and categories. */
async function unitsAsked(c: Request) {
  const { table = '', row = '', column = '' } = c.req.query()
  if (!['units', 'kinds', 'categories'].includes(table)) return null
  const { span, nodes, positions } = await loadUnitStatistics(c)
  const isOfKind = (kind: string) => (table === 'kinds' && row !== 'total' ? kind === row : isCounted(kind))
  const units = nodes
    .filter((node) => {
      if (table === 'units') return isUnitIn(node, { row, column })
      return table === 'kinds' || row === 'total' || node.category === row
    })
    .map((node) => ({
      ...node,
      sum: positionSum(
        positions.filter(
          ({ organizationId, establishmentKind }) =>
            organizationId === node.organizationId && isOfKind(establishmentKind),
        ),
      ),
    }))
    .filter(
      ({ sum }) => table === 'units' || (Object.hasOwn(sum, column) && sum[column as keyof typeof sum] !== 0),
    )
  return { span, units }
}

/** The people behind one cell of the tables of people. */
async function peopleAsked(c: Request) {
  const { table = '', row = '', column = '' } = c.req.query()
  if (!['people', 'standings'].includes(table)) return null
  const { db } = c.get('services')
  const { span, nodes } = await loadUnitStatistics(c)
  const everybody = await peopleWithTraits(db, viewpointOf(c), { organizationIds: span.presentIds })
  return {
    span,
    people: everybody.filter((person) => isPersonIn(table, { row, column }, person)),
    names: new Map(nodes.map(({ organizationId, name }) => [organizationId, name])),
  }
}
