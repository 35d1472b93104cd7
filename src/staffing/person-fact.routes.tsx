import { z } from 'zod'
import { PersonFactForm } from '../../views/staffing/person-fact-form.tsx'
import { PersonFacts } from '../../views/staffing/person-facts.tsx'
import { PersonRecord } from '../../views/staffing/person-head.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId, readForm, requiredText, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { recordLimitedAct } from '../identity/record-limited-act.ts'
import { userNames } from '../identity/user.store.ts'
import { addDays } from '../kernel/dates.ts'
import type { Permission } from '../kernel/permission.ts'
import type { Problem } from '../kernel/problem.ts'
import { loadPerson } from './load-person.ts'
import type { LoadedPerson } from './person.ts'
import { personFactsOf, storedContact } from './person-fact.store.ts'
import {
  type FactAct,
  type FactKind,
  factActs,
  factInWords,
  factKinds,
  factRules,
  isContact,
  isFactKind,
  type PersonFact,
} from './person-fact.ts'
import { readFactForm, typedFact } from './person-fact-form.ts'
import { photoOf } from './photo.store.ts'
import { recordPersonFact } from './record-person-fact.ts'
import { revealLimit } from './reveal-limit.ts'
import { submitFactApplication } from './submit-fact-application.ts'

const kinds = Object.keys(factKinds) as FactKind[]

/**
 * Who records and who asks: the office's clerk what is the person's own, whoever works with pay the account it goes
 * to; a unit asks for everything but the account.
 */
const groups: { path: string; permission: Permission; kinds: readonly FactKind[]; asks: boolean }[] = [
  {
    path: 'facts',
    permission: 'person.write',
    kinds: kinds.filter((kind) => factRules[kind].write === 'person.write'),
    asks: false,
  },
  {
    path: 'accounts',
    permission: 'pay.write',
    kinds: kinds.filter((kind) => factRules[kind].write === 'pay.write'),
    asks: false,
  },
  {
    path: 'proposals',
    permission: 'person.apply',
    kinds: kinds.filter((kind) => factRules[kind].write === 'person.write'),
    asks: true,
  },
]

type Group = (typeof groups)[number]

/** 明细: a person's own facts listed, recorded, put right, taken back; a contact shown whole by a logged act. */
export function personFactRoutes() {
  const routes = newRoutes()

  routes.get('/people/:id/facts', permit('person.read'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    return person === null ? notFoundPage(c) : factsPage(c, person, nothingSaid)
  })

  routes.get('/people/:id/facts.xlsx', permit('person.read'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const facts = await readableFacts(c, person.personId)
    return workbookAnswer(c, {
      title: `${person.particulars.name}个人信息明细`,
      columns: [
        { title: '类别', width: 14 },
        { title: '日期', width: 12 },
        { title: '止', width: 12 },
        { title: '内容', width: 80 },
      ],
      rows: facts.map((fact) => [
        factKinds[fact.kind],
        fact.effectiveFrom,
        fact.effectiveTo === null ? '' : addDays(fact.effectiveTo, -1),
        factInWords(fact),
      ]),
      notes: [`共 ${facts.length} 条。`],
    })
  })

  for (const group of groups) addGroup(routes, group)
  addDisclosure(routes, 'facts', 'person.reveal')
  addDisclosure(routes, 'accounts', 'pay.reveal')
  return routes
}

type Routes = ReturnType<typeof newRoutes>

function addGroup(routes: Routes, group: Group): void {
  const { path, permission } = group
  const at = (act: FactAct) => `/people/:id/${path}/:factId/${act}`

  routes.get(`/people/:id/${path}/new`, permit(permission), async (c) => {
    const person = await loadPerson(c, c.req.param('id') ?? '')
    const kind = kindOf(group, c.req.query('kind'))
    if (person === null || kind === null) return notFoundPage(c)
    return formPage(c, person, { group, kind, act: 'addition', fact: null, typed: {}, problems: [] })
  })

  routes.post(`/people/:id/${path}`, permit(permission), async (c) => {
    const person = await loadPerson(c, c.req.param('id') ?? '')
    if (person === null) return notFoundPage(c)
    const { typed } = await readForm(c, z.object({}))
    const kind = kindOf(group, typed.kind)
    if (kind === null) return notFoundPage(c)
    return carriedOut(c, person, { group, kind, act: 'addition', fact: null, typed })
  })

  for (const act of ['correction', 'removal'] as const) {
    routes.get(at(act), permit(permission), async (c) => {
      const loaded = await loadFact(c, group)
      if (loaded === null) return notFoundPage(c)
      const { person, fact } = loaded
      const typed = act === 'correction' ? typedFact(fact) : {}
      return formPage(c, person, { group, kind: fact.kind, act, fact, typed, problems: [] })
    })

    routes.post(at(act), permit(permission), async (c) => {
      const loaded = await loadFact(c, group)
      if (loaded === null) return notFoundPage(c)
      const { typed } = await readForm(c, z.object({}))
      return carriedOut(c, loaded.person, { group, kind: loaded.fact.kind, act, fact: loaded.fact, typed })
    })
  }
}

