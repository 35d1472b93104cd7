import { BudgetOfUnit } from '../../views/budget/budget-of-unit.tsx'
import { BudgetUnits, budgetUnitColumns } from '../../views/budget/budget-units.tsx'
import { newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import type { Sheet } from '../http/sheet.ts'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { total } from '../kernel/money.ts'
import type { Organization } from '../organization/organization.ts'
import { economicItemName, functionItemName } from './account-code.ts'
import { adjustmentsOf } from './adjustment.store.ts'
import { budgetLinesOf, budgetYears } from './budget-line.store.ts'
import { type BudgetLineRow, sumOfFigures, type UnitSums } from './budget-line.ts'
import { askedUnit, askedYear, visibleBudgetUnits } from './budget-unit.ts'
import { executionByMonth } from './expenditure.store.ts'
import { adoptedYears } from './initial-budget.store.ts'

/** 预算: all units of a year, and the lines of one. */
export function budgetLineRoutes() {
  const routes = newRoutes()

  routes.get('/budget-lines', permit('budget.read'), async (c) => {
    if (c.req.query('organizationId')) return respondUnit(c)
    const year = askedYear(c)
    const { db, regionCode, clock } = c.get('services')
    const adopted = await adoptedYears(db, regionCode, null)
    const list = listOf(c, { columns: budgetUnitColumns(year, linkOf(c)), rows: await unitSums(c, year) })
    return respondList(
      c,
      { title: `${year} 年预算`, dated: true, action: <YearAction c={c} year={year} /> },
      list,
      <BudgetUnits
        year={year}
        years={await budgetYears(db, regionCode)}
        isAdopted={adopted.includes(year)}
        list={list}
        viewpoint={viewpointOf(c)}
        today={clock.today()}
      />,
    )
  })

  routes.get('/budget-lines.xlsx', permit('budget.read'), async (c) => {
    const year = askedYear(c)
    if (!c.req.query('organizationId')) {
      const table = { columns: budgetUnitColumns(year, linkOf(c)), rows: await unitSums(c, year) }
      const sheet = { title: `${year}年预算执行情况`, unitOfMeasure: '元', counted: '个单位' }
      return workbookAnswer(c, sheetOfList(orderedAsAsked(c, table), sheet))
    }
    const unit = await askedUnit(c)
    if (unit === null) return notFoundPage(c)
    const lines = await budgetLinesOf(c.get('services').db, viewpointOf(c), unit.organizationId, year)
    return workbookAnswer(c, workbookOfLines(unit, year, lines))
  })

  return routes
}

function YearAction({ c, year }: { c: Request; year: number }) {
  if (!c.get('permissions').has('budget.write')) return null
  return (
    <a class="button" href={linkOf(c)(`/budgets/${year}`)}>
      年初预算编制
    </a>
  )
}

async function respondUnit(c: Request) {
  const unit = await askedUnit(c)
  if (unit === null) return notFoundPage(c)
  const year = askedYear(c)
  const { db, regionCode, clock } = c.get('services')
  const viewpoint = viewpointOf(c)
  const { organizationId } = unit
  const link = linkOf(c)
  const mayWrite = c.get('permissions').has('budget.write')
  return respond(
    c,
    {
      title: `${unit.shortName} ${year} 年预算`,
      crumbs: [{ title: '预算', href: '/budget-lines' }],
      dated: true,
      action: mayWrite ? (
        <>
          <a class="plain" href={link('/expenditures/new', { organizationId, year: String(year) })}>
            登记支出
          </a>
          <a class="button" href={link('/budget-adjustments/new', { organizationId, year: String(year) })}>
            提出调整
          </a>
        </>
      ) : undefined,
    },
    <BudgetOfUnit
      unit={unit}
      year={year}
      years={await budgetYears(db, regionCode)}
      lines={await budgetLinesOf(db, viewpoint, organizationId, year)}
      months={await executionByMonth(db, viewpoint, organizationId, year)}
      open={
        (await adjustmentsOf(db, viewpoint, { year, organizationIds: [organizationId], state: 'open' }))
          .length
      }
      viewpoint={viewpoint}
      today={clock.today()}
      link={link}
    />,
  )
}

async function unitSums(c: Request, year: number): Promise<UnitSums[]> {
  const lines = await budgetLinesOf(c.get('services').db, viewpointOf(c), null, year)
  const byUnit = new Map<string, BudgetLineRow[]>()
  for (const line of lines) {
    const own = byUnit.get(line.organizationId)
    if (own) own.push(line)
    else byUnit.set(line.organizationId, [line])
  }
  const units = await visibleBudgetUnits(c, year)
  return units.map(({ organizationId, shortName }) => {
    const own = byUnit.get(organizationId) ?? []
    return {
      organizationId,
      name: shortName,
      ...sumOfFigures(own),
      adjusted: total(own.map(({ adjusted }) => adjusted)),
      forecast: total(own.map(({ forecast }) => forecast)),
    }
  })
}

const money = (title: string) => ({ title, width: 18, kind: 'yuan' as const })
const figures = [money('年初预算'), money('调整预算'), money('待受理调整'), money('支出'), money('全年预计')]

function workbookOfLines(unit: Organization, year: number, lines: readonly BudgetLineRow[]): Sheet {
  const sum = sumOfFigures(lines)
  return {
    title: `${unit.shortName}${year}年预算`,
    unitOfMeasure: '元',
    columns: [
      { title: '项目代码', width: 24 },
      { title: '项目名称', width: 40 },
      { title: '功能科目', width: 10 },
      { title: '功能科目名称', width: 30 },
      { title: '经济科目', width: 10 },
      { title: '经济科目名称', width: 28 },
      ...figures,
    ],
    rows: lines.map((line) => [
      line.projectCode,
      line.projectName,
      line.functionCode,
      functionItemName(line.functionCode),
      line.economicCode,
      economicItemName(line.economicCode),
      line.initial,
      line.adjusted,
      line.pending,
      line.executed,
      line.forecast,
    ]),
    totals: [
      '合计',
      '',
      '',
      '',
      '',
      '',
      sum.initial,
      total(lines.map(({ adjusted }) => adjusted)),
      sum.pending,
      sum.executed,
      total(lines.map(({ forecast }) => forecast)),
    ],
  }
}
