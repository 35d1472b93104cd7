import { messageOf } from '../../views/messages.ts'
import { EntryGroundChoices } from '../../views/movement/entry-grounds.tsx'
import { MovementForm, PayFields } from '../../views/movement/movement-form.tsx'
import { MovementKinds } from '../../views/movement/movement-kinds.tsx'
import { MovementReview } from '../../views/movement/movement-review.tsx'
import { establishmentKindName, isEstablishmentKind } from '../establishment/establishment-kind.ts'
import { tightestOf, vacancies } from '../establishment/vacancy.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { bodyOf, isId, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { type IsoDate, parseDate } from '../kernel/dates.ts'
import { readIdentityNumber } from '../kernel/identity-number.ts'
import type { Problem } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { assignmentsOf } from '../staffing/assignment.store.ts'
import { assignmentOn } from '../staffing/assignment.ts'
import { particularsOn, personByIdentity } from '../staffing/person.store.ts'
import { positionAheadOf } from '../staffing/position-ahead.store.ts'
import { draftMovement, previewMovement } from './draft-movement.ts'
import { loadEntryGrounds, unitTyped } from './load-entry-grounds.ts'
import { loadMovement } from './load-movement.ts'
import { movementOf } from './movement.store.ts'
import type { Movement } from './movement.ts'
import { fieldsOfMovement } from './movement-again.ts'
import { readMovementForm } from './movement-form.ts'
import { type Direction, isMovementKind, type MovementKind, movementRule } from './movement-kind.ts'
import { payChoices } from './pay-choice.store.ts'
import type { PayChoice } from './pay-choice.ts'
import { isEnded } from './signature.ts'

