import { z } from 'zod'
import { ExpenditureForm } from '../../views/budget/expenditure-form.tsx'
import { ExpenditureList, expenditureColumns } from '../../views/budget/expenditure-list.tsx'
import { PayrollForm } from '../../views/budget/payroll-form.tsx'
import { ReversalForm } from '../../views/budget/reversal-form.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  isId,
  optionalText,
  readForm,
  requiredAmount,
  requiredCount,
  requiredText,
  type Typed,
} from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { dateOf, monthOf, yearOf } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Organization } from '../organization/organization.ts'
import { budgetLinesOf, budgetYears } from './budget-line.store.ts'
import { askedUnit, askedYear, visibleUnit } from './budget-unit.ts'
import { expendituresOf } from './expenditure.store.ts'
import type { ExpenditureRow } from './expenditure.ts'
import { recordExpenditure, recordPayrollExpenditures, reverseExpenditure } from './record-expenditure.ts'

const crumbs = [{ title: '支出', href: '/expenditures' }]

const expenditureShape = z.object({
  line: requiredText(40),
  month: requiredCount({ least: 1, most: 12 }),
  amount: requiredAmount(),
  summary: requiredText(200),
  voucherNumber: optionalText(40),
})

const payrollShape = z.object({
  year: requiredCount({ least: 2000, most: 2199 }),
  month: requiredCount({ least: 1, most: 12 }),
})

/** 支出: the list of a unit, a payment, its reversal, and the payroll of a month for everybody. */
export function expenditureRoutes() {
  const routes = newRoutes()

  routes.get('/expenditures', permit('budget.read'), async (c) => {
    const unit = await askedUnit(c)
    if (c.req.query('organizationId') && unit === null) return notFoundPage(c)
    const year = askedYear(c)
    const { db, regionCode, clock } = c.get('services')
    const link = linkOf(c)
    const mayWrite = c.get('permissions').has('budget.write')
    const query = { year: String(year), organizationId: unit?.organizationId }
    const rows = unit === null ? [] : await listed(c, unit, year)
    const list = listOf(c, { columns: expenditureColumns(rows, { mayWrite, link }), rows })
    return respondList(
      c,
      {
        title: unit === null ? '支出' : `${unit.shortName} ${year} 年支出`,
        crumbs: unit === null ? [] : crumbs,
        dated: true,
        action: mayWrite ? (
          <a class="button" href={link(unit === null ? '/payrolls/new' : '/expenditures/new', query)}>
            {unit === null ? '登记人员经费发放' : '登记支出'}
          </a>
        ) : undefined,
      },
      list,
      <ExpenditureList
        year={year}
        years={await budgetYears(db, regionCode)}
        unit={unit}
        month={monthAsked(c)}
        list={list}
        viewpoint={viewpointOf(c)}
        today={clock.today()}
        link={link}
      />,
    )
  })

  routes.get('/expenditures.xlsx', permit('budget.read'), async (c) => {
    const unit = await askedUnit(c)
    if (unit === null) return notFoundPage(c)
    const year = askedYear(c)
    const rows = await listed(c, unit, year)
    const table = { columns: expenditureColumns(rows, { mayWrite: false, link: linkOf(c) }), rows }
    const sheet = { title: `${unit.shortName}${year}年支出`, unitOfMeasure: '元', counted: '行' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, table), sheet))
  })

  routes.get('/expenditures/new', permit('budget.write'), async (c) => {
    const unit = await askedUnit(c)
    if (unit === null) return notFoundPage(c)
    const year = askedYear(c)
    const { today } = actingOf(c)
    const month = yearOf(today) === year ? String(monthOf(today)) : ''
    return respondForm(c, { unit, year, typed: { month }, problems: [] })
  })

  routes.post('/expenditures', permit('budget.write'), async (c) => {
    const unit = await askedUnit(c)
    if (unit === null) return notFoundPage(c)
    const year = askedYear(c)
    const { typed, outcome } = await readForm(c, expenditureShape)
    if (!outcome.done) return respondForm(c, { unit, year, typed, problems: outcome.problems }, 422)
    const { line, ...payment } = outcome.value
    const [projectCode = '', functionCode = '', economicCode = ''] = line.split(' ')
    const recorded = await recordExpenditure(c.get('services').db, actingOf(c), {
      year,
      organizationId: unit.organizationId,
      projectCode,
      functionCode,
      economicCode,
      ...payment,
    })
    if (!recorded.done) return respondForm(c, { unit, year, typed, problems: recorded.problems }, 422)
    return c.redirect(`/expenditures?organizationId=${unit.organizationId}&year=${year}`, 303)
  })

  routes.get('/expenditures/:id/reversal', permit('budget.write'), (c) =>
    respondReversal(c, { typed: {}, problems: [] }),
  )

  routes.post('/expenditures/:id/reversal', permit('budget.write'), async (c) => {
    const row = await visibleExpenditure(c)
    if (row === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, z.object({ reason: requiredText(200) }))
    if (!outcome.done) return respondReversal(c, { typed, problems: outcome.problems }, 422)
    const reversed = await reverseExpenditure(c.get('services').db, actingOf(c), {
      year: row.year,
      expenditureId: row.expenditureId,
      reason: outcome.value.reason,
    })
    if (!reversed.done) return respondReversal(c, { typed, problems: reversed.problems }, 422)
    return c.redirect(`/expenditures?organizationId=${row.organizationId}&year=${row.year}`, 303)
  })

  routes.get('/payrolls/new', permit('budget.write'), (c) => {
    const { today } = actingOf(c)
    return respondPayroll(c, {
      typed: { year: String(yearOf(today)), month: String(monthOf(today)) },
      problems: [],
    })
  })

  routes.post('/payrolls', permit('budget.write'), async (c) => {
    const { typed, outcome } = await readForm(c, payrollShape)
    if (!outcome.done) return respondPayroll(c, { typed, problems: outcome.problems }, 422)
    const acting = actingOf(c)
    const { year, month } = outcome.value
    if (acting.scopeOrganizationId !== null) return notFoundPage(c)
    if (dateOf(year, month, 1) > acting.today) {
      const because = `${year} 年 ${month} 月尚未开始，不能登记发放。`
      return respondPayroll(c, { typed, problems: [{ code: 'refused', field: 'month', because }] }, 422)
    }
    const recorded = await recordPayrollExpenditures(c.get('services').db, acting, { year, month })
    if (!recorded.done) return respondPayroll(c, { typed, problems: recorded.problems }, 422)
    return c.redirect(`/budget-lines?year=${year}`, 303)
  })

  return routes
}

