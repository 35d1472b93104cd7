import { ReformAllocation } from '../../views/movement/reform-allocation.tsx'
import { ReformForm } from '../../views/movement/reform-form.tsx'
import { ReformReview } from '../../views/movement/reform-review.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import type { Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { transferPage } from './batch-transfer.routes.tsx'
import { draftReform, foreseeReform, type ReformDraft } from './draft-reform.ts'
import { loadReform } from './load-reform.ts'
import { loadNamedUnits, loadReformGround } from './load-reform-form.ts'
import { checkPlan, presentIds } from './reform.ts'
import { fieldsOfReform } from './reform-again.ts'
import type { ReformEffect } from './reform-effect.ts'
import { frameOfForm, isOfFirstPage, planOfForm, type ReformFrame } from './reform-form.ts'
import type { ReformGround } from './reform-ground.ts'
import type { NamedUnits } from './reform-places.ts'
import { isEnded } from './signature.ts'

const crumbs = [{ title: '机构改革', href: '/reforms' }]

/** 合并、分设: which units, then who goes where with what, then 请核对, then handed in. */
export function reformFormRoutes() {
  const routes = newRoutes()

  routes.get('/reforms/new', permit('organization.write'), (c) => {
    const kind = c.req.query('kind') === 'split' ? 'split' : 'merger'
    return firstPage(c, { kind }, [])
  })

  /** 修改后重新提交: what was returned or withdrawn, as a form filled with it. */
  routes.get('/reforms/:id/amendment', permit('organization.write'), async (c) => {
    const loaded = await loadReform(c, c.req.param('id'))
    if (loaded === null || !isEnded(loaded.life)) return notFoundPage(c)
    const { reform } = loaded
    const { db, regionCode } = c.get('services')
    const names = await organizationNames(db, regionCode, presentIds(reform.plan))
    const document = await findDocument(db, regionCode, reform.documentId)
    const typed = { ...fieldsOfReform(reform, { names, document }), amendsId: reform.id }
    return reform.kind === 'transfer' ? transferPage(c, typed, []) : firstPage(c, typed, [])
  })

  routes.post('/reforms/form', permit('organization.write'), async (c) => firstPage(c, await typedOf(c), []))

  routes.post('/reforms/allocation', permit('organization.write'), async (c) => {
    const typed = await typedOf(c)
    const first = await readFirstPage(c, typed)
    if (!first.done) return firstPage(c, typed, first.problems)
    return secondPage(c, { typed, ...first.value }, [])
  })

  routes.post('/reforms/review', permit('organization.write'), async (c) => {
    const typed = await typedOf(c)
    const read = await readDraft(c, typed)
    if (!read.done) return read.answer
    const { db } = c.get('services')
    const foreseen = await foreseeReform(db, actingOf(c), { ...read.draft, acknowledged: true })
    if (!foreseen.done) return refusedPage(c, typed, read, foreseen.problems)
    const { reform, effect } = foreseen.value
    return reviewPage(c, {
      typed,
      reform,
      effect,
      names: await namesOf(c, read.units, effect),
      problems: [],
    })
  })

  routes.post('/reforms', permit('organization.write'), async (c) => {
    const typed = await typedOf(c)
    const read = await readDraft(c, typed)
    if (!read.done) return read.answer
    const { db } = c.get('services')
    const drafted = await draftReform(db, actingOf(c), read.draft)
    if (drafted.done) return c.redirect(`/reforms/${drafted.value.id}`, 303)
    if (drafted.problems.every(({ code }) => code === 'not-acknowledged')) {
      const foreseen = await foreseeReform(db, actingOf(c), { ...read.draft, acknowledged: true })
      if (foreseen.done) {
        const names = await namesOf(c, read.units, foreseen.value.effect)
        return reviewPage(c, { typed, ...foreseen.value, names, problems: drafted.problems })
      }
    }
    return refusedPage(c, typed, read, drafted.problems)
  })

  return routes
}

