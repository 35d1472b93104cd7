import { z } from 'zod'
import { Desk } from '../../views/desk/desk.tsx'
import { Search } from '../../views/desk/search.tsx'
import { openAdjustments } from '../budget/adjustment.store.ts'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { optionalText, readForm } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { searchDocuments } from '../movement/document-list.store.ts'
import { documentReader } from '../movement/load-document.ts'
import { loadReforms } from '../movement/load-reform.ts'
import { movementList } from '../movement/movement-list.store.ts'
import { ageingOn } from '../movement/retirement-due.store.ts'
import { latestBirthDue, retirementsDue } from '../movement/retirement-due.ts'
import { secondmentEnds } from '../movement/secondment-due.store.ts'
import { latestEndReminded, secondmentsDue } from '../movement/secondment-due.ts'
import { checkSignature } from '../movement/signature.ts'
import { organizationsOn, subtreeOf } from '../organization/organization.store.ts'
import { searchOrganizations } from '../organization/organization-search.store.ts'
import { visibleTo } from '../organization/scope.ts'
import { establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { establishmentTable } from '../staffing/establishment-table.ts'
import { applicationsOf } from '../staffing/person-application.store.ts'
import { applicationState } from '../staffing/person-application.ts'
import { looksLikeIdentityNumber } from '../staffing/roster-query.ts'
import { type DeskContent, overEstablished } from './desk.ts'
import { loadVacancyDesk } from './load-vacancy-desk.ts'
import { searchPeople } from './person-search.store.ts'
import { onTheirWay, waitingFor } from './waiting.ts'

/** More than a hand can sign in a day; the list behind it has them all. */
const shownAtOnce = 20

const longestText = 50

const searchForm = z.object({ q: optionalText(longestText) })

/** 工作台 and the search that stands on every page. */
export function deskRoutes() {
  const routes = newRoutes()

  routes.get('/', permit('desk.read'), async (c) => {
    const [tray, staffing, retirements, secondments, adjustments, reforms, applications, vacancy] =
      await Promise.all([
        trayOf(c),
        staffingOf(c),
        retirementsOf(c),
        secondmentsOf(c),
        adjustmentsOf(c),
        reformsOf(c),
        applicationsWaiting(c),
        loadVacancyDesk(c),
      ])
    return respond(
      c,
      { title: '工作台', dated: c.get('permissions').has('establishment.read') },
      <Desk
        tray={tray}
        staffing={staffing}
        retirements={retirements}
        secondments={secondments}
        adjustments={adjustments}
        reforms={reforms}
        applications={applications}
        vacancy={vacancy}
        permissions={c.get('permissions')}
        link={linkOf(c)}
      />,
    )
  })

  // An identity number goes from the field to the record and never into an address, where logs would keep it.
  routes.post('/search', permit('desk.read'), async (c) => {
    const { typed } = await readForm(c, searchForm)
    const text = (typed.q ?? '').trim().slice(0, longestText)
    const link = linkOf(c)
    if (!looksLikeIdentityNumber(text)) return c.redirect(link('/search', { q: text }), 303)
    const [person] = c.get('permissions').has('person.read') ? await peopleBy(c, text) : []
    return c.redirect(
      person ? link(`/people/${person.personId}`) : link('/search', { unknown: 'identity' }),
      303,
    )
  })

  routes.get('/search', permit('desk.read'), async (c) => {
    const text = (c.req.query('q') ?? '').trim().slice(0, longestText)
    const unknownIdentity = c.req.query('unknown') === 'identity'
    return respond(
      c,
      { title: '搜索', crumbs: [{ title: '工作台', href: '/' }], dated: true },
      <Search
        text={text}
        unknownIdentity={unknownIdentity}
        found={text === '' || looksLikeIdentityNumber(text) ? null : await foundBy(c, text)}
        link={linkOf(c)}
      />,
    )
  })

  return routes
}

async function trayOf(c: Request): Promise<DeskContent['tray']> {
  if (!c.get('permissions').has('movement.read')) return null
  const acting = actingOf(c)
  const { db, clock } = c.get('services')
  const viewpoint = { ...viewpointOf(c), asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const { rows } = await movementList(db, viewpoint, {
    state: 'open',
    organizationIds: visible === null ? undefined : [...visible],
  })
  return { mine: waitingFor(rows, acting, clock.today()), away: onTheirWay(rows, acting, clock.today()) }
}

/** The district, or the user's own unit, in one line a kind; and the units over their establishment. */
async function staffingOf(c: Request): Promise<DeskContent['staffing']> {
  if (!c.get('permissions').has('establishment.read')) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const [nodes, rows] = await Promise.all([
    organizationsOn(db, viewpoint),
    establishmentTableOn(db, viewpoint),
  ])
  const { scopeOrganizationId } = actingOf(c)
  const root = nodes.find(({ organizationId, kind }) =>
    scopeOrganizationId === null ? kind === 'region' : organizationId === scopeOrganizationId,
  )
  if (root === undefined) return null
  const { total, kinds } = establishmentTable(rows, nodes, root.organizationId)
  const below = root.kind === 'region' ? null : new Set(await subtreeOf(db, viewpoint, root.organizationId))
  const names = new Map(
    nodes
      .filter(({ kind, organizationId }) => kind !== 'region' && (below?.has(organizationId) ?? true))
      .map(({ organizationId, name }) => [organizationId, name]),
  )
  return {
    name: root.name,
    all: total.all,
    byKind: total.byKind,
    kinds,
    over: overEstablished(rows, names).slice(0, shownAtOnce),
  }
}

/** Counted as the list /retirements shows them when it is opened. */
async function retirementsOf(c: Request): Promise<DeskContent['retirements']> {
  if (!c.get('permissions').has('person.read')) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const horizon = { asOf: viewpoint.asOf, months: 12 }
  const ageing = await ageingOn(db, viewpoint, {
    organizationIds: visible === null ? undefined : [...visible],
    bornBy: latestBirthDue(horizon),
  })
  const due = retirementsDue(ageing, horizon)
  const overdue = due.filter((person) => person.overdue && person.endsOn === null)
  return { due: due.length, overdue: overdue.length }
}

async function secondmentsOf(c: Request): Promise<DeskContent['secondments']> {
  if (!c.get('permissions').has('person.read')) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const ends = await secondmentEnds(db, viewpoint, {
    organizationIds: visible === null ? undefined : [...visible],
    until: latestEndReminded(viewpoint.asOf),
  })
  return secondmentsDue(ends, viewpoint.asOf)
}

async function adjustmentsOf(c: Request): Promise<number | null> {
  if (!c.get('permissions').has('budget.approve')) return null
  return openAdjustments(c.get('services').db, viewpointOf(c))
}

async function reformsOf(c: Request): Promise<number | null> {
  if (!c.get('permissions').has('organization.sign')) return null
  const acting = actingOf(c)
  const asked = { decision: 'agree', words: '' } as const
  const reforms = await loadReforms(c)
  return reforms.filter(({ life }) => checkSignature(life, acting, asked) === null).length
}

async function applicationsWaiting(c: Request): Promise<number | null> {
  if (!c.get('permissions').has('person.apply')) return null
  const { db } = c.get('services')
  const visible = await visibleTo(db, actingOf(c), viewpointOf(c))
  const applications = await applicationsOf(db, viewpointOf(c), visible === null ? null : [...visible])
  return applications.filter((application) => applicationState(application) === 'waiting').length
}

async function foundBy(c: Request, text: string) {
  const { db } = c.get('services')
  const permissions = c.get('permissions')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const [people, organizations, documents] = await Promise.all([
    permissions.has('person.read') ? peopleBy(c, text) : [],
    permissions.has('organization.read')
      ? searchOrganizations(db, viewpoint, {
          text,
          organizationIds: visible === null ? null : [...visible],
          most: shownAtOnce,
        })
      : [],
    permissions.has('organization.read')
      ? searchDocuments(db, viewpoint, { reader: await documentReader(c), text, most: shownAtOnce })
      : [],
  ])
  return { people, organizations, documents }
}

async function peopleBy(c: Request, text: string) {
  const { db, cipher } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  return searchPeople(db, viewpoint, {
    text,
    identityHash: looksLikeIdentityNumber(text) ? cipher.hash(text.replace(/\s/g, '').toUpperCase()) : null,
    organizationIds: visible === null ? null : [...visible],
    most: shownAtOnce,
  })
}
