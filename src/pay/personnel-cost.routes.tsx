import { CostOfUnit, CostOfUnits, costColumns } from '../../views/pay/personnel-cost.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { inChineseOrder } from '../kernel/chinese-order.ts'
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
import { type CostRow, costRows, isCostView } from './cost-table.ts'

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
      const list = listOf(c, await unitCosts(c, year))
      return respondList(
        c,
        { title: `${year} 年人员经费`, dated: true },
        list,
        <CostOfUnits {...common} list={list} />,
      )
    }
    const unit = await unitCost(c, organizationId, year)
    if (unit === null) return notFoundPage(c)
    const list = listOf(c, unit)
    return respondList(
      c,
      {
        title: `${unit.unitName} ${year} 年人员经费`,
        crumbs: [{ title: '人员经费', href: '/personnel-cost' }],
        dated: true,
      },
      list,
      <CostOfUnit
        {...common}
        unitName={unit.unitName}
        view={unit.view}
        list={list}
        organizationId={organizationId}
      />,
    )
  })

  routes.get('/personnel-cost.xlsx', permit('pay.read'), async (c) => {
    const year = askedYear(c)
    const organizationId = c.req.query('organizationId') ?? ''
    if (organizationId === '') {
      const table = orderedAsAsked(c, await unitCosts(c, year))
      return workbookAnswer(c, sheetOfList(table, costSheet(`${year} 年人员经费`, '个单位')))
    }
    const unit = await unitCost(c, organizationId, year)
    if (unit === null) return notFoundPage(c)
    const counted = unit.view === 'people' ? '人' : '项'
    const sheet = costSheet(`${unit.unitName} ${year} 年人员经费`, counted)
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, unit), sheet))
  })

  return routes
}

/** The year asked for, that of the viewpoint's day otherwise. */
export function askedYear(c: Request): number {
  const text = c.req.query('year') ?? ''
  return /^(19|20|21)\d{2}$/.test(text) ? Number.parseInt(text, 10) : yearOf(viewpointOf(c).asOf)
}

export function costSheet(title: string, counted: string) {
  return { title, unitOfMeasure: '元', counted, notes: ['含记账的职业年金。'] }
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
  const link = linkOf(c)
  const label = (key: string) => names.get(key) ?? key
  const columns = costColumns({
    heading: '单位',
    label,
    cell: (key) => (
      <a href={link('/personnel-cost', { organizationId: key, year: String(year) })}>{label(key)}</a>
    ),
  })
  return { columns, rows: rows.sort((a, b) => placeOf(a) - placeOf(b)) }
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
    const columns = costColumns({ heading: '工资项目', label: (key) => itemName(key, items) })
    return { unitName, view, rows, columns }
  }
  const rows = costRows(await costByPerson(db, viewpoint, asked))
  const names = await peopleNames(
    db,
    viewpoint,
    rows.map(({ key }) => key),
  )
  const named = [...rows].sort((a, b) => inChineseOrder(names.get(a.key) ?? '', names.get(b.key) ?? ''))
  const link = linkOf(c)
  const label = (key: string) => names.get(key) ?? key
  const columns = costColumns({
    heading: '姓名',
    label,
    cell: (key) => <a href={link(`/people/${key}/pay`, { year: String(year) })}>{label(key)}</a>,
  })
  return { unitName, view: 'people' as const, rows: named, columns }
}

/** '30101 duty-pay' → 30101 基本工资 · 职务（职级）工资 */
function itemName(key: string, items: ReadonlyMap<string, string>): string {
  const [economicCode = '', code = ''] = key.split(' ')
  return `${economicCode} ${economicName(economicCode) ?? ''} · ${items.get(code) ?? code}`
}
