import { PersonDocuments } from '../../views/movement/person-documents.tsx'
import { PersonHistory } from '../../views/movement/person-history.tsx'
import { PersonRecord, type PersonTab } from '../../views/staffing/person-head.tsx'
import { newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { userNames } from '../identity/user.store.ts'
import { documentsByIds } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { loadPerson } from '../staffing/load-person.ts'
import { particularsHistory } from '../staffing/person.store.ts'
import type { LoadedPerson } from '../staffing/person.ts'
import { factActsOf, personFactsOf } from '../staffing/person-fact.store.ts'
import { type FactKind, factRules } from '../staffing/person-fact.ts'
import { photosRecorded } from '../staffing/photo.store.ts'
import { movementList } from './movement-list.store.ts'

/** 历史 and 文件 of a person: what the movements and the corrections say. */
export function personHistoryRoutes() {
  const routes = newRoutes()

  routes.get('/people/:id/history', permit('person.read'), async (c) => {
    const loaded = await loadHistory(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { db, regionCode } = c.get('services')
    const { person, movements, versions, acts, facts, photos, documents } = loaded
    const names = await organizationNames(
      db,
      regionCode,
      movements.flatMap(({ fromOrganizationId, toOrganizationId }) => [fromOrganizationId, toOrganizationId]),
    )
    const recorders = await userNames(
      db,
      regionCode,
      [...movements, ...versions, ...acts, ...photos, ...facts].map(({ recordedBy }) => recordedBy),
    )
    return recordPage(
      c,
      person,
      'history',
      <PersonHistory
        movements={movements}
        versions={versions}
        acts={acts}
        facts={facts}
        photos={photos}
        documents={documents}
        recorders={recorders}
        names={names}
        link={linkOf(c)}
      />,
    )
  })

  routes.get('/people/:id/documents', permit('person.read'), async (c) => {
    const loaded = await loadHistory(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { person, movements, documents } = loaded
    const listed = [...documents.values()]
      .sort((a, b) => (a.issuedOn < b.issuedOn ? 1 : -1))
      .map((document) => ({
        document,
        movement: movements.find(({ documentId }) => documentId === document.id) ?? null,
      }))
    return recordPage(c, person, 'documents', <PersonDocuments documents={listed} link={linkOf(c)} />)
  })

  return routes
}

async function loadHistory(c: Request, personId: string) {
  const person = await loadPerson(c, personId)
  if (person === null) return null
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const permissions = c.get('permissions')
  const [{ rows: movements }, versions, everyAct, everyFact, photos] = await Promise.all([
    movementList(db, viewpoint, { personId }),
    particularsHistory(db, viewpoint, personId),
    factActsOf(db, viewpoint, personId),
    personFactsOf(db, viewpoint, personId, { superseded: true }),
    photosRecorded(db, viewpoint, personId),
  ])
  const mayRead = ({ kind }: { kind: FactKind }) => permissions.has(factRules[kind].read)
  const acts = everyAct.filter(mayRead)
  const facts = everyFact.filter(mayRead)
  const ids = [...movements, ...versions, ...acts].flatMap(({ documentId }) => documentId ?? [])
  const documents = new Map(
    (await documentsByIds(db, regionCode, ids)).map((document) => [document.id, document]),
  )
  return { person, movements, versions, acts, facts, photos, documents }
}

function recordPage(
  c: Request,
  person: LoadedPerson,
  tab: PersonTab,
  content: Parameters<typeof respond>[2],
) {
  const link = linkOf(c)
  return respond(
    c,
    { title: person.particulars.name, crumbs: [{ title: '花名册', href: '/people' }], dated: true },
    <PersonRecord
      person={person}
      tab={tab}
      asOf={viewpointOf(c).asOf}
      mayReadPay={c.get('permissions').has('pay.read')}
      link={link}
    >
      {content}
    </PersonRecord>,
  )
}
