import { OrganizationForm } from '../../views/organization/organization-form.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { isId, readForm } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { correctOrganization } from './change-organization.ts'
import { documentOfForm } from './document-form.ts'
import type { LoadedOrganization } from './load-organization.ts'
import { correctionShape, factsOfForm } from './organization-form.ts'
import { changedFacts } from './organization-record.ts'
import {
  crumbsOf,
  type Form,
  loadUnit,
  respondReview,
  type Step,
  statusOf,
  typedOf,
} from './organization-steps.tsx'
import { believedVersions } from './organization-version.store.ts'
import type { FactVersion } from './organization-version.ts'

/** 更正 of what was recorded wrongly: another version stands in for it. */
export function organizationCorrectionRoutes() {
  const routes = newRoutes()

  routes.get('/organizations/:id/versions/:versionId/correction', permit('organization.write'), async (c) => {
    const asked = await wrongVersion(c)
    if (asked === null) return notFoundPage(c)
    const typed = { ...(await typedOf(c, asked.version)), effectiveOn: asked.version.effectiveFrom }
    return respondCorrection(c, { ...asked, typed, problems: [] })
  })
  for (const step of ['draft', 'review', 'write'] as const) {
    const base = '/organizations/:id/versions/:versionId/correction'
    routes.post(step === 'write' ? base : `${base}/${step}`, permit('organization.write'), async (c) => {
      const asked = await wrongVersion(c)
      return asked === null ? notFoundPage(c) : answerCorrection(c, asked, step)
    })
  }

  return routes
}

async function answerCorrection(
  c: Request,
  { loaded, version }: { loaded: LoadedOrganization; version: FactVersion },
  step: Step,
) {
  const { organizationId } = loaded.head
  const { typed, outcome } = await readForm(c, correctionShape)
  if (step === 'draft') return respondCorrection(c, { loaded, version, typed, problems: [] })
  if (!outcome.done) return respondCorrection(c, { loaded, version, typed, problems: outcome.problems })
  const form = outcome.value
  const facts = factsOfForm(form)
  if (!facts.done) return respondCorrection(c, { loaded, version, typed, problems: facts.problems })
  const { effectiveOn: effectiveFrom, summary } = form
  if (step === 'review') {
    const moved =
      effectiveFrom === version.effectiveFrom
        ? ''
        : `起始日期由 ${version.effectiveFrom} 更正为 ${effectiveFrom}。`
    return respondReview(c, {
      typed,
      title: '更正',
      path: `/organizations/${organizationId}/versions/${version.id}/correction`,
      sentence: `更正“${version.name}”${version.effectiveFrom} 起的登记。${moved}原登记保留，注明已被取代。`,
      changes: changedFacts(version, { ...version, ...facts.value }),
      button: '登记更正',
    })
  }
  const draft = { organizationId, versionId: version.id, facts: facts.value, effectiveFrom, summary }
  const document = documentOfForm(form)
  const written = await correctOrganization(c.get('services').db, actingOf(c), { ...draft, document })
  if (written.done) return c.redirect(`/organizations/${organizationId}/history`, 303)
  const problems = written.problems.map((problem) =>
    problem.field === 'effectiveFrom' ? { ...problem, field: 'effectiveOn' } : problem,
  )
  return respondCorrection(c, { loaded, version, typed, problems })
}

async function wrongVersion(
  c: Request,
): Promise<{ loaded: LoadedOrganization; version: FactVersion } | null> {
  const loaded = await loadUnit(c)
  const versionId = c.req.param('versionId') ?? ''
  if (loaded === null || !isId(versionId)) return null
  const { db, regionCode } = c.get('services')
  const versions = await believedVersions(db, regionCode, loaded.head.organizationId)
  const version = versions.find(({ id }) => id === versionId)
  return version === undefined ? null : { loaded, version }
}

function respondCorrection(
  c: Request,
  { loaded, version, ...form }: Form & { loaded: LoadedOrganization; version: FactVersion },
) {
  return respond(
    c,
    { title: '更正', crumbs: crumbsOf(loaded) },
    <OrganizationForm
      {...form}
      action={`/organizations/${loaded.head.organizationId}/versions/${version.id}/correction/review`}
      groups={['names', 'character', 'particulars']}
      dayLabel="起始日期"
      summaryLabel="更正原因"
      summaryRequired={true}
      button="下一步：核对"
      csrfToken={c.get('csrfToken')}
    >
      <p class="note">
        更正 {version.effectiveFrom} 起的登记。只用于登记有误；情况发生变化的，请办理机构事项。
      </p>
    </OrganizationForm>,
    statusOf(form.problems),
  )
}