function addDisclosure(routes: Routes, path: string, permission: Permission): void {
  routes.post(`/people/:id/${path}/:factId/disclosure`, permit(permission), async (c) => {
    const person = await loadPerson(c, c.req.param('id') ?? '')
    const factId = c.req.param('factId') ?? ''
    if (person === null) return notFoundPage(c)
    const fact = (await readableFacts(c, person.personId)).find(({ id }) => id === factId)
    if (fact === undefined || !isContact(fact.kind) || factRules[fact.kind].reveal !== permission) {
      return notFoundPage(c)
    }
    const { outcome } = await readForm(c, z.object({ reason: requiredText(100) }))
    const refusedWith = (problems: readonly Problem[]) =>
      factsPage(c, person, { revealed: null, refusedAt: factId, problems })
    if (!outcome.done) return refusedWith(outcome.problems)
    const { db, cipher, regionCode } = c.get('services')
    const stored = await storedContact(db, regionCode, factId)
    if (stored === null) return notFoundPage(c)
    const entry = {
      action: 'person.reveal',
      subjectKind: 'person',
      subjectId: person.personId,
      reason: outcome.value.reason,
      after: { shown: fact.kind },
    }
    const tooOften = await recordLimitedAct(db, actingOf(c), entry, revealLimit)
    if (tooOften !== null) return refusedWith([tooOften])
    const revealed = { factId, content: cipher.decrypt(stored.ciphertext) }
    return factsPage(c, person, { revealed, refusedAt: null, problems: [] })
  })
}

type Said = {
  revealed: { factId: string; content: string } | null
  refusedAt: string | null
  problems: readonly Problem[]
}

const nothingSaid: Said = { revealed: null, refusedAt: null, problems: [] }

export async function factsPage(c: Request, person: LoadedPerson, said: Said): Promise<Response> {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const permissions = c.get('permissions')
  const link = linkOf(c)
  const facts = await readableFacts(c, person.personId)
  return respond(
    c,
    {
      title: person.particulars.name,
      crumbs: [{ title: '花名册', href: '/people' }],
      dated: true,
      action: (
        <>
          <a class="plain" href={link(`/people/${person.personId}/facts.xlsx`)}>
            导出 .xlsx
          </a>
          <button type="button" class="plain" data-print>
            打印
          </button>
        </>
      ),
    },
    <PersonRecord
      person={person}
      tab="facts"
      asOf={viewpoint.asOf}
      mayReadPay={permissions.has('pay.read')}
      link={link}
    >
      <PersonFacts
        personId={person.personId}
        facts={facts}
        photo={await photoOf(db, viewpoint, person.personId)}
        recorders={
          await userNames(
            db,
            regionCode,
            facts.map(({ recordedBy }) => recordedBy),
          )
        }
        permissions={permissions}
        {...said}
        csrfToken={c.get('csrfToken')}
        link={link}
      />
    </PersonRecord>,
    said.problems.length === 0 ? 200 : 422,
  )
}

/** Of the kinds that the user may see. */
async function readableFacts(c: Request, personId: string): Promise<PersonFact[]> {
  const permissions = c.get('permissions')
  const facts = await personFactsOf(c.get('services').db, viewpointOf(c), personId, { superseded: false })
  return facts.filter(({ kind }) => permissions.has(factRules[kind].read))
}

function kindOf(group: Group, word: string | undefined): FactKind | null {
  return word !== undefined && isFactKind(word) && group.kinds.includes(word) ? word : null
}

async function loadFact(
  c: Request,
  group: Group,
): Promise<{ person: LoadedPerson; fact: PersonFact } | null> {
  const person = await loadPerson(c, c.req.param('id') ?? '')
  const factId = c.req.param('factId') ?? ''
  if (person === null || !isId(factId)) return null
  const { db, regionCode } = c.get('services')
  // What is put right is what is believed now, from wherever one looks.
  const facts = await personFactsOf(db, { regionCode, asKnownAt: null }, person.personId, {
    superseded: false,
  })
  const fact = facts.find(({ id }) => id === factId)
  return fact === undefined || !group.kinds.includes(fact.kind) ? null : { person, fact }
}

type Asked = { group: Group; kind: FactKind; act: FactAct; fact: PersonFact | null; typed: Typed }

async function carriedOut(c: Request, person: LoadedPerson, asked: Asked): Promise<Response> {
  const { group, kind, act, fact, typed } = asked
  const read = readFactForm(typed, kind, act)
  if (!read.done) return formPage(c, person, { ...asked, problems: read.problems })
  const { db, cipher } = c.get('services')
  const { draft, reason, document } = read.value
  const change = { kind, act, factId: fact?.id ?? null, draft, reason }
  if (group.asks) {
    const submitted = await submitFactApplication(db, cipher, actingOf(c), person, { ...change, document })
    if (!submitted.done) return formPage(c, person, { ...asked, problems: submitted.problems })
    return c.redirect(`/person-applications/${submitted.value}`, 303)
  }
  const paper = document === null ? null : { draft: document }
  const recorded = await recordPersonFact(db, cipher, actingOf(c), person.particulars, { ...change, paper })
  if (!recorded.done) return formPage(c, person, { ...asked, problems: recorded.problems })
  return c.redirect(linkOf(c)(`/people/${person.personId}/facts`), 303)
}

function formPage(
  c: Request,
  person: LoadedPerson,
  { group, kind, act, fact, typed, problems }: Asked & { problems: readonly Problem[] },
) {
  return respond(
    c,
    {
      title: `${group.asks ? '申报' : ''}${factActs[act]}${factKinds[kind]}`,
      crumbs: [
        { title: '花名册', href: '/people' },
        { title: person.particulars.name, href: `/people/${person.personId}/facts` },
      ],
    },
    <PersonFactForm
      personId={person.personId}
      path={group.path}
      kind={kind}
      act={act}
      fact={fact}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}
