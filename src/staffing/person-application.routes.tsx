import { z } from 'zod'
import { ApplicationForm, ApplicationPage } from '../../views/staffing/person-application.tsx'
import { ApplicationList, applicationColumns } from '../../views/staffing/person-application-list.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  isId,
  optionalDate,
  optionalText,
  readForm,
  requiredText,
  signingShape,
  type Typed,
} from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { readIdentityNumber } from '../kernel/identity-number.ts'
import type { Problem } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { maskContact } from './contact.ts'
import { decidePersonApplication } from './decide-person-application.ts'
import { loadPerson } from './load-person.ts'
import { namesOfPeople, particularsOn } from './person.store.ts'
import type { LoadedPerson } from './person.ts'
import { applicationCiphertext, applicationOf, applicationsOf } from './person-application.store.ts'
import { applicationState, checkApplicationDecision, type PersonApplication } from './person-application.ts'
import { personFactsOf } from './person-fact.store.ts'
import { isContact, isFactKind } from './person-fact.ts'
import { requestedFact } from './submit-fact-application.ts'
import { submitPersonApplication } from './submit-person-application.ts'

const crumbs = [{ title: '更正申请', href: '/person-applications' }]

const applicationShape = z.object({
  name: requiredText(50),
  identityNumber: optionalText(40),
  beganWorkOn: optionalDate(),
  changedOn: optionalDate(),
  reason: requiredText(200),
  ...documentShape,
})

const decisionShape = signingShape(['acceptance', 'return'])

/** 更正申请: a unit asks, the office's clerk accepts or returns. */
export function personApplicationRoutes() {
  const routes = newRoutes()

  routes.get('/person-applications', permit('person.apply'), async (c) => {
    const { columns, rows, ...asked } = await listed(c)
    const list = listOf(c, { columns, rows })
    return respondList(c, { title: '更正申请' }, list, <ApplicationList list={list} {...asked} />)
  })

  routes.get('/person-applications.xlsx', permit('person.apply'), async (c) =>
    workbookAnswer(c, sheetOfList(orderedAsAsked(c, await listed(c)), { title: '更正申请', counted: '件' })),
  )

  routes.get('/people/:id/application', permit('person.apply'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { name, beganWorkOn } = person.particulars
    return formPage(c, person, { name, beganWorkOn: beganWorkOn ?? '' }, [])
  })

  routes.post('/people/:id/application', permit('person.apply'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, applicationShape)
    if (!outcome.done) return formPage(c, person, typed, outcome.problems)
    const { file } = await c.req.parseBody()
    const given = file instanceof File && file.size > 0
    const { db, cipher } = c.get('services')
    const form = outcome.value
    const submitted = await submitPersonApplication(db, cipher, actingOf(c), person, {
      ...form,
      document: documentOfForm(form),
      file: given ? { fileName: file.name, content: Buffer.from(await file.arrayBuffer()) } : null,
    })
    if (!submitted.done) return formPage(c, person, typed, submitted.problems)
    return c.redirect(`/person-applications/${submitted.value}`, 303)
  })

  routes.get('/person-applications/:id', permit('person.apply'), async (c) => {
    const application = await loadApplication(c)
    return application === null ? notFoundPage(c) : applicationPage(c, application, {}, [])
  })

  routes.post('/person-applications/:id/decision', permit('person.write'), async (c) => {
    const application = await loadApplication(c)
    if (application === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, decisionShape)
    if (!outcome.done) return applicationPage(c, application, typed, outcome.problems)
    const { decision, words } = outcome.value
    return decided(c, application, typed, { decision, words: words ?? '' })
  })

  routes.post('/person-applications/:id/withdrawal', permit('person.apply'), async (c) => {
    const application = await loadApplication(c)
    if (application === null) return notFoundPage(c)
    return decided(c, application, {}, { decision: 'withdrawal', words: '' })
  })

  return routes
}

