import { z } from 'zod'
import { FreezeForm } from '../../views/establishment/headcount-form.tsx'
import { FreezeEndForm } from '../../views/establishment/headcount-review.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import {
  optionalDate,
  optionalText,
  readForm,
  requiredChoice,
  requiredCount,
  requiredDate,
  requiredText,
  type Typed,
} from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { parseDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape, typedDocument } from '../organization/document-form.ts'
import { visibleTo } from '../organization/scope.ts'
import { establishmentKindOrder } from './establishment-kind.ts'
import { freezesOf } from './headcount.store.ts'
import type { Freeze } from './headcount.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import { liftFreeze, recordFreeze } from './record-freeze.ts'

const crumbs = [{ title: '核定台账', href: '/headcounts' }]

const freezeShape = z.object({
  organization: requiredText(100),
  establishmentKind: requiredChoice(establishmentKindOrder),
  count: requiredCount({ least: 1, most: 100_000 }),
  effectiveFrom: requiredDate(),
  effectiveTo: optionalDate(),
  note: optionalText(500),
  ...documentShape,
})

const endShape = z.object({ endsOn: requiredDate(), note: requiredText(500), ...documentShape })

/** 冻结 and 解冻. */
export function freezeRoutes(positionAheadOf: PositionAheadReader) {
  const routes = newRoutes()

  routes.get('/freezes/new', permit('establishment.write'), (c) =>
    respondForm(c, { typed: {}, problems: [] }),
  )

  routes.post('/freezes', permit('establishment.write'), async (c) => {
    const { db, regionCode } = c.get('services')
    const { typed, outcome } = await readForm(c, freezeShape)
    const asOf = parseDate(typed.effectiveFrom ?? '') ?? actingOf(c).today
    const viewpoint = { regionCode, asOf, asKnownAt: null }
    const visible = await visibleTo(db, actingOf(c), viewpoint)
    const asked = { typed: typed.organization ?? '', field: 'organization', visible }
    const chosen = await chooseOrganization(db, viewpoint, asked)
    if (!outcome.done || !chosen.done) {
      const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
      return respondForm(c, { typed, problems: [...(chosen.done ? [] : chosen.problems), ...others] })
    }
    const form = outcome.value
    const { organizationId } = chosen.value
    const { establishmentKind, count, effectiveFrom, effectiveTo } = form
    const draft = { organizationId, establishmentKind, count, effectiveFrom, effectiveTo }
    const recorded = await recordFreeze(
      db,
      actingOf(c),
      { ...draft, note: form.note ?? '', document: documentOfForm(form) },
      positionAheadOf,
    )
    if (recorded.done) return c.redirect(`/organizations/${organizationId}/headcounts`, 303)
    return respondForm(c, { typed, problems: recorded.problems })
  })

  routes.get('/freezes/:id/end', permit('establishment.write'), async (c) => {
    const freeze = await freezeOf(c, c.req.param('id'))
    if (freeze === null) return notFoundPage(c)
    return respondEnd(c, { freeze, typed: { note: '', ...typedDocument(freeze.document) }, problems: [] })
  })

  routes.post('/freezes/:id/end', permit('establishment.write'), async (c) => {
    const freeze = await freezeOf(c, c.req.param('id'))
    if (freeze === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, endShape)
    if (!outcome.done) return respondEnd(c, { freeze, typed, problems: outcome.problems })
    const { endsOn, note } = outcome.value
    const lift = { freezeId: freeze.freezeId, endsOn, note, document: documentOfForm(outcome.value) }
    const lifted = await liftFreeze(c.get('services').db, actingOf(c), lift)
    if (lifted.done) return c.redirect(`/organizations/${freeze.organizationId}/headcounts`, 303)
    return respondEnd(c, { freeze, typed, problems: lifted.problems })
  })

  return routes
}

type Form = { typed: Typed; problems: readonly Problem[] }

function respondForm(c: Request, form: Form) {
  const page = <FreezeForm {...form} csrfToken={c.get('csrfToken')} />
  return respond(c, { title: '登记冻结', crumbs }, page, form.problems.length === 0 ? 200 : 422)
}

function respondEnd(c: Request, form: Form & { freeze: Freeze }) {
  const page = <FreezeEndForm {...form} csrfToken={c.get('csrfToken')} />
  return respond(c, { title: '解冻', crumbs }, page, form.problems.length === 0 ? 200 : 422)
}

async function freezeOf(c: Request, freezeId: string): Promise<Freeze | null> {
  const { db, regionCode } = c.get('services')
  const known = await freezesOf(db, { regionCode, asOf: actingOf(c).today, asKnownAt: null }, null)
  return known.find((freeze) => freeze.freezeId === freezeId) ?? null
}
