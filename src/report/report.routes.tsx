import { ReportChoice } from '../../views/report/report-choice.tsx'
import { ReportPage } from '../../views/report/report-page.tsx'
import { budgetYears } from '../budget/budget-line.store.ts'
import { askedUnit, visibleBudgetUnits } from '../budget/budget-unit.ts'
import { recordAudit } from '../database/audit.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { download } from '../http/workbook.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { dateOf, yearOf } from '../kernel/dates.ts'
import type { Organization } from '../organization/organization.ts'
import { composeReport } from './compose-report.ts'
import { reportTitle } from './personnel-report.ts'
import { reportDocument } from './report-document.ts'
import { type Imprint, reportWorkbook } from './report-workbook.ts'

const crumbs = [{ title: '报告', href: '/reports' }]

/** 报告: choose a unit and a year; the same report as page, .docx and .xlsx. */
export function reportRoutes() {
  const routes = newRoutes()

  routes.get('/reports', permit('report.read'), async (c) => {
    const { db, regionCode, clock } = c.get('services')
    const years = await budgetYears(db, regionCode)
    const year = lastYear(c)
    return respond(
      c,
      { title: '报告' },
      <ReportChoice
        year={year}
        years={years}
        units={await visibleBudgetUnits(c, year)}
        viewpoint={viewpointOf(c)}
        today={clock.today()}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/reports/personnel', permit('report.read'), async (c) => {
    const asked = await askedReport(c)
    if (asked === null) return notFoundPage(c)
    const { unit, year, viewpoint } = asked
    const link = linkOf(c)
    const query = { organizationId: unit.organizationId, year: String(year) }
    // The bar of the page, its links and its print all stand on the day of the report.
    if (viewpoint.asOf !== viewpointOf(c).asOf) {
      return c.redirect(link('/reports/personnel', { ...query, asOf: viewpoint.asOf }))
    }
    const report = await composeReport(c.get('services').db, viewpoint, unit, year)
    return respond(
      c,
      {
        title: reportTitle(report),
        crumbs,
        dated: true,
        action: (
          <>
            <a class="plain export" href={link('/reports/personnel.xlsx', query)}>
              导出 .xlsx
            </a>
            <a class="plain export" href={link('/reports/personnel.docx', query)}>
              导出 .docx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        ),
      },
      <ReportPage report={report} organizationId={unit.organizationId} link={link} />,
    )
  })

  routes.get('/reports/personnel.docx', permit('report.read'), (c) => respondFile(c, 'docx', reportDocument))
  routes.get('/reports/personnel.xlsx', permit('report.read'), (c) => respondFile(c, 'xlsx', reportWorkbook))

  return routes
}

async function respondFile(c: Request, ending: 'docx' | 'xlsx', render: typeof reportDocument) {
  const asked = await askedReport(c)
  if (asked === null) return notFoundPage(c)
  const { unit, year, viewpoint } = asked
  const { db, regionName, isExample, clock } = c.get('services')
  const acting = actingOf(c)
  const report = await composeReport(db, viewpoint, unit, year)
  const imprint: Imprint = { regionName, isExample, userName: acting.userName, today: clock.today() }
  await recordAudit(db, acting, {
    action: 'report.export',
    subjectKind: 'organization',
    subjectId: unit.organizationId,
    after: { year, asOf: viewpoint.asOf, ending },
  })
  return download(c, `${reportTitle(report)}.${ending}`, await render(report, imprint))
}

type AskedReport = { unit: Organization; year: number; viewpoint: Viewpoint }

/** A report of a year that is over stands at its end unless another day was asked for. */
async function askedReport(c: Request): Promise<AskedReport | null> {
  const unit = await askedUnit(c)
  if (unit === null) return null
  const viewpoint = viewpointOf(c)
  const year = lastYear(c)
  const isAsked = c.req.query('asOf') !== undefined
  const isOver = year < yearOf(viewpoint.asOf)
  return {
    unit,
    year,
    viewpoint: isAsked || !isOver ? viewpoint : { ...viewpoint, asOf: dateOf(year, 12, 31) },
  }
}

/** The year asked for; otherwise the last one that is over at the end of the viewpoint's day: its accounts are the newest. */
function lastYear(c: Request): number {
  const text = c.req.query('year') ?? ''
  if (/^(19|20|21)\d{2}$/.test(text)) return Number.parseInt(text, 10)
  const { asOf } = viewpointOf(c)
  return asOf === dateOf(yearOf(asOf), 12, 31) ? yearOf(asOf) : yearOf(asOf) - 1
}