type FirstPage = { frame: ReformFrame; units: NamedUnits; ground: ReformGround }
type Read =
  | ({ done: true; draft: ReformDraft } & FirstPage)
  | { done: false; answer: Response | Promise<Response> }

async function typedOf(c: Request): Promise<Typed> {
  const typed: Typed = {}
  for (const [name, value] of Object.entries(await c.req.parseBody())) {
    if (typeof value === 'string') typed[name] = value
  }
  return typed
}

async function readFirstPage(c: Request, typed: Typed): Promise<Outcome<FirstPage>> {
  const frame = frameOfForm(typed)
  const units = await loadNamedUnits(c, typed)
  if (!frame.done || !units.done) {
    return refused(...(frame.done ? [] : frame.problems), ...(units.done ? [] : units.problems))
  }
  const bare = planOfForm({ ...typed, ...heirsOf(units.value) }, units.value, { personIds: [], childIds: [] })
  const problems = bare.done ? checkPlan(frame.value.kind, bare.value) : []
  if (problems.length > 0) return refused(...problems)
  const ground = await loadReformGround(c, { units: units.value, on: frame.value.effectiveOn })
  return done({ frame: frame.value, units: units.value, ground })
}

/** Only so that the units can be looked at before the second page has asked for the heirs. */
function heirsOf({ predecessors, founded, existing }: NamedUnits): Typed {
  const key = founded[0]?.key ?? existing[0]?.key ?? ''
  return Object.fromEntries(predecessors.map(({ place }) => [`heir${place}`, key]))
}

async function readDraft(c: Request, typed: Typed): Promise<Read> {
  const first = await readFirstPage(c, typed)
  if (!first.done) return { done: false, answer: firstPage(c, typed, first.problems) }
  const { frame, units, ground } = first.value
  const plan = planOfForm(typed, units, {
    personIds: ground.people.map(({ personId }) => personId),
    childIds: ground.children.map(({ organizationId }) => organizationId),
  })
  if (!plan.done) return { done: false, answer: secondPage(c, { typed, units, ground }, plan.problems) }
  return { done: true, draft: { ...frame, plan: plan.value }, ...first.value }
}

function refusedPage(
  c: Request,
  typed: Typed,
  { units, ground }: { units: NamedUnits; ground: ReformGround },
  problems: readonly Problem[],
) {
  return problems.some(isOfFirstPage)
    ? firstPage(c, typed, problems)
    : secondPage(c, { typed, units, ground }, problems)
}

function firstPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '办理合并、分设', crumbs },
    <ReformForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

function secondPage(
  c: Request,
  asked: { typed: Typed; units: NamedUnits; ground: ReformGround },
  problems: readonly Problem[],
) {
  return respond(
    c,
    { title: '划转编制和人员', crumbs },
    <ReformAllocation {...asked} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

type Review = Omit<Parameters<typeof ReformReview>[0], 'csrfToken' | 'mayReadPay' | 'link'>

function reviewPage(c: Request, review: Review) {
  return respond(
    c,
    { title: '请核对', crumbs },
    <ReformReview
      {...review}
      mayReadPay={c.get('permissions').has('pay.read')}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    review.problems.length === 0 ? 200 : 422,
  )
}

/** Of every unit on the page; those still to be set up have no name in the registry yet. */
async function namesOf(c: Request, units: NamedUnits, effect: ReformEffect): Promise<Map<string, string>> {
  const { db, regionCode } = c.get('services')
  const known = await organizationNames(db, regionCode, [
    ...[...units.predecessors, ...units.existing].map(({ organizationId }) => organizationId),
    ...effect.differences.map(({ payingOrganizationId }) => payingOrganizationId),
  ])
  return new Map([
    ...known,
    ...units.founded.map(({ organizationId, name }) => [organizationId, name] as const),
  ])
}