/** 办理异动: which kind, the form, 请核对, and what is asked while typing. */
export function movementFormRoutes() {
  const routes = newRoutes()

  routes.get('/movements/new', permit('movement.draft'), async (c) => {
    const { kind = '', personId = '', effectiveOn = '', place = '' } = c.req.query()
    const person = personId === '' ? null : await knownPerson(c, personId)
    if (personId !== '' && person === null) return notFoundPage(c)
    if (isMovementKind(kind)) {
      const on = parseDate(effectiveOn)
      const begun = {
        ...(person === null ? {} : { personId: person.id }),
        ...(on === null ? {} : { effectiveOn: on }),
        // 办理延期 of a secondment begins with where the person is lent.
        ...(place === '' ? {} : { place: place.slice(0, 100) }),
        ...(kind === 'retirement' ? { reason: '达到法定退休年龄' } : {}),
      }
      return formPage(c, { kind, ...begun }, [])
    }
    const inside: Direction[] = ['out', 'within', 'around']
    const offered: Direction[] = person !== null && person.place !== null ? inside : ['in']
    return respond(
      c,
      { title: '办理异动', crumbs: [{ title: '异动', href: '/movements' }] },
      <MovementKinds person={person} offered={offered} link={linkOf(c)} />,
    )
  })

  /** 返回修改: the same form with everything typed. */
  routes.post('/movements/form', permit('movement.draft'), async (c) => formPage(c, await typedOf(c), []))

  routes.post('/movements/review', permit('movement.draft'), async (c) => {
    const { db, cipher } = c.get('services')
    const acting = actingOf(c)
    const typed = await typedOf(c)
    const draft = await readMovementForm(db, cipher, acting, typed)
    if (!draft.done) return formPage(c, typed, draft.problems)
    const preview = await previewMovement(db, cipher, acting, draft.value)
    if (!preview.done) return formPage(c, typed, preview.problems)
    const { movement, foreseen } = preview.value
    const names = await organizationNames(db, acting.regionCode, [
      movement.fromOrganizationId,
      movement.toOrganizationId,
      ...[...foreseen.after, ...foreseen.seats].map(({ organizationId }) => organizationId),
      ...[...foreseen.differences, ...foreseen.wholeYear.differences].map(
        (line) => line.payingOrganizationId,
      ),
    ])
    const person = await knownPerson(c, movement.personId)
    return respond(
      c,
      {
        title: '请核对',
        crumbs: [{ title: '异动', href: '/movements' }, { title: movementRule(draft.value.kind).label }],
      },
      <MovementReview
        movement={movement}
        personName={person?.name ?? typed.name ?? ''}
        foreseen={foreseen}
        names={names}
        mayReadPay={c.get('permissions').has('pay.read')}
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/movements', permit('movement.draft'), async (c) => {
    const { db, cipher } = c.get('services')
    const typed = await typedOf(c)
    const draft = await readMovementForm(db, cipher, actingOf(c), typed)
    if (!draft.done) return formPage(c, typed, draft.problems)
    const drafted = await draftMovement(db, cipher, actingOf(c), draft.value)
    if (!drafted.done) return formPage(c, typed, drafted.problems)
    return c.redirect(`/movements/${drafted.value.id}`, 303)
  })

  routes.get('/movements/:id/correction', permit('movement.draft'), async (c) => {
    const loaded = await loadMovement(c, c.req.param('id'))
    if (loaded === null || !loaded.life.effective || loaded.life.corrected) return notFoundPage(c)
    const { movement } = loaded
    const takesBack = c.req.query('takesBack') === 'yes'
    const document = takesBack ? null : await documentOf(c, movement)
    const fields = fieldsOfMovement(movement, { names: await namesIn(c, movement), document })
    return formPage(c, { ...fields, correctsId: movement.id, ...(takesBack ? { takesBack: 'yes' } : {}) }, [])
  })

  /** 修改后重新登记: what was returned or withdrawn, as a form filled with it. */
  routes.get('/movements/:id/amendment', permit('movement.draft'), async (c) => {
    const loaded = await loadMovement(c, c.req.param('id'))
    if (loaded === null || !isEnded(loaded.life)) return notFoundPage(c)
    const { movement } = loaded
    const document = await documentOf(c, movement)
    const fields = fieldsOfMovement(movement, { names: await namesIn(c, movement), document })
    const { reason, correctsId, particulars } = movement
    return formPage(
      c,
      {
        ...fields,
        reason,
        amendsId: movement.id,
        ...(correctsId === null ? {} : { correctsId }),
        ...(particulars.takesBack === true ? { takesBack: 'yes' } : {}),
      },
      [],
    )
  })

  /** On leaving the field: is it one, and is it free? The answer is the message, nothing more. */
  routes.post('/movements/checks/identity', permit('movement.draft'), async (c) => {
    const { db, cipher, regionCode } = c.get('services')
    const { identityNumber = '', name = '' } = await typedOf(c)
    if (identityNumber.trim() === '') return c.html('')
    const read = readIdentityNumber(identityNumber, 'identityNumber')
    if (!read.done) return c.html(<>{read.problems.map(messageOf).join(' ')}</>)
    const known = await personByIdentity(db, regionCode, cipher.hash(read.value.number))
    if (known === null) {
      const { bornOn, sex } = read.value
      return c.html(<span class="note">{`${bornOn} 出生，${sex === '1' ? '男' : '女'}。`}</span>)
    }
    const person = await knownPerson(c, known)
    if (person !== null && person.name === name.trim()) {
      return c.html(<span class="note">该人员已登记，本次接续原登记。</span>)
    }
    return c.html(<>{messageOf({ code: 'identity-number-taken', field: 'identityNumber' })}</>)
  })

  routes.get('/movements/checks/vacancy', permit('movement.draft'), async (c) => {
    const { toOrganization = '', toEstablishmentKind: kind = '', effectiveOn = '' } = c.req.query()
    const on = parseDate(effectiveOn)
    if (toOrganization.trim() === '' || !isEstablishmentKind(kind) || on === null) return c.html('')
    const organization = await unitTyped(c, toOrganization, on)
    if (organization === null) return c.html('')
    const { db, regionCode } = c.get('services')
    const [opening, ...later] = await positionAheadOf(db, regionCode, {
      on,
      position: { organizationId: organization.organizationId, establishmentKind: kind },
    })
    const tightest = tightestOf([opening, ...later])
    const free = vacancies(tightest)
    return c.html(
      <span class={free > 0 ? 'note' : 'message'}>
        {`${organization.name}${establishmentKindName(kind)}：核定 ${opening.approved}，实有 ${opening.occupied}，`}
        {`已批未用 ${opening.reserved}，空缺 ${vacancies(opening)}。`}
        {tightest.on === opening.on ? '' : `${tightest.on} 起空缺 ${free}。`}
        {free > 0 ? '' : '没有空编，需使用已核准的用编申请、超编进人特批，或先调整核定编制。'}
      </span>,
    )
  })

  routes.get('/movements/entry-grounds', permit('movement.draft'), async (c) => {
    const typed = c.req.query()
    const on = parseDate(typed.effectiveOn ?? '') ?? c.get('services').clock.today()
    const grounds = await loadEntryGrounds(c, typed, on)
    return c.html(<EntryGroundChoices typed={typed} problems={[]} grounds={grounds} />)
  })

  routes.get('/movements/pay-fields', permit('movement.draft'), async (c) => {
    const { kind = '', toEstablishmentKind = '', effectiveOn = '' } = c.req.query()
    if (!isMovementKind(kind)) return notFoundPage(c)
    const on = parseDate(effectiveOn) ?? c.get('services').clock.today()
    return c.html(
      <PayFields typed={{}} choices={await payChoicesFor(c, toEstablishmentKind, on)} kind={kind} />,
    )
  })

  return routes
}

async function documentOf(c: Request, { documentId }: Movement) {
  const { db, regionCode } = c.get('services')
  return documentId === null ? null : findDocument(db, regionCode, documentId)
}

function namesIn(c: Request, { toOrganizationId, particulars }: Movement): Promise<Map<string, string>> {
  const { db, regionCode } = c.get('services')
  return organizationNames(db, regionCode, [toOrganizationId, particulars.duty?.divisionId ?? null])
}

async function typedOf(c: Request): Promise<Typed> {
  const body = await bodyOf(c)
  const texts = Object.entries(body).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== 'csrf' ? [[name, value]] : [],
  )
  return Object.fromEntries(texts)
}

