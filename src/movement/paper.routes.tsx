import { PaperSheet } from '../../views/parts/paper-sheet.tsx'
import { adjustmentLinesOf, adjustmentsOf } from '../budget/adjustment.store.ts'
import { recordAudit } from '../database/audit.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { respondPaper } from '../http/paper-document.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import type { PrintedPaper } from '../kernel/printed-paper.ts'
import { findDocument } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { particularsOn } from '../staffing/person.store.ts'
import { loadMovement } from './load-movement.ts'
import type { Movement } from './movement.ts'
import { isMovementKind, movementRule, type Paper, papers } from './movement-kind.ts'
import { notice } from './notice.ts'

/** 入编、出编、编制变动、经费变动通知单 of a movement that took effect, each on one sheet and as a file. */
export function paperRoutes() {
  const routes = newRoutes()

  routes.get('/movements/:id/papers/:paper', permit('movement.read'), async (c) => {
    const loaded = await loadNotice(c)
    if (loaded === null) return notFoundPage(c)
    const { movement, kind, paper } = loaded
    const address = `/movements/${movement.id}`
    await recordAudit(c.get('services').db, actingOf(c), {
      action: 'movement.print',
      subjectKind: 'movement',
      subjectId: movement.id,
      after: { paper: kind },
    })
    const crumbs = [
      { title: '异动', href: '/movements' },
      { title: movement.number, href: address },
    ]
    return respond(
      c,
      { title: paper.title, crumbs },
      <PaperSheet paper={paper} file={`${address}/papers/${kind}/notice.docx`} />,
    )
  })

  routes.get('/movements/:id/papers/:paper/notice.docx', permit('movement.read'), async (c) => {
    const loaded = await loadNotice(c)
    return loaded === null ? notFoundPage(c) : respondPaper(c, loaded.paper)
  })

  return routes
}

/** The notice of the address; null when the movement has none of the kind, or not for this user. */
async function loadNotice(
  c: Request,
): Promise<{ movement: Movement; kind: Paper; paper: PrintedPaper } | null> {
  const loaded = await loadMovement(c, c.req.param('id') ?? '')
  const kind = c.req.param('paper') ?? ''
  if (loaded === null || !loaded.life.effective || !isPaper(kind)) return null
  const { movement, life } = loaded
  const own: readonly Paper[] = isMovementKind(movement.kind) ? movementRule(movement.kind).papers : []
  const hidden = kind === 'funding-change' && !c.get('permissions').has('pay.read')
  if (!own.includes(kind) || hidden) return null
  const { db, regionCode, regionName, clock } = c.get('services')
  const viewpoint = { regionCode, asOf: movement.effectiveOn, asKnownAt: null }
  const person = await particularsOn(db, viewpoint, movement.personId)
  if (person === null) return null
  const adjustments = kind === 'funding-change' ? await adjustmentsFor(c, movement.id) : []
  const names = await organizationNames(db, regionCode, [
    movement.fromOrganizationId,
    movement.toOrganizationId,
    ...adjustments.map(({ adjustment }) => adjustment.organizationId),
  ])
  const paper = notice(kind, {
    movement,
    person,
    names,
    document: movement.documentId === null ? null : await findDocument(db, regionCode, movement.documentId),
    signatures: life.signatures,
    adjustments,
    regionName,
    issuedOn: clock.today(),
  })
  return { movement, kind, paper }
}

function isPaper(text: string): text is Paper {
  return Object.hasOwn(papers, text)
}

/** An adjustment of a later day belongs to the movement too. */
async function adjustmentsFor(c: Request, movementId: string) {
  const { db, regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf: '2200-01-01', asKnownAt: null }
  const adjustments = await adjustmentsOf(db, viewpoint, { movementId })
  const lines = await adjustmentLinesOf(
    db,
    regionCode,
    adjustments.map(({ adjustmentId }) => adjustmentId),
  )
  return adjustments.map((adjustment) => ({
    adjustment,
    lines: lines.filter(({ adjustmentId }) => adjustmentId === adjustment.adjustmentId),
  }))
}
