import { InitialBudget } from '../../views/budget/initial-budget.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import type { Problem } from '../kernel/problem.ts'
import { adoptInitialBudget, deriveInitialBudget } from './derive-initial-budget.ts'
import { adoptedYears, draftUnitsOf, initialCalculationOf } from './initial-budget.store.ts'

/** 年初预算编制: derive the draft from the people of 1 January, look at it, adopt it once. */
export function initialBudgetRoutes() {
  const routes = newRoutes()

  routes.get('/budgets/:year', permit('budget.read'), (c) => respondYear(c, []))

  routes.post('/budgets/:year/derivation', permit('budget.write'), async (c) => {
    const year = yearOfPath(c)
    if (year === null || actingOf(c).scopeOrganizationId !== null) return notFoundPage(c)
    const derived = await deriveInitialBudget(c.get('services').db, actingOf(c), year)
    if (!derived.done) return respondYear(c, derived.problems, 422)
    return c.redirect(`/budgets/${year}`, 303)
  })

  routes.post('/budgets/:year/adoption', permit('budget.approve'), async (c) => {
    const year = yearOfPath(c)
    if (year === null || actingOf(c).scopeOrganizationId !== null) return notFoundPage(c)
    const adopted = await adoptInitialBudget(c.get('services').db, actingOf(c), { year })
    if (!adopted.done) return respondYear(c, adopted.problems, 422)
    return c.redirect(`/budget-lines?year=${year}`, 303)
  })

  return routes
}

async function respondYear(c: Request, problems: readonly Problem[], status: 200 | 422 = 200) {
  const year = yearOfPath(c)
  if (year === null) return notFoundPage(c)
  const { db, regionCode } = c.get('services')
  const adopted = await adoptedYears(db, regionCode, null)
  const isAdopted = adopted.includes(year)
  return respond(
    c,
    { title: `${year} 年年初预算编制`, crumbs: [{ title: '预算', href: '/budget-lines' }] },
    <InitialBudget
      year={year}
      isAdopted={isAdopted}
      calculation={await initialCalculationOf(db, regionCode, year)}
      units={
        isAdopted
          ? []
          : await draftUnitsOf(db, { regionCode, year, organizationIds: null, enteredProjects: [] })
      }
      mayDerive={c.get('permissions').has('budget.write')}
      mayAdopt={c.get('permissions').has('budget.approve')}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    status,
  )
}

function yearOfPath(c: Request): number | null {
  const text = c.req.param('year') ?? ''
  return /^(19|20|21)\d{2}$/.test(text) ? Number.parseInt(text, 10) : null
}
