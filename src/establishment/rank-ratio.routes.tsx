import { z } from 'zod'
import { RatioEndForm, RatioForm, RatioReview } from '../../views/establishment/rank-ratio-form.tsx'
import { RankSettings } from '../../views/establishment/rank-settings.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  optionalText,
  readForm,
  requiredChoice,
  requiredDate,
  requiredPercent,
  requiredText,
  type Typed,
} from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentOfForm, documentShape, typedDocument } from '../organization/document-form.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { establishmentKindOrder } from './establishment-kind.ts'
import { approvalHistory, ratioHistory, ratioRows } from './rank-quota.store.ts'
import { groupKey, limitedGroups, limitedLevels, type Rounding, roundings } from './rank-quota.ts'
import { workbookOfRankSettings } from './rank-quota-workbook.tsx'
import type { RatioRow } from './rank-setting.ts'
import { endRankRatio, type RatioDraft, ratioBefore, recordRankRatio } from './record-rank-ratio.ts'

const settings = '/rank-quotas/settings'
const crumbs = [
  { title: '职级职数', href: '/rank-quotas' },
  { title: '比例和核定数', href: settings },
]

const levels = limitedLevels.map(({ code }) => code)

const ratioShape = z.object({
  fromLevel: requiredChoice(levels),
  toLevel: requiredChoice(levels),
  percent: requiredPercent(),
  base: requiredChoice(['places', ...limitedGroups.map(groupKey)]),
  rounding: requiredChoice(Object.keys(roundings) as Rounding[]),
  leaders: requiredChoice(['no', 'yes']),
  effectiveFrom: requiredDate(),
  note: optionalText(500),
  ...documentShape,
})

const endShape = z.object({ endsOn: requiredDate(), note: requiredText(500), ...documentShape })

/** 职级职数比例: which share of what, from a day on, on a paper; the page of all settings. */
export function rankRatioRoutes() {
  const routes = newRoutes()

  routes.get(settings, permit('establishment.read'), async (c) => {
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const { organizationIds, typed, hint } = await loadChosenUnits(c)
    return respond(
      c,
      { title: '比例和核定数', crumbs: crumbs.slice(0, 1), dated: true },
      <RankSettings
        ratios={await ratioHistory(db, viewpoint)}
        approvals={await approvalHistory(db, viewpoint, { organizationIds })}
        unit={typed}
        hint={hint}
        mayWrite={{
          ratios: c.get('permissions').has('control.write'),
          approvals: c.get('permissions').has('establishment.write'),
        }}
        viewpoint={viewpoint}
        today={c.get('services').clock.today()}
        link={linkOf(c)}
      />,
    )
  })

  routes.get(`${settings}.xlsx`, permit('establishment.read'), async (c) => {
    const { db } = c.get('services')
    const { organizationIds } = await loadChosenUnits(c)
    const viewpoint = viewpointOf(c)
    const ratios = await ratioHistory(db, viewpoint)
    const approvals = await approvalHistory(db, viewpoint, { organizationIds })
    return workbookAnswer(c, workbookOfRankSettings(ratios, approvals))
  })

  routes.get('/rank-quotas/ratios/new', permit('control.write'), (c) =>
    formPage(c, { 'kind-administrative': 'yes', rounding: 'down', leaders: 'no', base: 'places' }, []),
  )

  routes.post('/rank-quotas/ratios/form', permit('control.write'), async (c) => {
    const { typed } = await readForm(c, ratioShape)
    return formPage(c, typed, [])
  })

  routes.post('/rank-quotas/ratios/review', permit('control.write'), async (c) => {
    const { typed, outcome } = await readRatio(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const { db, regionCode } = c.get('services')
    const change = await ratioBefore(db, regionCode, outcome.value)
    if (!change.done) return formPage(c, typed, change.problems)
    return respond(
      c,
      { title: '请核对', crumbs },
      <RatioReview
        draft={outcome.value}
        before={change.value.superseded}
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/rank-quotas/ratios', permit('control.write'), async (c) => {
    const { typed, outcome } = await readRatio(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const set = await recordRankRatio(c.get('services').db, actingOf(c), outcome.value)
    return set.done ? c.redirect(settings, 303) : formPage(c, typed, set.problems)
  })

  routes.get('/rank-quotas/ratios/:id/end', permit('control.write'), async (c) => {
    const row = await ratioOf(c)
    if (row === null) return notFoundPage(c)
    return endPage(c, { row, typed: typedDocument(row.document), problems: [] })
  })

  routes.post('/rank-quotas/ratios/:id/end', permit('control.write'), async (c) => {
    const row = await ratioOf(c)
    if (row === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, endShape)
    if (!outcome.done) return endPage(c, { row, typed, problems: outcome.problems })
    const { endsOn, note } = outcome.value
    const end = { ratioId: row.ratioId, endsOn, note, document: documentOfForm(outcome.value) }
    const ended = await endRankRatio(c.get('services').db, actingOf(c), end)
    return ended.done ? c.redirect(settings, 303) : endPage(c, { row, typed, problems: ended.problems })
  })

  return routes
}

async function readRatio(c: Request): Promise<{ typed: Typed; outcome: Outcome<RatioDraft> }> {
  const { typed, outcome } = await readForm(c, ratioShape)
  if (!outcome.done) return { typed, outcome }
  const { fromLevel, toLevel, percent, base, rounding, leaders, effectiveFrom, note } = outcome.value
  const outer = limitedGroups.find((group) => groupKey(group) === base) ?? null
  const kinds = establishmentKindOrder.filter((kind) => typed[`kind-${kind}`] === 'yes')
  if (outer === null && kinds.length === 0) {
    const because = '以核定编制为基数的，请至少勾选一类编制。'
    return { typed, outcome: refused({ code: 'refused', field: 'base', because }) }
  }
  const draft: RatioDraft = {
    fromLevel,
    toLevel,
    percent,
    establishmentKinds: outer === null ? kinds : [],
    outer,
    rounding,
    leadersCount: outer === null && leaders === 'yes',
    effectiveFrom,
    note: note ?? '',
    document: documentOfForm(outcome.value),
  }
  return { typed, outcome: done(draft) }
}

async function ratioOf(c: Request): Promise<RatioRow | null> {
  const { db, regionCode } = c.get('services')
  const rows = await ratioRows(db, { regionCode, asKnownAt: null })
  return rows.find(({ ratioId }) => ratioId === c.req.param('id')) ?? null
}

async function formPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  const { db, regionCode } = c.get('services')
  const rows = await ratioRows(db, { regionCode, asKnownAt: null })
  return respond(
    c,
    { title: '登记职级职数比例', crumbs },
    <RatioForm groups={rows} typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

function endPage(c: Request, form: { row: RatioRow; typed: Typed; problems: readonly Problem[] }) {
  return respond(
    c,
    { title: '停用职级职数比例', crumbs },
    <RatioEndForm {...form} csrfToken={c.get('csrfToken')} />,
    form.problems.length === 0 ? 200 : 422,
  )
}
