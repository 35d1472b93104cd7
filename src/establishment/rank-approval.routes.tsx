import { z } from 'zod'
import {
  ApprovalEndForm,
  ApprovalForm,
  ApprovalReview,
} from '../../views/establishment/rank-approval-form.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  isId,
  optionalText,
  readForm,
  requiredChoice,
  requiredCount,
  requiredDate,
  requiredText,
  type Typed,
} from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { inForce, parseDate } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape, typedDocument } from '../organization/document-form.ts'
import { visibleTo } from '../organization/scope.ts'
import { type ApprovalDraft, approvalBefore, approveRanks, endRankApproval } from './approve-ranks.ts'
import { approvedOn } from './approved-headcount.store.ts'
import { approvalRows, ratioRows } from './rank-quota.store.ts'
import {
  groupKey,
  limitedGroups,
  quotasOf,
  type RankApproval,
  ratiosOn,
  resolvedRatios,
  sameGroup,
} from './rank-quota.ts'
import type { RankReaders } from './rank-reader.ts'
import type { ApprovalRow } from './rank-setting.ts'

const settings = '/rank-quotas/settings'
const crumbs = [
  { title: '职级职数', href: '/rank-quotas' },
  { title: '比例和核定数', href: settings },
]

const approvalShape = z.object({
  organization: requiredText(100),
  group: requiredChoice(limitedGroups.map(groupKey)),
  count: requiredCount({ least: 0, most: 10_000 }),
  effectiveFrom: requiredDate(),
  note: optionalText(500),
  ...documentShape,
})

const endShape = z.object({ endsOn: requiredDate(), note: requiredText(500), ...documentShape })

/** 核定职级职数 of single units by document. */
export function rankApprovalRoutes(readers: Pick<RankReaders, 'ranksHeldOn'>) {
  const routes = newRoutes()

  routes.get('/rank-quotas/approvals/new', permit('establishment.write'), (c) => formPage(c, {}, []))

  routes.post('/rank-quotas/approvals/form', permit('establishment.write'), async (c) => {
    const { typed } = await readForm(c, approvalShape)
    return formPage(c, typed, [])
  })

  routes.post('/rank-quotas/approvals/review', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readApproval(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const { draft, organizationName } = outcome.value
    const { db, regionCode } = c.get('services')
    const change = await approvalBefore(db, regionCode, draft)
    if (!change.done) return formPage(c, typed, change.problems)
    return respond(
      c,
      { title: '请核对', crumbs },
      <ApprovalReview
        draft={draft}
        organizationName={organizationName}
        before={change.value.superseded}
        {...(await effectOf(c, draft, readers))}
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/rank-quotas/approvals', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readApproval(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const { draft } = outcome.value
    const approved = await approveRanks(c.get('services').db, actingOf(c), draft)
    return approved.done
      ? c.redirect(`/rank-quotas?organizationId=${draft.organizationId}&asOf=${draft.effectiveFrom}`, 303)
      : formPage(c, typed, approved.problems)
  })

  routes.get('/rank-quotas/approvals/:id/end', permit('establishment.write'), async (c) => {
    const row = await approvalOf(c)
    if (row === null) return notFoundPage(c)
    return endPage(c, { row, typed: typedDocument(row.document), problems: [] })
  })

  routes.post('/rank-quotas/approvals/:id/end', permit('establishment.write'), async (c) => {
    const row = await approvalOf(c)
    if (row === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, endShape)
    if (!outcome.done) return endPage(c, { row, typed, problems: outcome.problems })
    const { endsOn, note } = outcome.value
    const end = { approvalId: row.approvalId, endsOn, note, document: documentOfForm(outcome.value) }
    const ended = await endRankApproval(c.get('services').db, actingOf(c), end)
    return ended.done ? c.redirect(settings, 303) : endPage(c, { row, typed, problems: ended.problems })
  })

  return routes
}

async function readApproval(
  c: Request,
): Promise<{ typed: Typed; outcome: Outcome<{ draft: ApprovalDraft; organizationName: string }> }> {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const { typed, outcome } = await readForm(c, approvalShape)
  const asOf = parseDate(typed.effectiveFrom ?? '') ?? acting.today
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const asked = { typed: typed.organization ?? '', field: 'organization', visible }
  const chosen = await chooseOrganization(db, viewpoint, asked)
  const group = limitedGroups.find((one) => groupKey(one) === typed.group)
  if (!outcome.done || !chosen.done || group === undefined) {
    const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
    return { typed, outcome: refused(...(chosen.done ? [] : chosen.problems), ...others) }
  }
  const { count, effectiveFrom, note } = outcome.value
  const { organizationId, name: organizationName } = chosen.value
  const document = documentOfForm(outcome.value)
  const draft = { organizationId, ...group, count, effectiveFrom, note: note ?? '', document }
  return { typed, outcome: done({ draft, organizationName }) }
}

/** The unit's group on the day as it stands, and as it would. */
async function effectOf(c: Request, draft: ApprovalDraft, { ranksHeldOn }: Pick<RankReaders, 'ranksHeldOn'>) {
  const { db, regionCode } = c.get('services')
  const { organizationId, effectiveFrom: asOf } = draft
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const scope = { organizationIds: [organizationId] }
  const [rows, places, known, held] = await Promise.all([
    ratioRows(db, viewpoint),
    approvedOn(db, viewpoint, scope),
    approvalRows(db, viewpoint, scope),
    ranksHeldOn(db, viewpoint, scope),
  ])
  const ratios = ratiosOn(resolvedRatios(rows), asOf)
  const approvals: RankApproval[] = known.filter((row) => inForce(row, asOf))
  const others = approvals.filter((row) => !sameGroup(row, draft))
  const quotaBy = (numbers: readonly RankApproval[]) =>
    quotasOf(organizationId, { ratios, places, approvals: numbers, held }).find((quota) =>
      sameGroup(quota, draft),
    ) ?? null
  return { current: quotaBy(approvals), after: quotaBy([...others, draft]) }
}

async function approvalOf(c: Request): Promise<ApprovalRow | null> {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return null
  const { db, regionCode } = c.get('services')
  const rows = await approvalRows(db, { regionCode, asKnownAt: null })
  return rows.find(({ approvalId }) => approvalId === id) ?? null
}

async function formPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  const { db, regionCode } = c.get('services')
  const rows = await ratioRows(db, { regionCode, asKnownAt: null })
  return respond(
    c,
    { title: '登记核定职级职数', crumbs },
    <ApprovalForm groups={rows} typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

function endPage(c: Request, form: { row: ApprovalRow; typed: Typed; problems: readonly Problem[] }) {
  return respond(
    c,
    { title: '停用核定职级职数', crumbs },
    <ApprovalEndForm {...form} csrfToken={c.get('csrfToken')} />,
    form.problems.length === 0 ? 200 : 422,
  )
}
