import { messageOf } from '../../views/messages.ts'
import {
  MovementRecord,
  type MovementRecordProps,
  movementTitle,
} from '../../views/movement/movement-record.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import type { Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import type { Problem } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { previewEffect } from './draft-movement.ts'
import { type LoadedMovement, loadMovement, visibleMovement } from './load-movement.ts'
import { loadRanksHeld } from './load-ranks-held.ts'
import { loadSeatHeld } from './load-seat-held.ts'
import { amendmentOf, correctionOf, movementOf } from './movement.store.ts'
import { signMovement } from './sign-movement.ts'
import { checkSignature, isEnded, nextStep } from './signature.ts'
import { readSignature } from './signature-form.ts'

/** One movement with its chain: its record, signing, returning and withdrawing. */
export function signatureRoutes() {
  const routes = newRoutes()

  routes.get('/movements/:id', permit('movement.read'), async (c) => {
    const loaded = await loadMovement(c, c.req.param('id'))
    return loaded === null ? notFoundPage(c) : recordPage(c, loaded, {}, [])
  })

  routes.post('/movements/:id/signatures', permit('movement.sign'), async (c) => {
    const movement = await visibleMovement(c, c.req.param('id'))
    if (movement === null) return notFoundPage(c)
    const { typed, outcome } = await readSignature(c)
    if (!outcome.done) return refusalPage(c, movement.id, typed, outcome.problems)
    const signed = await signMovement(c.get('services').db, actingOf(c), movement.id, outcome.value)
    if (!signed.done) return refusalPage(c, movement.id, typed, signed.problems)
    return c.redirect(`/movements/${movement.id}`, 303)
  })

  routes.post('/movements/:id/withdrawal', permit('movement.draft'), async (c) => {
    const movement = await visibleMovement(c, c.req.param('id'))
    if (movement === null) return notFoundPage(c)
    const { db } = c.get('services')
    const decision = { decision: 'withdraw', words: '' } as const
    const signed = await signMovement(db, actingOf(c), movement.id, decision)
    if (!signed.done) return refusalPage(c, movement.id, {}, signed.problems)
    return c.redirect(`/movements/${movement.id}`, 303)
  })

  return routes
}

/** The record as it is after the refusal: somebody else may have signed meanwhile. */
async function refusalPage(c: Request, movementId: string, typed: Typed, problems: readonly Problem[]) {
  const loaded = await loadMovement(c, movementId)
  return loaded === null ? notFoundPage(c) : recordPage(c, loaded, typed, problems)
}

async function recordPage(c: Request, loaded: LoadedMovement, typed: Typed, problems: readonly Problem[]) {
  const { movement, life, personName } = loaded
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const permissions = c.get('permissions')
  const open = nextStep(life) !== null
  const preview = open ? await previewEffect(db, acting, movement) : null
  const foreseen = preview?.done ? preview.value : null
  const [document, corrects, correctedBy, amendedBy, seatHeld, ranksHeld, names] = await Promise.all([
    movement.documentId === null ? null : findDocument(db, regionCode, movement.documentId),
    movement.correctsId === null ? null : movementOf(db, regionCode, movement.correctsId),
    correctionOf(db, regionCode, movement.id),
    amendmentOf(db, regionCode, movement),
    loadSeatHeld(db, regionCode, loaded),
    loadRanksHeld(db, regionCode, loaded),
    organizationNames(db, regionCode, [
      movement.fromOrganizationId,
      movement.toOrganizationId,
      ...[...(foreseen?.after ?? []), ...(foreseen?.seats ?? [])].map(({ organizationId }) => organizationId),
      ...(foreseen?.differences ?? []).map(({ payingOrganizationId }) => payingOrganizationId),
    ]),
  ])
  const asked = { decision: 'agree', words: '同意' } as const
  const props: MovementRecordProps = {
    movement,
    personName,
    life,
    document,
    names,
    corrects,
    correctedBy,
    amendedBy,
    foreseen,
    foreseenProblems: preview !== null && !preview.done ? preview.problems.map(messageOf) : [],
    seatHeld,
    ranksHeld,
    maySign: open && permissions.has('movement.sign') && checkSignature(life, acting, asked) === null,
    mayWithdraw: open && movement.recordedBy === acting.userId,
    mayCorrect: life.effective && !life.corrected && permissions.has('movement.draft'),
    mayAmend: isEnded(life) && amendedBy === null && permissions.has('movement.draft'),
    mayReadPay: permissions.has('pay.read'),
    typed,
    problems,
    csrfToken: c.get('csrfToken'),
    link: linkOf(c),
  }
  return respond(
    c,
    { title: movementTitle(movement, personName), crumbs: [{ title: '异动', href: '/movements' }] },
    <MovementRecord {...props} />,
    problems.length === 0 ? 200 : 422,
  )
}
