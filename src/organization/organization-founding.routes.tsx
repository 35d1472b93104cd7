import { OrganizationForm } from '../../views/organization/organization-form.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { readForm, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { inChinese } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { checkFounding, type FoundingDraft, foundOrganization } from './change-organization.ts'
import { documentOfForm } from './document-form.ts'
import { rootOn } from './organization.store.ts'
import { factsOfForm, foundingShape } from './organization-form.ts'
import { changedFacts } from './organization-record.ts'
import { aboveOf, crumbs, type Form, problemsOf, respondReview, statusOf } from './organization-steps.tsx'
import type { OrganizationFacts } from './organization-version.ts'

/** 设立: filled in, read once more, then written. */
export function organizationFoundingRoutes() {
  const routes = newRoutes()

  routes.get('/organizations/new', permit('organization.write'), async (c) => {
    const { db, regionCode } = c.get('services')
    const { today } = actingOf(c)
    const root = await rootOn(db, { regionCode, asOf: today, asKnownAt: null })
    return respondFounding(c, { typed: { kind: 'unit', parent: root?.name ?? '' }, problems: [] })
  })
  routes.post('/organizations/draft', permit('organization.write'), async (c) => {
    const { typed } = await readForm(c, foundingShape)
    return respondFounding(c, { typed, problems: [] })
  })
  routes.post('/organizations/review', permit('organization.write'), async (c) => {
    const { typed, outcome } = await readFounding(c)
    if (!outcome.done) return respondFounding(c, { typed, problems: outcome.problems })
    const draft = outcome.value
    const problems = await checkFounding(c.get('services').db, actingOf(c), draft)
    if (problems.length > 0) return respondFounding(c, { typed, problems })
    return respondReview(c, {
      typed,
      title: '设立机构',
      path: '/organizations',
      sentence: `${inChinese(draft.effectiveOn)}起设立“${draft.name}”，机构编码 ${draft.code}。设立后再登记核定编制。`,
      changes: changedFacts(null, draft),
      button: '登记设立',
    })
  })
  routes.post('/organizations', permit('organization.write'), async (c) => {
    const { typed, outcome } = await readFounding(c)
    if (!outcome.done) return respondFounding(c, { typed, problems: outcome.problems })
    const founded = await foundOrganization(c.get('services').db, actingOf(c), outcome.value)
    if (!founded.done) return respondFounding(c, { typed, problems: founded.problems })
    return c.redirect(`/organizations/${founded.value}/history`, 303)
  })

  return routes
}

async function readFounding(c: Request): Promise<{ typed: Typed; outcome: Outcome<FoundingDraft> }> {
  const { typed, outcome } = await readForm(c, foundingShape)
  const above = await aboveOf(c, typed)
  const facts: Outcome<Partial<OrganizationFacts>> = outcome.done ? factsOfForm(outcome.value) : done({})
  const problems = problemsOf([outcome, above, facts])
  if (!outcome.done || !above.done || !facts.done) return { typed, outcome: refused(...problems) }
  const form = outcome.value
  return {
    typed,
    outcome: done({
      otherNames: [],
      rank: null,
      funding: null,
      budgetLevel: null,
      budgetUnitCode: null,
      functionClass: null,
      creditCode: null,
      legalRepresentative: null,
      address: null,
      duties: null,
      initials: '',
      // Behind those that are there; the office orders them itself.
      sortOrder: 9_999,
      ...facts.value,
      ...above.value,
      name: form.name,
      shortName: form.shortName,
      kind: form.kind,
      category: form.category,
      nature: form.nature,
      code: form.code,
      effectiveOn: form.effectiveOn,
      summary: form.summary ?? `设立${form.name}`,
      document: documentOfForm(form),
    }),
  }
}

function respondFounding(c: Request, form: Form) {
  return respond(
    c,
    { title: '设立机构', crumbs },
    <OrganizationForm
      {...form}
      action="/organizations/review"
      groups={['identity', 'names', 'place', 'character', 'particulars']}
      dayLabel="设立日期"
      summaryLabel="沿革用语（不填则自动写明）"
      summaryRequired={false}
      button="下一步：核对"
      csrfToken={c.get('csrfToken')}
    />,
    statusOf(form.problems),
  )
}
