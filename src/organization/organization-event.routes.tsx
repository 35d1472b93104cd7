import {
  EventChoice,
  type FieldGroup,
  OrganizationForm,
} from '../../views/organization/organization-form.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { bodyOf, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { inChinese } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import {
  abolishOrganization,
  type ChangeDraft,
  changeOrganization,
  plannedAbolition,
  plannedChange,
} from './change-organization.ts'
import { documentOfForm } from './document-form.ts'
import type { LoadedOrganization } from './load-organization.ts'
import { organizationOn } from './organization.store.ts'
import { type EventForm, eventForms, factsOfForm, isEventForm, readEvent } from './organization-form.ts'
import { changedFacts } from './organization-record.ts'
import {
  aboveOf,
  crumbsOf,
  type Form,
  loadUnit,
  problemsOf,
  respondReview,
  type Step,
  statusOf,
  typedOf,
} from './organization-steps.tsx'
import { believedVersions } from './organization-version.store.ts'
import type { OrganizationFacts } from './organization-version.ts'
import type { PositionReader } from './position-reader.ts'

const groupsOf: Record<EventForm, FieldGroup[]> = {
  renaming: ['names'],
  reparenting: ['place'],
  conversion: ['character'],
  amendment: ['particulars'],
  abolition: [],
}

const wordsOf: Record<EventForm, string> = {
  renaming: '全称、简称、挂牌名称变更，沿革保留原名称。',
  reparenting: '上级机构或主管部门变更。',
  conversion: '机构类别、性质、规格、经费形式变更。',
  amendment: '统一社会信用代码、法定代表人、地址、预算单位、主要职责变更。',
  abolition: '机构不再存续。编制、人员、下级机构须先划转或核销。',
}

/** 更名、调整隶属、变更、撤销: each filled in, read once more, then written. */
export function organizationEventRoutes(positionsOn: PositionReader) {
  const routes = newRoutes()

  routes.get('/organizations/:id/events/new', permit('organization.write'), async (c) => {
    const loaded = await loadUnit(c)
    if (loaded === null) return notFoundPage(c)
    const link = linkOf(c)
    const choices = Object.entries(eventForms).map(([kind, title]) => ({
      title,
      words: wordsOf[kind as EventForm],
      href: link(`/organizations/${loaded.head.organizationId}/events/${kind}`),
    }))
    return respond(
      c,
      { title: '办理机构事项', crumbs: crumbsOf(loaded) },
      <EventChoice name={loaded.head.name} choices={choices} />,
    )
  })
  routes.get('/organizations/:id/events/:kind', permit('organization.write'), async (c) => {
    const loaded = await loadUnit(c)
    const kind = c.req.param('kind')
    if (loaded === null || !isEventForm(kind)) return notFoundPage(c)
    const current = await factsNow(c, loaded)
    if (current === null) return notFoundPage(c)
    return respondEvent(c, { loaded, kind, typed: current, problems: [] })
  })
  for (const step of ['draft', 'review', 'write'] as const) {
    const path =
      step === 'write' ? '/organizations/:id/events/:kind' : `/organizations/:id/events/:kind/${step}`
    routes.post(path, permit('organization.write'), async (c) => {
      const loaded = await loadUnit(c)
      const kind = c.req.param('kind') ?? ''
      if (loaded === null || !isEventForm(kind)) return notFoundPage(c)
      return answerEvent(c, { loaded, kind, step }, positionsOn)
    })
  }

  return routes
}

async function answerEvent(
  c: Request,
  { loaded, kind, step }: { loaded: LoadedOrganization; kind: EventForm; step: Step },
  positionsOn: PositionReader,
) {
  const { db } = c.get('services')
  const acting = actingOf(c)
  const { organizationId, name } = loaded.head
  const { typed, outcome } = await readEventForm(c, kind)
  if (step === 'draft') return respondEvent(c, { loaded, kind, typed, problems: [] })
  if (!outcome.done) return respondEvent(c, { loaded, kind, typed, problems: outcome.problems })
  const { effectiveOn, facts, document } = outcome.value
  const summary = outcome.value.summary ?? `${name}${eventForms[kind]}`
  const path = `/organizations/${organizationId}/events/${kind}`
  const draft = { organizationId, effectiveOn, summary, document }
  const day = inChinese(effectiveOn)
  if (kind === 'abolition') {
    const checked =
      step === 'write'
        ? await abolishOrganization(db, acting, draft, positionsOn)
        : await plannedAbolition(db, acting, draft, positionsOn)
    if (!checked.done) return respondEvent(c, { loaded, kind, typed, problems: checked.problems })
    if (step === 'write') return c.redirect(`/organizations/${organizationId}/history`, 303)
    const sentence = `${day}起撤销“${name}”，没有下级机构、核定编制、在编人员和已批未用。`
    return respondReview(c, { typed, title: '撤销', path, sentence, changes: [], button: '登记撤销' })
  }
  const change: ChangeDraft = { ...draft, kind, facts }
  const planned =
    step === 'write' ? await changeOrganization(db, acting, change) : await plannedChange(db, acting, change)
  if (!planned.done) return respondEvent(c, { loaded, kind, typed, problems: planned.problems })
  if (typeof planned.value === 'string') return c.redirect(`/organizations/${organizationId}/history`, 303)
  const { before } = planned.value
  return respondReview(c, {
    typed,
    title: eventForms[kind],
    path,
    sentence: `${day}起，“${before.name}”${eventForms[kind]}。`,
    changes: changedFacts(before, { ...before, ...facts }),
    button: `登记${eventForms[kind]}`,
  })
}

async function readEventForm(c: Request, kind: EventForm) {
  const body = await bodyOf(c)
  const typed: Typed = {}
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') typed[name] = value
  const outcome = readEvent(kind, typed)
  const above = kind === 'reparenting' ? await aboveOf(c, typed) : done({})
  const facts: Outcome<Partial<OrganizationFacts>> = outcome.done ? factsOfForm(outcome.value) : done({})
  if (!outcome.done || !above.done || !facts.done) {
    return { typed, outcome: refused<never>(...problemsOf([outcome, above, facts])) }
  }
  const { effectiveOn, summary } = outcome.value
  const document = documentOfForm(outcome.value)
  return {
    typed,
    outcome: done({ effectiveOn, summary, document, facts: { ...facts.value, ...above.value } }),
  }
}

/** The form begins with what is believed today. */
async function factsNow(c: Request, { head }: LoadedOrganization): Promise<Typed | null> {
  const { db, regionCode } = c.get('services')
  const { today } = actingOf(c)
  const there = await organizationOn(db, { regionCode, asOf: today, asKnownAt: null }, head.organizationId)
  const versions = await believedVersions(db, regionCode, head.organizationId)
  const current = versions.find(({ id }) => id === there?.versionId) ?? versions.at(-1)
  return current === undefined ? null : typedOf(c, current)
}

function respondEvent(
  c: Request,
  { loaded, kind, ...form }: Form & { loaded: LoadedOrganization; kind: EventForm },
) {
  return respond(
    c,
    { title: eventForms[kind], crumbs: crumbsOf(loaded) },
    <OrganizationForm
      {...form}
      action={`/organizations/${loaded.head.organizationId}/events/${kind}/review`}
      groups={groupsOf[kind]}
      dayLabel="生效日期"
      summaryLabel="沿革用语（不填则自动写明）"
      summaryRequired={false}
      button="下一步：核对"
      csrfToken={c.get('csrfToken')}
    >
      <p class="note">{wordsOf[kind]}</p>
    </OrganizationForm>,
    statusOf(form.problems),
  )
}
