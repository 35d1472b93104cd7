import { StatisticPeople } from '../../views/movement/statistic-people.tsx'
import { StatisticUnits } from '../../views/movement/statistic-units.tsx'
import { Statistics } from '../../views/movement/statistics.tsx'
import { educationName, ethnicityName, sexName } from '../../views/parts/person-words.ts'
import { establishmentKindName, isCounted } from '../establishment/establishment-kind.ts'
import { newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { type Sheet, workbookAnswer, workbookAnswerOfSheets } from '../http/workbook.ts'
import { organizationCategories, organizationRanks, wordOf } from '../organization/organization.ts'
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
    return respond(
      c,
      { title: '统计机构', crumbs: [...crumbs, home], dated: true },
      <StatisticUnits {...asked} query={queryOf(c)} link={linkOf(c)} />,
    )
  })

  routes.get('/statistics/units.xlsx', permit('establishment.read'), async (c) => {
    const asked = await unitsAsked(c)
    if (asked === null) return notFoundPage(c)
    return workbookAnswer(c, {
      title: `${asked.span.name}统计机构`,
      unitOfMeasure: '名',
      columns: [
        { title: '机构', width: 34 },
        { title: '类别', width: 14 },
        { title: '规格', width: 12 },
        ...['核定', '实有', '已批未用', '冻结', '空缺', '超编'].map((title) => ({
          title,
          width: 10,
          kind: 'count' as const,
        })),
      ],
      rows: asked.units.map(({ name, category, rank, sum }) => [
        name,
        wordOf(organizationCategories, category),
        wordOf(organizationRanks, rank),
        ...[sum.approved, sum.occupied, sum.reserved, sum.frozen, sum.vacant, sum.over],
      ]),
      notes: [`共 ${asked.units.length} 个。`],
    })
  })

  routes.get('/statistics/people', permit('person.read'), async (c) => {
    const asked = await peopleAsked(c)
    if (asked === null) return notFoundPage(c)
    return respond(
      c,
      { title: '统计人员', crumbs: [...crumbs, home], dated: true },
      <StatisticPeople {...asked} query={queryOf(c)} link={linkOf(c)} />,
    )
  })

  routes.get('/statistics/people.xlsx', permit('person.read'), async (c) => {
    const asked = await peopleAsked(c)
    if (asked === null) return notFoundPage(c)
    return workbookAnswer(c, {
      title: `${asked.span.name}统计人员`,
      columns: ['姓名', '编制单位', '编制类型', '性别', '民族', '出生日期', '学历'].map((title) => ({
        title,
        width: 18,
      })),
      rows: asked.people.map((person) => [
        person.name ?? '',
        asked.names.get(person.organizationId) ?? '',
        establishmentKindName(person.establishmentKind),
        person.sex === null ? '' : sexName(person.sex),
        person.ethnicity === null ? '' : ethnicityName(person.ethnicity),
        person.bornOn ?? '',
        educationName(person.educationLevel),
      ]),
      notes: [`共 ${asked.people.length} 人。`],
    })
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
      ...columns.map((column) => ({
        title: column.group === '' ? column.title : `${column.group} ${column.title}`,
        width: 11,
        kind: 'count' as const,
      })),
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

function queryOf(c: Request): Record<string, string> {
  const { asOf: _asOf, asKnownAt: _asKnownAt, ...query } = c.req.query()
  return query
}
