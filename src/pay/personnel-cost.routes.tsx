import { CostOfUnit, CostOfUnits } from '../../views/pay/personnel-cost.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { type Sheet, workbookAnswer } from '../http/workbook.ts'
import { economicName } from '../kernel/codes.ts'
import { yearOf } from '../kernel/dates.ts'
import { organizationNames, organizationsOn } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import {
  costByItem,
  costByPerson,
  costByUnit,
  costYears,
  payItemNames,
  peopleNames,
} from './cost-table.store.ts'
import { type CostRow, costRows, costTotals, isCostView } from './cost-table.ts'

/** 人员经费 by month: all paying units, or one by its people or its pay items. */
export function personnelCostRoutes() {
  const routes = newRoutes()

  routes.get('/personnel-cost', permit('pay.read'), async (c) => {
    const { db, regionCode, clock } = c.get('services')
    const year = askedYear(c)
    const common = {
      year,
      years: await costYears(db, regionCode),
      viewpoint: viewpointOf(c),
      today: clock.today(),
      link: linkOf(c),
    }
    const organizationId = c.req.query('organizationId') ?? ''
    if (organizationId === '') {
      const { rows, names } = await unitCosts(c, year)
      return respond(
        c,
        { title: `${year} 年人员经费`, dated: true },
        <CostOfUnits {...common} rows={rows} names={names} />,
      )
    }
    const unit = await unitCost(c, organizationId, year)
    if (unit === null) return notFoundPage(c)
    return respond(
      c,
      {
        title: `${unit.unitName} ${year} 年人员经费`,
        crumbs: [{ title: '人员经费', href: '/personnel-cost' }],
        dated: true,
      },
      <CostOfUnit {...common} {...unit} organizationId={organizationId} />,
    )
  })

  routes.get('/personnel-cost.xlsx', permit('pay.read'), async (c) => {
    const year = askedYear(c)
    const organizationId = c.req.query('organizationId') ?? ''
    if (organizationId === '') {
      const { rows, names } = await unitCosts(c, year)
      return workbookAnswer(
        c,
        costSheet(`${year} 年人员经费`, '单位', rows, (key) => names.get(key) ?? key),
      )
    }
    const unit = await unitCost(c, organizationId, year)
    if (unit === null) return notFoundPage(c)
    const heading = unit.view === 'people' ? '姓名' : '工资项目'
    const title = `${unit.unitName} ${year} 年人员经费`
    return workbookAnswer(
      c,
      costSheet(title, heading, unit.rows, (key) => unit.names.get(key) ?? key),
    )
  })

  return routes
}

/** The year asked for, that of the viewpoint's day otherwise. */
export function askedYear(c: Request): number {
  const text = c.req.query('year') ?? ''
  return /^(19|20|21)\d{2}$/.test(text) ? Number.parseInt(text, 10) : yearOf(viewpointOf(c).asOf)
}

/** Rows of twelve months as a sheet; the sums are exact. */
export function costSheet(
  title: string,
  heading: string,
  rows: readonly CostRow[],
  label: (key: string) => string,
): Sheet {
  const sums = costTotals(rows)
  return {
    title,
    unitOfMeasure: '元',
    columns: [
      { title: heading, width: 30 },
      ...sums.months.map((_, at) => ({ title: `${at + 1} 月`, width: 12, kind: 'yuan' as const })),
      { title: '全年', width: 14, kind: 'yuan' },
    ],
    rows: rows.map(({ key, months, whole }) => [label(key), ...months, whole]),
    totals: ['合计', ...sums.months, sums.whole],
    notes: ['含记账的职业年金。'],
  }
}

/** Units the user may see, in the order of the tree. */
async function unitCosts(c: Request, year: number) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const rows = costRows(await costByUnit(db, viewpoint, { year })).filter(({ key }) =>
    mayBeSeen(visible, key),
  )
  const names = await organizationNames(
    db,
    viewpoint.regionCode,
    rows.map(({ key }) => key),
  )
  const places = new Map(
    (await organizationsOn(db, viewpoint)).map(({ organizationId }, at) => [organizationId, at]),
  )
  const placeOf = ({ key }: CostRow) => places.get(key) ?? places.size
  return { rows: rows.sort((a, b) => placeOf(a) - placeOf(b)), names }
}

/** One unit's rows with what they are called; null when it is not there or not theirs. */
async function unitCost(c: Request, organizationId: string, year: number) {
  if (!isId(organizationId)) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  if (!mayBeSeen(await visibleTo(db, actingOf(c), viewpoint), organizationId)) return null
  const unitName = (await organizationNames(db, viewpoint.regionCode, [organizationId])).get(organizationId)
  if (unitName === undefined) return null
  const asked = { year, payingOrganizationId: organizationId }
  const view = c.req.query('view') ?? 'people'
  if (isCostView(view) && view === 'items') {
    const rows = costRows(await costByItem(db, viewpoint, asked))
    const items = await payItemNames(db, viewpoint)
    return { unitName, view, rows, names: new Map(rows.map(({ key }) => [key, itemName(key, items)])) }
  }
  const rows = costRows(await costByPerson(db, viewpoint, asked))
  const names = await peopleNames(
    db,
    viewpoint,
    rows.map(({ key }) => key),
  )
  const named = [...rows].sort((a, b) =>
    (names.get(a.key) ?? '').localeCompare(names.get(b.key) ?? '', 'zh-CN'),
  )
  return { unitName, view: 'people' as const, rows: named, names }
}

/** '30101 duty-pay' → 30101 基本工资 · 职务（职级）工资 */
function itemName(key: string, items: ReadonlyMap<string, string>): string {
  const [economicCode = '', code = ''] = key.split(' ')
  return `${economicCode} ${economicName(economicCode) ?? ''} · ${items.get(code) ?? code}`
}
