import { PaperSheet } from '../../views/movement/paper.tsx'
import { adjustmentLinesOf, adjustmentsOf } from '../budget/adjustment.store.ts'
import { recordAudit } from '../database/audit.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { findDocument } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { particularsOn } from '../staffing/person.store.ts'
import { loadMovement } from './load-movement.ts'
import { isMovementKind, movementRule, type Paper, papers } from './movement-kind.ts'

/** 入编、出编、编制变动、经费变动通知单 of a movement that took effect, each on one sheet. */
export function paperRoutes() {
  const routes = newRoutes()

  routes.get('/movements/:id/papers/:paper', permit('movement.read'), async (c) => {
    const loaded = await loadMovement(c, c.req.param('id'))
    const paper = c.req.param('paper')
    if (loaded === null || !loaded.life.effective || !isPaper(paper)) return notFoundPage(c)
    const { movement, life } = loaded
    const own: readonly Paper[] = isMovementKind(movement.kind) ? movementRule(movement.kind).papers : []
    const hidden = paper === 'funding-change' && !c.get('permissions').has('pay.read')
    if (!own.includes(paper) || hidden) return notFoundPage(c)
    const { db, regionCode, regionName, clock } = c.get('services')
    const viewpoint = { regionCode, asOf: movement.effectiveOn, asKnownAt: null }
    const person = await particularsOn(db, viewpoint, movement.personId)
    if (person === null) return notFoundPage(c)
    const adjustments = paper === 'funding-change' ? await adjustmentsFor(c, movement.id) : []
    const names = await organizationNames(db, regionCode, [
      movement.fromOrganizationId,
      movement.toOrganizationId,
      ...adjustments.map(({ adjustment }) => adjustment.organizationId),
    ])
    await recordAudit(db, actingOf(c), {
      action: 'movement.print',
      subjectKind: 'movement',
      subjectId: movement.id,
      after: { paper },
    })
    return respond(
      c,
      {
        title: papers[paper],
        crumbs: [
          { title: '异动', href: '/movements' },
          { title: movement.number, href: `/movements/${movement.id}` },
        ],
      },
      <PaperSheet
        paper={paper}
        movement={movement}
        person={person}
        names={names}
        document={
          movement.documentId === null ? null : await findDocument(db, regionCode, movement.documentId)
        }
        signatures={life.signatures}
        adjustments={adjustments}
        regionName={regionName}
        issuedOn={clock.today()}
      />,
    )
  })

  return routes
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