async function listed(c: Request) {
  const { db, regionCode } = c.get('services')
  const { organizationIds, typed: unit, hint } = await loadChosenUnits(c)
  const state = c.req.query('state') ?? ''
  const all = await applicationsOf(db, viewpointOf(c), organizationIds ?? null)
  const rows = all.filter((one) => state === '' || applicationState(one) === state)
  const [people, names] = await Promise.all([
    namesOfPeople(db, regionCode, {
      personIds: rows.map(({ personId }) => personId),
      on: actingOf(c).today,
    }),
    organizationNames(
      db,
      regionCode,
      rows.map(({ organizationId }) => organizationId),
    ),
  ])
  return {
    columns: applicationColumns({ people, names }, linkOf(c)),
    rows,
    asked: { unit, state },
    hint,
    waiting: all.filter((one) => applicationState(one) === 'waiting').length,
  }
}

async function decided(
  c: Request,
  application: PersonApplication,
  typed: Typed,
  asked: Parameters<typeof decidePersonApplication>[4],
) {
  const { db, cipher } = c.get('services')
  const { applicationId } = application
  const outcome = await decidePersonApplication(db, cipher, actingOf(c), applicationId, asked)
  if (!outcome.done) return applicationPage(c, application, typed, outcome.problems)
  return c.redirect(`/person-applications/${applicationId}`, 303)
}

/** Null when it is not there or not of the user's units. */
async function loadApplication(c: Request): Promise<PersonApplication | null> {
  const applicationId = c.req.param('id') ?? ''
  if (!isId(applicationId)) return null
  const { db, regionCode } = c.get('services')
  const application = await applicationOf(db, regionCode, applicationId)
  if (application === null) return null
  const visible = await visibleTo(db, actingOf(c), viewpointOf(c))
  return mayBeSeen(visible, application.organizationId) ? application : null
}

async function applicationPage(
  c: Request,
  application: PersonApplication,
  typed: Typed,
  problems: readonly Problem[],
) {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  // What stood there when the unit asked, even after the correction was made.
  const viewpoint = { regionCode, asOf: acting.today, asKnownAt: application.recordedAt }
  const may = (decision: 'acceptance' | 'withdrawal') =>
    checkApplicationDecision(application, acting, { decision, words: '' }) === null
  return respond(
    c,
    { title: application.number, crumbs },
    <ApplicationPage
      application={application}
      particulars={await particularsOn(db, viewpoint, application.personId)}
      document={
        application.documentId === null ? null : await findDocument(db, regionCode, application.documentId)
      }
      requested={await requestedOf(c, application)}
      told={await toldByNumber(c, application)}
      names={await organizationNames(db, regionCode, [application.organizationId])}
      mayDecide={c.get('permissions').has('person.write') && may('acceptance')}
      mayWithdraw={may('withdrawal')}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

/** Birth date and sex as the number asked for says, so that who decides sees what changes. */
async function toldByNumber(c: Request, { applicationId }: PersonApplication) {
  const { db, cipher, regionCode } = c.get('services')
  const ciphertext = await applicationCiphertext(db, regionCode, applicationId)
  if (ciphertext === null) return null
  const read = readIdentityNumber(cipher.decrypt(ciphertext), 'identityNumber')
  return read.done ? { bornOn: read.value.bornOn, sex: read.value.sex } : null
}

/** What is asked for of a person's own facts: a number never whole, whoever looks. */
async function requestedOf(
  c: Request,
  { applicationId, personId, factKind, factId, recordedAt }: PersonApplication,
) {
  if (factKind === null || !isFactKind(factKind)) return null
  const { db, cipher, regionCode } = c.get('services')
  const facts = await personFactsOf(db, { regionCode, asKnownAt: recordedAt }, personId, { superseded: true })
  const draft = await requestedFact(db, cipher, regionCode, applicationId)
  const content = draft?.values.content ?? null
  const masked =
    draft !== null && content !== null && isContact(factKind)
      ? { ...draft, values: { ...draft.values, content: maskContact(factKind, content) } }
      : draft
  return { fact: facts.find(({ id }) => id === factId) ?? null, draft: masked }
}

function formPage(c: Request, person: LoadedPerson, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: `申请更正：${person.particulars.name}`, crumbs },
    <ApplicationForm
      person={person}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}