type FormState = { typed: Typed; problems: readonly Problem[] }

async function respondForm(
  c: Request,
  { unit, year, typed, problems }: FormState & { unit: Organization; year: number },
  status: 200 | 422 = 200,
) {
  const always = { regionCode: unitRegion(c), asOf: dateOf(year, 12, 31), asKnownAt: null }
  return respond(
    c,
    { title: `登记${unit.shortName}支出`, crumbs },
    <ExpenditureForm
      unit={unit}
      year={year}
      lines={await budgetLinesOf(c.get('services').db, always, unit.organizationId, year)}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    status,
  )
}

async function respondReversal(c: Request, { typed, problems }: FormState, status: 200 | 422 = 200) {
  const row = await visibleExpenditure(c)
  if (row === null) return notFoundPage(c)
  return respond(
    c,
    { title: '冲销支出', crumbs },
    <ReversalForm row={row} typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    status,
  )
}

function respondPayroll(c: Request, { typed, problems }: FormState, status: 200 | 422 = 200) {
  return respond(
    c,
    { title: '登记人员经费发放', crumbs },
    <PayrollForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    status,
  )
}

async function visibleExpenditure(c: Request): Promise<ExpenditureRow | null> {
  const expenditureId = c.req.param('id') ?? ''
  if (!isId(expenditureId)) return null
  const always = { regionCode: unitRegion(c), asOf: '9999-12-31', asKnownAt: null }
  const [row] = await expendituresOf(c.get('services').db, always, { year: null, expenditureId })
  if (!row) return null
  return (await visibleUnit(c, row.organizationId)) === null ? null : row
}

function listed(c: Request, unit: Organization, year: number): Promise<ExpenditureRow[]> {
  return expendituresOf(c.get('services').db, viewpointOf(c), {
    year,
    organizationIds: [unit.organizationId],
    month: monthAsked(c) ?? undefined,
  })
}

function monthAsked(c: Request): number | null {
  const text = c.req.query('month') ?? ''
  return /^([1-9]|1[0-2])$/.test(text) ? Number.parseInt(text, 10) : null
}

function unitRegion(c: Request): string {
  return c.get('services').regionCode
}
