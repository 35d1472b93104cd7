import { z } from 'zod'
import { OverrideForm, OverridePage } from '../../views/establishment/entry-override.tsx'
import {
  OverrideList,
  overrideColumns,
  warningColumns,
} from '../../views/establishment/entry-override-list.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  isId,
  optionalText,
  readForm,
  requiredChoice,
  requiredCount,
  requiredDate,
  requiredText,
  type Typed,
} from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswerOfSheets } from '../http/workbook.ts'
import { type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape, typedDocument } from '../organization/document-form.ts'
import { loadChosenUnits } from '../organization/load-chosen-units.ts'
import { organizationsOn } from '../organization/organization.store.ts'
import type { PositionReader } from '../organization/position-reader.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import type { EntrantReader } from './entrant-reader.ts'
import { overrideOf, overridesOf } from './entry-override.store.ts'
import { type EntryOverride, isOverrideState, overrideState } from './entry-override.ts'
import { entryWarnings } from './entry-warning.ts'
import { controlRows } from './establishment-control.store.ts'
import { controlOnDay } from './establishment-control.ts'
import { establishmentKindOrder } from './establishment-kind.ts'
import { signOverride, submitOverride, takeBackOverride } from './grant-entry-override.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { checkVacancySigner } from './vacancy-request.ts'

const crumbs = [{ title: '特批及预警', href: '/entry-overrides' }]

/** The warnings stand below the overrides. */
const part = 'warnings-'

const warningNotes = ['口径：超出＝实有＋已批未用＋冻结－核定。凭特批进入按入编日期计，其后出编的不减。']

const overrideShape = z.object({
  organization: requiredText(100),
  establishmentKind: requiredChoice(establishmentKindOrder),
  count: requiredCount({ least: 1, most: 1_000 }),
  expiresOn: requiredDate(),
  reason: requiredText(1000),
  ...documentShape,
})

const signatureShape = z.object({
  decision: requiredChoice(['agree', 'return', 'reject']),
  approvedCount: optionalText(9),
  words: optionalText(500),
})

type Readers = {
  positionAheadOf: PositionAheadReader
  positionsOn: PositionReader
  entrantsBy: EntrantReader
}

/** 超编进人特批 and 预警. */
export function entryOverrideRoutes({ positionAheadOf, positionsOn, entrantsBy }: Readers) {
  const routes = newRoutes()
  const page = (c: Request, shown: Shown) => respondOverride(c, shown, { positionAheadOf, entrantsBy })

  routes.get('/entry-overrides', permit('establishment.read'), async (c) => {
    const link = linkOf(c)
    const action = c.get('permissions').has('override.draft') ? (
      <a class="button" href={link('/entry-overrides/new')}>
        起草特批
      </a>
    ) : undefined
    const { overrides, warnings, fields, hint } = await overridesListed(c, { positionsOn, entrantsBy })
    const list = listOf(c, overrides)
    return respondList(
      c,
      { title: '特批及预警', dated: true, action },
      list,
      <OverrideList
        overrides={list}
        warnings={listOf(c, { ...warnings, part })}
        fields={fields}
        hint={hint}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/entry-overrides.xlsx', permit('establishment.read'), async (c) => {
    const { overrides, warnings } = await overridesListed(c, { positionsOn, entrantsBy })
    const ofOverrides = { title: '超编进人特批', unitOfMeasure: '名', counted: '件' }
    const ofWarnings = { title: '预警', unitOfMeasure: '名', counted: '条', notes: warningNotes }
    return workbookAnswerOfSheets(c, '特批及预警', [
      sheetOfList(orderedAsAsked(c, overrides), ofOverrides),
      sheetOfList(orderedAsAsked(c, warnings, part), ofWarnings),
    ])
  })

  routes.get('/entry-overrides/new', permit('override.draft'), async (c) => {
    const from = await overrideAsked(c, c.req.query('from') ?? '')
    if (from === null) return formPage(c, { organization: c.req.query('organization') ?? '' }, [])
    const { organizationName: organization, establishmentKind, expiresOn, reason } = from
    const count = String(from.count)
    const typed = { organization, establishmentKind, count, expiresOn, reason }
    return formPage(c, { ...typed, ...typedDocument(from.document) }, [])
  })

  routes.post('/entry-overrides', permit('override.draft'), async (c) => {
    const { db, regionCode } = c.get('services')
    const acting = actingOf(c)
    const { typed, outcome } = await readForm(c, overrideShape)
    const viewpoint = { regionCode, asOf: acting.today, asKnownAt: null }
    const visible = await visibleTo(db, acting, viewpoint)
    const asked = { typed: typed.organization ?? '', field: 'organization', visible }
    const chosen = await chooseOrganization(db, viewpoint, asked)
    if (!outcome.done || !chosen.done) {
      const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
      return formPage(c, typed, [...(chosen.done ? [] : chosen.problems), ...others])
    }
    const { establishmentKind, count, expiresOn, reason } = outcome.value
    const { organizationId } = chosen.value
    const document = documentOfForm(outcome.value)
    const draft = { organizationId, establishmentKind, count, expiresOn, reason, document }
    const submitted = await submitOverride(db, acting, draft, positionAheadOf)
    if (!submitted.done) return formPage(c, typed, submitted.problems)
    return c.redirect(`/entry-overrides/${submitted.value}`, 303)
  })

  routes.get('/entry-overrides/:id', permit('establishment.read'), async (c) => {
    const override = await overrideAsked(c, c.req.param('id'))
    if (override === null) return notFoundPage(c)
    const typed = { decision: 'agree', approvedCount: String(override.count), words: '' }
    return page(c, { override, typed, problems: [] })
  })

  routes.post('/entry-overrides/:id/signatures', permit('override.sign'), async (c) => {
    const override = await overrideAsked(c, c.req.param('id'))
    if (override === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, signatureShape)
    if (!outcome.done) return page(c, { override, typed, problems: outcome.problems })
    const { decision, words, approvedCount } = outcome.value
    const signed = await signOverride(c.get('services').db, actingOf(c), {
      overrideId: override.overrideId,
      decision,
      words: words ?? (decision === 'agree' ? '同意' : ''),
      approvedCount: wholeNumber(approvedCount),
    })
    if (signed.done) return c.redirect(`/entry-overrides/${override.overrideId}`, 303)
    return page(c, { override, typed, problems: signed.problems })
  })

  routes.post('/entry-overrides/:id/withdrawal', permit('override.draft'), async (c) => {
    const override = await overrideAsked(c, c.req.param('id'))
    if (override === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, z.object({ reason: requiredText(500) }))
    const { overrideId } = override
    const taken = outcome.done
      ? await takeBackOverride(c.get('services').db, actingOf(c), { overrideId, words: outcome.value.reason })
      : refused<string>(...outcome.problems)
    if (taken.done) return c.redirect(`/entry-overrides/${overrideId}`, 303)
    return page(c, { override, typed, problems: taken.problems.map((one) => ({ ...one, field: 'reason' })) })
  })

  return routes
}

function formPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '起草超编进人特批', crumbs },
    <OverrideForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

