import { BudgetWhyPage } from '../../views/report/budget-why.tsx'
import { askedUnit, askedYear } from '../budget/budget-unit.ts'
import { newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { budgetWhyOf } from './budget-why.ts'

/** 为什么: the way back from a figure of the budget. A page of its own, and a fragment for the drawer. */
export function whyRoutes() {
  const routes = newRoutes()

  routes.get('/budget-lines/why', permit('budget.read'), async (c) => {
    const unit = await askedUnit(c)
    if (unit === null) return notFoundPage(c)
    const year = askedYear(c)
    const question = {
      organizationId: unit.organizationId,
      year,
      projectCode: codeAsked(c, 'projectCode'),
      functionCode: codeAsked(c, 'functionCode'),
      economicCode: codeAsked(c, 'economicCode'),
    }
    const why = await budgetWhyOf(c.get('services').db, viewpointOf(c), question)
    if (why.lines.length === 0) return notFoundPage(c)
    return respond(
      c,
      {
        title: '为什么',
        crumbs: [
          { title: '预算', href: '/budget-lines' },
          { title: unit.shortName, href: `/budget-lines?organizationId=${unit.organizationId}&year=${year}` },
        ],
        dated: true,
      },
      <BudgetWhyPage why={why} unitName={unit.shortName} link={linkOf(c)} />,
    )
  })

  return routes
}

/** A code of digits and capitals, or nothing: anything else is as if it were not asked. */
function codeAsked(c: Request, name: string): string | undefined {
  const text = c.req.query(name) ?? ''
  return /^[0-9A-Z]{3,21}$/.test(text) ? text : undefined
}
