import type { Hono } from 'hono'
import { NIL } from 'uuid'
import { backupRoutes } from './backup/backup.routes.tsx'
import { budgetAdjustmentRoutes } from './budget/adjustment.routes.tsx'
import { budgetLineRoutes } from './budget/budget-line.routes.tsx'
import { expenditureRoutes } from './budget/expenditure.routes.tsx'
import { initialBudgetRoutes } from './budget/initial-budget.routes.tsx'
import { deskRoutes } from './desk/desk.routes.tsx'
import { helpRoutes } from './desk/help.routes.tsx'
import { systemStatusRoutes } from './desk/system-status.routes.tsx'
import { entryOverrideRoutes } from './establishment/entry-override.routes.tsx'
import { establishmentControlRoutes } from './establishment/establishment-control.routes.tsx'
import { freezeRoutes } from './establishment/freeze.routes.tsx'
import { headcountRoutes } from './establishment/headcount.routes.tsx'
import { headcountLoanRoutes } from './establishment/headcount-loan.routes.tsx'
import { leadershipPostRoutes } from './establishment/leadership-post.routes.tsx'
import { leadershipPostFormRoutes } from './establishment/leadership-post-form.routes.tsx'
import { organizationHeadcountRoutes } from './establishment/organization-headcount.routes.tsx'
import type { PositionAheadReader } from './establishment/position-ahead-reader.ts'
import { rankApprovalRoutes } from './establishment/rank-approval.routes.tsx'
import { rankQuotaRoutes } from './establishment/rank-quota.routes.tsx'
import { rankRatioRoutes } from './establishment/rank-ratio.routes.tsx'
import { vacancyPaperRoutes } from './establishment/vacancy-paper.routes.tsx'
import { vacancyPlanRoutes } from './establishment/vacancy-plan.routes.tsx'
import { vacancyPlanDecisionRoutes } from './establishment/vacancy-plan-decision.routes.tsx'
import { vacancyPlanFormRoutes } from './establishment/vacancy-plan-form.routes.tsx'
import { vacancyRequestRoutes } from './establishment/vacancy-request.routes.tsx'
import { vacancyRequestFormRoutes } from './establishment/vacancy-request-form.routes.tsx'
import { exchangeRoutes } from './exchange/exchange.routes.tsx'
import { openingRoutes } from './exchange/opening.routes.tsx'
import { assetRoutes } from './http/assets.ts'
import { defendedApp } from './http/defences.ts'
import type { Environment, Request, Services } from './http/environment.ts'
import { healthRoutes } from './http/health.ts'
import { declaredRoutes } from './http/permit.ts'
import { rateLimit } from './http/rate-limit.tsx'
import { isExport, recordedExports } from './http/recorded-export.ts'
import { accountRoutes } from './identity/account.routes.tsx'
import { auditRoutes } from './identity/audit.routes.tsx'
import { permissionRoutes } from './identity/permission.routes.tsx'
import { printRoutes } from './identity/print.routes.tsx'
import { sessionRoutes } from './identity/session.routes.tsx'
import { csrfGuard, withSession } from './identity/session.ts'
import { userRoutes } from './identity/user.routes.tsx'
import { batchMovementRoutes } from './movement/batch-movement.routes.tsx'
import { batchSignatureRoutes } from './movement/batch-signature.routes.tsx'
import { batchTransferRoutes } from './movement/batch-transfer.routes.tsx'
import { documentRoutes } from './movement/document.routes.tsx'
import { entrantsBy } from './movement/entrant.store.ts'
import { movementEntries } from './movement/entry-source.store.ts'
import { movementRoutes } from './movement/movement.routes.tsx'
import { movementFormRoutes } from './movement/movement-form.routes.tsx'
import { paperRoutes } from './movement/paper.routes.tsx'
import { personHistoryRoutes } from './movement/person-history.routes.tsx'
import { reformRoutes } from './movement/reform.routes.tsx'
import { reformFormRoutes } from './movement/reform-form.routes.tsx'
import { retirementDueRoutes } from './movement/retirement-due.routes.tsx'
import { signatureRoutes } from './movement/signature.routes.tsx'
import { staffingChangeRoutes } from './movement/staffing-change.routes.tsx'
import { statisticRoutes } from './movement/statistics.routes.tsx'
import { vacancyGrounds } from './movement/vacancy-ground.store.ts'
import { organizationRoutes } from './organization/organization.routes.tsx'
import { organizationNames, organizationsOn } from './organization/organization.store.ts'
import { organizationCorrectionRoutes } from './organization/organization-correction.routes.tsx'
import { organizationEventRoutes } from './organization/organization-event.routes.tsx'
import { organizationFoundingRoutes } from './organization/organization-founding.routes.tsx'
import { personPayRoutes } from './pay/person-pay.routes.tsx'
import { personnelCostRoutes } from './pay/personnel-cost.routes.tsx'
import { wageStandardRoutes } from './pay/wage-standard.routes.tsx'
import { reportRoutes } from './report/report.routes.tsx'
import { whyRoutes } from './report/why.routes.tsx'
import { establishmentTableRoutes } from './staffing/establishment-table.routes.tsx'
import { establishmentTableOn } from './staffing/establishment-table.store.ts'
import { seatHoldersOn, seatsHeldOn } from './staffing/leadership-seat.store.ts'
import { personRoutes } from './staffing/person.routes.tsx'
import { personApplicationRoutes } from './staffing/person-application.routes.tsx'
import { personCorrectionRoutes } from './staffing/person-correction.routes.tsx'
import { personFactRoutes } from './staffing/person-fact.routes.tsx'
import { personPhotoRoutes } from './staffing/person-photo.routes.tsx'
import { positionAheadOf } from './staffing/position-ahead.store.ts'
import { rankHoldersOn, ranksHeldOn } from './staffing/rank-held.store.ts'
import { rosterRoutes } from './staffing/roster.routes.tsx'
import { savedQueryRoutes } from './staffing/saved-query.routes.tsx'
import { seatAheadOf } from './staffing/seat-ahead.store.ts'
import { secondmentRoutes } from './staffing/secondment.routes.tsx'