type Shown = { override: EntryOverride; typed: Typed; problems: readonly Problem[] }

async function respondOverride(
  c: Request,
  { override, typed, problems }: Shown,
  { positionAheadOf, entrantsBy }: Pick<Readers, 'positionAheadOf' | 'entrantsBy'>,
) {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const { organizationId, establishmentKind } = override
  const position = { organizationId, establishmentKind }
  const [now] = await positionAheadOf(db, regionCode, { on: acting.today, position })
  const state = overrideState(override, acting.today)
  const permissions = c.get('permissions')
  const link = linkOf(c)
  const again =
    permissions.has('override.draft') && ['returned', 'rejected', 'withdrawn', 'expired'].includes(state)
  return respond(
    c,
    {
      title: override.number,
      crumbs,
      action: again ? (
        <a class="button" href={link('/entry-overrides/new', { from: override.overrideId })}>
          据此重新起草
        </a>
      ) : undefined,
    },
    <OverridePage
      override={override}
      entrants={[...(await entrantsBy(db, regionCode, movementsOf([override]))).values()]}
      position={now}
      today={acting.today}
      maySign={permissions.has('override.sign') && checkVacancySigner(override.steps, acting) === null}
      mayTakeBack={permissions.has('override.draft') && (state === 'waiting' || state === 'in-force')}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={link}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

/** The override of the address, or null when it is not there or not of the user's units. */
async function overrideAsked(c: Request, overrideId: string): Promise<EntryOverride | null> {
  if (!isId(overrideId)) return null
  const { db, regionCode } = c.get('services')
  const override = await overrideOf(db, { regionCode, asKnownAt: null }, overrideId)
  if (override === null) return null
  const viewpoint = { regionCode, asOf: actingOf(c).today, asKnownAt: null }
  return mayBeSeen(await visibleTo(db, actingOf(c), viewpoint), override.organizationId) ? override : null
}

async function overridesListed(
  c: Request,
  { positionsOn, entrantsBy }: Pick<Readers, 'positionsOn' | 'entrantsBy'>,
) {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const units = await loadChosenUnits(c)
  const { organizationIds } = units
  const asked = c.req.query('state') ?? ''
  const state = isOverrideState(asked) ? asked : ''
  const [all, rows, nodes, controls] = await Promise.all([
    overridesOf(db, viewpoint, organizationIds ?? null),
    positionsOn(db, viewpoint, organizationIds === undefined ? {} : { organizationIds }),
    organizationsOn(db, viewpoint),
    controlRows(db, viewpoint),
  ])
  const warnings = entryWarnings(rows, {
    names: new Map(
      nodes.filter(({ kind }) => kind !== 'region').map(({ organizationId, name }) => [organizationId, name]),
    ),
    overrides: all,
    controlOfKind: (establishmentKind) =>
      controlOnDay(controls, { measure: 'headcount', establishmentKind, on: viewpoint.asOf }),
    today: viewpoint.asOf,
  })
  const link = linkOf(c)
  const overrides = all.filter(
    (override) => state === '' || overrideState(override, viewpoint.asOf) === state,
  )
  const entrants = await entrantsBy(db, regionCode, movementsOf(overrides))
  return {
    overrides: {
      columns: overrideColumns({ entrants, asOf: viewpoint.asOf, link }),
      rows: overrides,
    },
    warnings: { columns: warningColumns(link), rows: warnings },
    fields: { unit: units.typed, state },
    hint: units.hint,
  }
}

function movementsOf(overrides: readonly EntryOverride[]): string[] {
  return overrides.flatMap(({ uses }) => uses.map(({ movementId }) => movementId))
}

/** Zero for anything that is no whole number: the action refuses it at the field. */
function wholeNumber(text: string | null): number {
  return text !== null && /^\d{1,6}$/.test(text) ? Number.parseInt(text, 10) : 0
}
