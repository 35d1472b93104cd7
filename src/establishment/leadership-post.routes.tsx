import { z } from 'zod'
import {
  LeadershipForm,
  LeadershipList,
  LeadershipReversalForm,
  type NamedSeats,
} from '../../views/establishment/leadership-list.tsx'
import { messageOf } from '../../views/messages.ts'
import type { Db } from '../database/connection.ts'
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
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import type { Viewpoint } from '../kernel/acting.ts'
import { parseDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape, typedDocument } from '../organization/document-form.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import { organizationRanks, wordOf } from '../organization/organization.ts'
import { visibleTo } from '../organization/scope.ts'
import { approvedSeatsOn, leadershipRow, leadershipRows } from './leadership-post.store.ts'
import {
  type LeadershipRow,
  leadershipPositions,
  type SeatsHeld,
  seatsOf,
  vacantSeats,
} from './leadership-post.ts'
import { recordLeadershipPost, reverseLeadershipPost } from './record-leadership-post.ts'

/** Who sits is known only to areas on the right, so the application hands the reader in. */
export type SeatsHeldReader = (
  db: Db,
  viewpoint: Viewpoint,
  scope: { organizationIds?: readonly string[] },
) => Promise<SeatsHeld[]>

const crumbs = [{ title: '领导职数', href: '/leadership-posts' }]
const ranks = Object.keys(organizationRanks) as (keyof typeof organizationRanks)[]

const postShape = z.object({
  organization: requiredText(100),
  rank: requiredChoice(ranks),
  position: requiredChoice(['chief', 'deputy']),
  direction: requiredChoice(['more', 'fewer']),
  count: requiredCount({ least: 1, most: 1_000 }),
  effectiveOn: requiredDate(),
  note: optionalText(500),
  ...documentShape,
})

const reversalShape = z.object({ note: requiredText(500), ...documentShape })

/** 领导职数: approved and held by rank and 正副, and the ledger behind it. */
export function leadershipPostRoutes(seatsHeldOn: SeatsHeldReader) {
  const routes = newRoutes()

  routes.get('/leadership-posts', permit('establishment.read'), async (c) => {
    const listed = await seatsListed(c, seatsHeldOn)
    const mayWrite = c.get('permissions').has('establishment.write')
    const link = linkOf(c)
    return respond(
      c,
      {
        title: '领导职数',
        dated: true,
        action: mayWrite ? (
          <a class="button" href={link('/leadership-posts/new')}>
            登记职数
          </a>
        ) : undefined,
      },
      <LeadershipList
        {...listed}
        mayWrite={mayWrite}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
        link={link}
        query={listed.organization === '' ? {} : { organization: listed.organization }}
      />,
    )
  })

  routes.get('/leadership-posts.xlsx', permit('establishment.read'), async (c) => {
    const { seats } = await seatsListed(c, seatsHeldOn)
    return workbookAnswer(c, workbookOfSeats(seats))
  })

  routes.get('/leadership-posts/new', permit('establishment.write'), (c) => respondForm(c, {}, []))

  routes.post('/leadership-posts', permit('establishment.write'), async (c) => {
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
      return respondForm(c, typed, [...(chosen.done ? [] : chosen.problems), ...others])
    }
    const { rank, position, direction, count, effectiveOn, note } = outcome.value
    const recorded = await recordLeadershipPost(db, acting, {
      organizationId: chosen.value.organizationId,
      rank,
      position,
      change: direction === 'more' ? count : -count,
      effectiveOn,
      note: note ?? '',
      document: documentOfForm(outcome.value),
    })
    if (!recorded.done) return respondForm(c, typed, recorded.problems)
    return c.redirect(`/leadership-posts?organization=${encodeURIComponent(chosen.value.name)}`, 303)
  })

  routes.get('/leadership-posts/:id/reversal', permit('establishment.write'), async (c) => {
    const row = await reversibleRow(c)
    if (row === null) return notFoundPage(c)
    return respondReversal(c, row, { note: '', ...typedDocument(row.document) }, [])
  })

  routes.post('/leadership-posts/:id/reversal', permit('establishment.write'), async (c) => {
    const row = await reversibleRow(c)
    if (row === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, reversalShape)
    if (!outcome.done) return respondReversal(c, row, typed, outcome.problems)
    const { leadershipPostId } = row
    const draft = { leadershipPostId, note: outcome.value.note, document: documentOfForm(outcome.value) }
    const reversed = await reverseLeadershipPost(c.get('services').db, actingOf(c), draft)
    if (!reversed.done) {
      const problems = reversed.problems.map((one) => ({ ...one, field: 'note' }))
      return respondReversal(c, row, typed, problems)
    }
    return c.redirect(`/leadership-posts?organization=${encodeURIComponent(row.organizationName)}`, 303)
  })

  return routes
}

/** In the order of the tree; one unit asked for means it and everything below it, and brings its ledger. */
async function seatsListed(c: Request, seatsHeldOn: SeatsHeldReader) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const organization = (c.req.query('organization') ?? '').slice(0, 100).trim()
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const all = (await organizationsOn(db, viewpoint)).filter(
    ({ organizationId }) => visible === null || visible.has(organizationId),
  )
  let asked = all.map(({ organizationId }) => organizationId)
  let unitMessage: string | null = null
  if (organization !== '') {
    const chosen = await chooseOrganization(db, viewpoint, {
      typed: organization,
      field: 'organization',
      visible,
    })
    asked = chosen.done ? [chosen.value.organizationId] : []
    if (!chosen.done) unitMessage = chosen.problems.map(messageOf).join('')
  }
  const scope = { organizationIds: asked }
  const approved = await approvedSeatsOn(db, viewpoint, scope)
  const held = await seatsHeldOn(db, viewpoint, scope)
  const order = new Map(all.map(({ organizationId, name }, place) => [organizationId, { name, place }]))
  const seats: NamedSeats[] = seatsOf(approved, held)
    .map((seat) => ({ ...seat, organizationName: order.get(seat.organizationId)?.name ?? '' }))
    .sort(
      (a, b) =>
        (order.get(a.organizationId)?.place ?? 0) - (order.get(b.organizationId)?.place ?? 0) ||
        `${a.rank} ${a.position}`.localeCompare(`${b.rank} ${b.position}`),
    )
  const rows = organization === '' ? null : await leadershipRows(db, viewpoint, asked)
  return { seats, rows, organization, unitMessage }
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

function respondReversal(c: Request, row: LeadershipRow, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '冲销职数行', crumbs },
    <LeadershipReversalForm row={row} typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

function workbookOfSeats(seats: NamedSeats[]) {
  return {
    title: '领导职数',
    unitOfMeasure: '名',
    columns: [
      { title: '机构', width: 40 },
      { title: '级别', width: 12 },
      { title: '正副', width: 8 },
      { title: '核定', width: 8, kind: 'count' as const },
      { title: '实配', width: 8, kind: 'count' as const },
      { title: '兼任', width: 8, kind: 'count' as const },
      { title: '空缺', width: 8, kind: 'count' as const },
    ],
    rows: seats.map((seat) => [
      seat.organizationName,
      wordOf(organizationRanks, seat.rank),
      wordOf(leadershipPositions, seat.position),
      seat.approved,
      seat.held,
      seat.concurrent,
      vacantSeats(seat),
    ]),
    notes: ['口径：兼任的在本职处计一次，不占本处职数；空缺负数为超职数。'],
  }
}