/** The form with what was typed: 200 as it begins, 422 with its problems. */
async function formPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  const kind = typed.kind ?? ''
  if (!isMovementKind(kind)) return notFoundPage(c)
  const { db, regionCode, clock } = c.get('services')
  const on = parseDate(typed.effectiveOn ?? '') ?? clock.today()
  const person = typed.personId === undefined ? null : await knownPerson(c, typed.personId)
  if (typed.personId !== undefined && person === null) return notFoundPage(c)
  const named = (id = '') => (isId(id) ? movementOf(db, regionCode, id) : null)
  const [corrected, amended] = [await named(typed.correctsId), await named(typed.amendsId)]
  const payKind = typed.toEstablishmentKind ?? person?.establishmentKind ?? ''
  return respond(
    c,
    { title: formTitle(kind, typed), crumbs: [{ title: '异动', href: '/movements' }] },
    <MovementForm
      kind={kind}
      typed={typed}
      problems={problems}
      person={person}
      corrects={corrected?.number ?? null}
      amends={amended?.number ?? null}
      grounds={await loadEntryGrounds(c, typed, on)}
      payChoices={await payChoicesFor(c, payKind, on)}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

function formTitle(kind: MovementKind, typed: Typed): string {
  const { label } = movementRule(kind)
  if (typed.takesBack === 'yes') return `冲销${label}`
  return typed.correctsId === undefined ? label : `更正${label}`
}

type KnownPerson = {
  id: string
  name: string
  identityMasked: string
  place: string | null
  establishmentKind: string | null
}

/** Somebody the registry knows and the user may see; who has no place is seen by everybody who may draft. */
async function knownPerson(c: Request, personId: string): Promise<KnownPerson | null> {
  if (!isId(personId)) return null
  const { db, regionCode, clock } = c.get('services')
  const viewpoint = { regionCode, asOf: clock.today(), asKnownAt: null }
  const particulars = await particularsOn(db, viewpoint, personId)
  if (particulars === null) return null
  const held = assignmentOn(await assignmentsOf(db, regionCode, personId, null), viewpoint.asOf)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  if (held !== null && !mayBeSeen(visible, held.organizationId)) return null
  const names = await organizationNames(db, regionCode, [held?.organizationId ?? null])
  const { name, identityMasked } = particulars
  const place =
    held === null
      ? null
      : `${names.get(held.organizationId) ?? ''}（${establishmentKindName(held.establishmentKind)}）`
  return { id: personId, name, identityMasked, place, establishmentKind: held?.establishmentKind ?? null }
}

async function payChoicesFor(c: Request, establishmentKind: string, on: IsoDate): Promise<PayChoice[]> {
  if (!isEstablishmentKind(establishmentKind)) return []
  const { db, regionCode } = c.get('services')
  return payChoices(db, regionCode, { establishmentKind, on })
}