/** Everybody in the place counts: no mover is left out. */
const positionAhead: PositionAheadReader = (db, regionCode, asked) =>
  positionAheadOf(db, regionCode, { ...asked, personId: NIL })

/** Taking files away by the hundred is not the office's work. */
const exportsOfUser = {
  most: 60,
  seconds: 600,
  of: (c: Request) => (isExport(c.req.path) ? (c.get('acting')?.userId ?? null) : null),
}

/** The whole application from its parts: middleware in order, then every area. Throws when a route declares nothing. */
export function createApp(services: Services): Hono<Environment> {
  const app = defendedApp(services)
  app.use('*', withSession(services))
  app.use('*', csrfGuard)
  app.use('*', rateLimit(exportsOfUser))
  app.use('*', recordedExports)

  app.route('/', healthRoutes())
  app.route('/', assetRoutes())
  app.route('/', sessionRoutes(services))
  app.route('/', backupRoutes(services))
  app.route('/', accountRoutes(services))
  app.route('/', userRoutes(services, organizationsOn))
  app.route(
    '/',
    permissionRoutes(() => declaredRoutes(app)),
  )
  app.route('/', auditRoutes(organizationNames))
  app.route('/', printRoutes())
  app.route('/', deskRoutes())
  app.route('/', helpRoutes())
  app.route('/', systemStatusRoutes())
  app.route('/', organizationFoundingRoutes())
  app.route('/', organizationEventRoutes(establishmentTableOn))
  app.route('/', organizationCorrectionRoutes())
  app.route('/', organizationRoutes(establishmentTableOn))
  app.route('/', organizationHeadcountRoutes(establishmentTableOn))
  app.route('/', headcountRoutes(positionAhead))
  app.route('/', headcountLoanRoutes(positionAhead))
  app.route('/', freezeRoutes(positionAhead))
  app.route(
    '/',
    entryOverrideRoutes({ positionAheadOf: positionAhead, positionsOn: establishmentTableOn, entrantsBy }),
  )
  app.route('/', establishmentControlRoutes(establishmentTableOn))
  app.route('/', vacancyPlanFormRoutes(vacancyGrounds))
  app.route('/', vacancyPlanDecisionRoutes(vacancyGrounds))
  app.route('/', vacancyPlanRoutes(vacancyGrounds))
  app.route('/', vacancyRequestFormRoutes(positionAhead))
  app.route('/', vacancyRequestRoutes({ positionAheadOf: positionAhead, entrantsBy }))
  app.route('/', vacancyPaperRoutes(establishmentTableOn))
  app.route('/', leadershipPostFormRoutes(seatAheadOf))
  app.route('/', leadershipPostRoutes({ seatsHeldOn, seatHoldersOn }))
  app.route('/', rankQuotaRoutes({ ranksHeldOn, rankHoldersOn }))
  app.route('/', rankRatioRoutes())
  app.route('/', rankApprovalRoutes({ ranksHeldOn }))
  app.route('/', establishmentTableRoutes())
  app.route('/', rosterRoutes(movementEntries))
  app.route('/', savedQueryRoutes(movementEntries))
  app.route('/', personRoutes(movementEntries))
  app.route('/', personFactRoutes())
  app.route('/', personPhotoRoutes())
  app.route('/', personCorrectionRoutes())
  app.route('/', personApplicationRoutes())
  app.route('/', secondmentRoutes())
  app.route('/', movementRoutes())
  app.route('/', movementFormRoutes())
  app.route('/', batchMovementRoutes())
  app.route('/', batchSignatureRoutes())
  app.route('/', staffingChangeRoutes())
  app.route('/', documentRoutes())
  app.route('/', batchTransferRoutes())
  app.route('/', reformFormRoutes())
  app.route('/', reformRoutes())
  app.route('/', retirementDueRoutes())
  app.route('/', statisticRoutes())
  app.route('/', signatureRoutes())
  app.route('/', paperRoutes())
  app.route('/', personHistoryRoutes())
  app.route('/', whyRoutes())
  app.route('/', wageStandardRoutes())
  app.route('/', personnelCostRoutes())
  app.route('/', personPayRoutes())
  app.route('/', budgetLineRoutes())
  app.route('/', budgetAdjustmentRoutes())
  app.route('/', expenditureRoutes())
  app.route('/', initialBudgetRoutes())
  app.route('/', exchangeRoutes())
  app.route('/', openingRoutes())
  app.route('/', reportRoutes())

  declaredRoutes(app)
  return app
}
