import { z } from 'zod'
import {
  LeadershipForm,
  LeadershipReversalForm,
  LeadershipReview,
} from '../../views/establishment/leadership-form.tsx'
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
import { viewpointOf } from '../http/viewpoint.ts'
import { parseDate } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape, typedDocument } from '../organization/document-form.ts'
import { organizationOn } from '../organization/organization.store.ts'
import { organizationRanks } from '../organization/organization.ts'
import { visibleTo } from '../organization/scope.ts'
import { leadershipRow } from './leadership-post.store.ts'
import { type LeadershipRow, leadershipPositionOrder } from './leadership-post.ts'
import {
  type LeadershipDraft,
  leadershipEffect,
  recordLeadershipPost,
  reversalOf,
  reverseLeadershipPost,
} from './record-leadership-post.ts'
import type { SeatAheadReader } from './seat-reader.ts'

const crumbs = [{ title: '领导职数', href: '/leadership-posts' }]
const ranks = Object.keys(organizationRanks) as (keyof typeof organizationRanks)[]

const postShape = z.object({
  organization: requiredText(100),
  rank: requiredChoice(ranks),
  position: requiredChoice(leadershipPositionOrder),
  direction: requiredChoice(['more', 'fewer']),
  count: requiredCount({ least: 1, most: 1_000 }),
  effectiveOn: requiredDate(),
  note: optionalText(500),
  ...documentShape,
})

const reversalShape = z.object({ note: requiredText(500), ...documentShape })

/** A row of the ledger of leadership posts, written after it was read on the check page; a row taken back. */
export function leadershipPostFormRoutes(seatAheadOf: SeatAheadReader) {
  const routes = newRoutes()

  routes.get('/leadership-posts/new', permit('establishment.write'), async (c) => {
    const organizationId = c.req.query('organizationId') ?? ''
    const { db } = c.get('services')
    const chosen = isId(organizationId) ? await organizationOn(db, viewpointOf(c), organizationId) : null
    return respondForm(c, chosen === null ? {} : { organization: chosen.name }, [])
  })

  /** 返回修改: the same form with everything typed. */
  routes.post('/leadership-posts/draft', permit('establishment.write'), async (c) => {
    const { typed } = await readForm(c, postShape)
    return respondForm(c, typed, [])
  })

  routes.post('/leadership-posts/review', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readDraft(c)
    if (!outcome.done) return respondForm(c, typed, outcome.problems)
    return respondReview(c, { typed, draft: outcome.value, problems: [] }, seatAheadOf)
  })

  routes.post('/leadership-posts', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readDraft(c)
    if (!outcome.done) return respondForm(c, typed, outcome.problems)
    const draft = outcome.value
    const recorded = await recordLeadershipPost(c.get('services').db, actingOf(c), draft, seatAheadOf)
    if (recorded.done) return c.redirect(ledgerOf(draft.organizationId), 303)
    if (recorded.problems.every(({ code }) => code === 'not-acknowledged')) {
      return respondReview(c, { typed, draft, problems: recorded.problems }, seatAheadOf)
    }
    return respondForm(c, typed, recorded.problems)
  })

  routes.get('/leadership-posts/:id/reversal', permit('establishment.write'), async (c) => {
    const row = await reversibleRow(c)
    if (row === null) return notFoundPage(c)
    const typed = { note: '', ...typedDocument(row.document) }
    return respondReversal(c, { row, typed, problems: [] }, seatAheadOf)
  })

  routes.post('/leadership-posts/:id/reversal', permit('establishment.write'), async (c) => {
    const row = await reversibleRow(c)
    if (row === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, reversalShape)
    if (!outcome.done) return respondReversal(c, { row, typed, problems: outcome.problems }, seatAheadOf)
    const draft = {
      leadershipPostId: row.leadershipPostId,
      note: outcome.value.note,
      document: documentOfForm(outcome.value),
      acknowledged: typed.acknowledged === 'yes',
    }
    const reversed = await reverseLeadershipPost(c.get('services').db, actingOf(c), draft, seatAheadOf)
    if (reversed.done) return c.redirect(ledgerOf(row.organizationId), 303)
    return respondReversal(c, { row, typed, problems: reversed.problems }, seatAheadOf)
  })

  return routes
}

/** The unit's own seats with their ledger below. */
function ledgerOf(organizationId: string): string {
  return `/leadership-posts?organization=${organizationId}&only=yes`
}

async function readDraft(c: Request): Promise<{ typed: Typed; outcome: Outcome<LeadershipDraft> }> {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const { typed, outcome } = await readForm(c, postShape)
  const asOf = parseDate(typed.effectiveOn ?? '') ?? acting.today
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const asked = { typed: typed.organization ?? '', field: 'organization', visible }
  const chosen = await chooseOrganization(db, viewpoint, asked)
  if (!outcome.done || !chosen.done) {
    const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
    return { typed, outcome: refused(...(chosen.done ? [] : chosen.problems), ...others) }
  }
  const { rank, position, direction, count, effectiveOn, note } = outcome.value
  const draft = {
    organizationId: chosen.value.organizationId,
    rank,
    position,
    change: direction === 'more' ? count : -count,
    effectiveOn,
    note: note ?? '',
    document: documentOfForm(outcome.value),
    acknowledged: typed.acknowledged === 'yes',
  }
  return { typed, outcome: done(draft) }
}

async function reversibleRow(c: Request): Promise<LeadershipRow | null> {
  const id = c.req.param('id') ?? ''
  if (!isId(id)) return null
  const { db, regionCode } = c.get('services')
  const row = await leadershipRow(db, regionCode, id)
  return row === null || row.reversedById !== null || row.reversesId !== null ? null : row
}

function respondForm(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '登记职数', crumbs },
    <LeadershipForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

async function respondReview(
  c: Request,
  { typed, draft, problems }: { typed: Typed; draft: LeadershipDraft; problems: readonly Problem[] },
  seatAheadOf: SeatAheadReader,
) {
  const { db, regionCode } = c.get('services')
  const { organizationId, change, effectiveOn } = draft
  const effect = await leadershipEffect(db, actingOf(c), { seat: draft, change, effectiveOn }, seatAheadOf)
  if (!effect.done) return respondForm(c, typed, effect.problems)
  const viewpoint = { regionCode, asOf: effectiveOn, asKnownAt: null }
  const organization = await organizationOn(db, viewpoint, organizationId)
  return respond(
    c,
    { title: '请核对', crumbs: [...crumbs, { title: '登记职数', href: '/leadership-posts/new' }] },
    <LeadershipReview
      change={{ ...draft, organizationName: organization?.name ?? '' }}
      effect={effect.value}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

async function respondReversal(
  c: Request,
  { row, typed, problems }: { row: LeadershipRow; typed: Typed; problems: readonly Problem[] },
  seatAheadOf: SeatAheadReader,
) {
  const { effectiveOn, change } = reversalOf(row)
  const { db } = c.get('services')
  const effect = await leadershipEffect(db, actingOf(c), { seat: row, change, effectiveOn }, seatAheadOf)
  const found = (effect.done ? problems : [...problems, ...effect.problems]).map((problem) =>
    problem.field === 'count' || problem.field === 'organization' ? { ...problem, field: 'note' } : problem,
  )
  return respond(
    c,
    { title: '冲销职数行', crumbs },
    <LeadershipReversalForm
      row={row}
      effect={effect.done ? effect.value : null}
      typed={typed}
      problems={found}
      csrfToken={c.get('csrfToken')}
    />,
    found.length === 0 ? 200 : 422,
  )
}
