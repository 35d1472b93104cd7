import { OrganizationReview } from '../../views/organization/organization-form.tsx'
import { actingOf, type Request } from '../http/environment.ts'
import type { Typed } from '../http/form.ts'
import { respond } from '../http/respond.tsx'
import { parseDate } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from './choose-organization.ts'
import { type LoadedOrganization, loadOrganization } from './load-organization.ts'
import { organizationNames } from './organization.store.ts'
import { typedFacts } from './organization-form.ts'
import type { FactChange } from './organization-record.ts'
import type { OrganizationFacts } from './organization-version.ts'
import { visibleTo } from './scope.ts'

export const crumbs = [{ title: '机构', href: '/organizations' }]

/** Filled in, shown again to be changed, or written. */
export type Step = 'draft' | 'review' | 'write'
export type Form = { typed: Typed; problems: readonly Problem[] }

/** The parent and the supervising unit that were typed; the region itself may be the parent. */
export async function aboveOf(
  c: Request,
  typed: Typed,
): Promise<Outcome<{ parentId: string; supervisorId: string | null }>> {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const asOf = parseDate(typed.effectiveOn ?? '') ?? acting.today
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const common = { visible, withRegion: true }
  const parent = await chooseOrganization(db, viewpoint, {
    ...common,
    typed: typed.parent ?? '',
    field: 'parent',
  })
  const supervising = typed.supervisor?.trim() ?? ''
  const supervisor =
    supervising === ''
      ? done(null)
      : await chooseOrganization(db, viewpoint, { ...common, typed: supervising, field: 'supervisor' })
  if (!parent.done || !supervisor.done) return refused(...problemsOf([parent, supervisor]))
  return done({
    parentId: parent.value.organizationId,
    supervisorId: supervisor.value?.organizationId ?? null,
  })
}

/** Every problem once: a field that is empty is not also not found. */
export function problemsOf(outcomes: Outcome<unknown>[]): Problem[] {
  const problems = outcomes.flatMap((outcome) => (outcome.done ? [] : outcome.problems))
  return problems.filter(({ field }, place) => problems.findIndex((other) => other.field === field) === place)
}

export async function loadUnit(c: Request): Promise<LoadedOrganization | null> {
  const loaded = await loadOrganization(c, c.req.param('id') ?? '')
  return loaded === null || loaded.head.kind === 'region' ? null : loaded
}

export async function typedOf(c: Request, facts: OrganizationFacts): Promise<Typed> {
  const { db, regionCode } = c.get('services')
  const names = await organizationNames(db, regionCode, [facts.parentId, facts.supervisorId])
  const nameOf = (id: string | null) => names.get(id ?? '') ?? ''
  return typedFacts(facts, { parent: nameOf(facts.parentId), supervisor: nameOf(facts.supervisorId) })
}

export function crumbsOf({ head }: LoadedOrganization) {
  return [...crumbs, { title: head.name, href: `/organizations/${head.organizationId}` }]
}

export function statusOf(problems: readonly Problem[]): 200 | 422 {
  return problems.length === 0 ? 200 : 422
}

type ReviewAsked = {
  typed: Typed
  title: string
  /** where the button posts to; `/draft` behind it leads back to the form */
  path: string
  sentence: string
  changes: FactChange[]
  button: string
}

export async function respondReview(c: Request, { title, path, changes, ...review }: ReviewAsked) {
  const { db, regionCode } = c.get('services')
  const ids = changes
    .filter(({ fact }) => fact === 'parentId' || fact === 'supervisorId')
    .flatMap(({ before, after }) => [before, after])
  return respond(
    c,
    { title: '请核对', crumbs: [...crumbs, { title }] },
    <OrganizationReview
      {...review}
      problems={[]}
      action={path}
      back={`${path}/draft`}
      changes={changes}
      names={await organizationNames(db, regionCode, ids)}
      csrfToken={c.get('csrfToken')}
    />,
  )
}
