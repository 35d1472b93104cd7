import { z } from 'zod'
import { HeadcountForm } from '../../views/establishment/headcount-form.tsx'
import { HeadcountLedger, type LedgerFields } from '../../views/establishment/headcount-ledger.tsx'
import { HeadcountReview, ReversalForm } from '../../views/establishment/headcount-review.tsx'
import { ledgerColumns, ledgerRowId } from '../../views/establishment/ledger-table.tsx'
import { messageOf } from '../../views/messages.ts'
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
import { workbookAnswer } from '../http/workbook.ts'
import { parseDate } from '../kernel/dates.ts'
import { type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape, typedDocument } from '../organization/document-form.ts'
import { organizationOn, rootOn, subtreeOf } from '../organization/organization.store.ts'
import { visibleTo } from '../organization/scope.ts'
import { establishmentKindOrder, isEstablishmentKind } from './establishment-kind.ts'
import { freezesOf, ledgerRows, totalsOn } from './headcount.store.ts'
import type { HeadcountRow } from './headcount.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'
import {
  type HeadcountDraft,
  headcountEffect,
  recordHeadcount,
  reverseHeadcount,
  reversibleRow,
} from './record-headcount.ts'

const crumbs = [{ title: '核定台账', href: '/headcounts' }]
const mostRows = 100_000

const headcountShape = z.object({
  organization: requiredText(100),
  establishmentKind: requiredChoice(establishmentKindOrder),
  direction: requiredChoice(['more', 'fewer']),
  count: requiredCount({ least: 1, most: 100_000 }),
  effectiveOn: requiredDate(),
  note: optionalText(500),
  ...documentShape,
})

const reversalShape = z.object({ note: requiredText(500), ...documentShape })

/** 核定编制台账: the list, a row written after it was read on the check page, a row taken back. */
export function headcountRoutes(positionAheadOf: PositionAheadReader) {
  const routes = newRoutes()

  routes.get('/headcounts', permit('establishment.read'), async (c) => {
    const viewpoint = viewpointOf(c)
    const link = linkOf(c)
    const { rows, ...listed } = await ledgerOf(c)
    const mayWrite = c.get('permissions').has('establishment.write')
    const list = listOf(c, { columns: columnsOf(c), rows, rowId: ledgerRowId })
    return respondList(
      c,
      {
        title: '核定台账',
        dated: true,
        action: mayWrite ? (
          <>
            <a class="plain" href={link('/freezes/new')}>
              登记冻结
            </a>
            <a class="button" href={link('/headcounts/new')}>
              登记编制
            </a>
          </>
        ) : undefined,
      },
      list,
      <HeadcountLedger
        {...listed}
        list={list}
        mayWrite={mayWrite}
        viewpoint={viewpoint}
        today={c.get('services').clock.today()}
        link={link}
      />,
    )
  })

  routes.get('/headcounts.xlsx', permit('establishment.read'), async (c) => {
    const { rows } = await ledgerOf(c)
    const ordered = orderedAsAsked(c, { columns: columnsOf(c), rows })
    const sheet = { title: '核定编制台账', unitOfMeasure: '名', counted: '行' }
    return workbookAnswer(c, sheetOfList(ordered, sheet))
  })

  routes.get('/headcounts/new', permit('establishment.write'), async (c) => {
    const { db } = c.get('services')
    const organizationId = c.req.query('organizationId') ?? ''
    const chosen = !isId(organizationId) ? null : await organizationOn(db, viewpointOf(c), organizationId)
    return respondForm(c, { typed: chosen === null ? {} : { organization: chosen.name }, problems: [] })
  })

  routes.post('/headcounts/draft', permit('establishment.write'), async (c) => {
    const { typed } = await readForm(c, headcountShape)
    return respondForm(c, { typed, problems: [] })
  })

  routes.post('/headcounts/review', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readDraft(c)
    if (!outcome.done) return respondForm(c, { typed, problems: outcome.problems }, 422)
    return respondReview(c, { typed, draft: outcome.value, problems: [] }, positionAheadOf)
  })

  routes.post('/headcounts', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readDraft(c)
    if (!outcome.done) return respondForm(c, { typed, problems: outcome.problems }, 422)
    const draft = outcome.value
    const recorded = await recordHeadcount(c.get('services').db, actingOf(c), draft, positionAheadOf)
    if (recorded.done) return c.redirect(recordedAt(draft.organizationId, recorded.value), 303)
    if (recorded.problems.every(({ code }) => code === 'not-acknowledged')) {
      return respondReview(c, { typed, draft, problems: recorded.problems }, positionAheadOf)
    }
    return respondForm(c, { typed, problems: recorded.problems }, 422)
  })

  routes.get('/headcounts/:id/reversal', permit('establishment.write'), async (c) => {
    const headcountId = c.req.param('id')
    if (!isId(headcountId)) return notFoundPage(c)
    const row = await reversibleRow(c.get('services').db, actingOf(c), headcountId)
    if (!row.done) return notFoundPage(c)
    const typed = { note: '', ...typedDocument(row.value.document) }
    return respondReversal(c, { row: row.value, typed, problems: [] }, positionAheadOf)
  })

  routes.post('/headcounts/:id/reversal', permit('establishment.write'), async (c) => {
    const { db } = c.get('services')
    const headcountId = c.req.param('id')
    if (!isId(headcountId)) return notFoundPage(c)
    const row = await reversibleRow(db, actingOf(c), headcountId)
    if (!row.done) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, reversalShape)
    if (!outcome.done) {
      return respondReversal(c, { row: row.value, typed, problems: outcome.problems }, positionAheadOf)
    }
    const form = outcome.value
    const draft = {
      headcountId,
      note: form.note,
      document: documentOfForm(form),
      acknowledged: typed.acknowledged === 'yes',
    }
    const reversed = await reverseHeadcount(db, actingOf(c), draft, positionAheadOf)
    if (reversed.done) return c.redirect(recordedAt(row.value.organizationId, reversed.value), 303)
    return respondReversal(c, { row: row.value, typed, problems: reversed.problems }, positionAheadOf)
  })

  return routes
}

/** The unit's own ledger, the new row marked and named. */
function recordedAt(organizationId: string, headcountId: string): string {
  return `/organizations/${organizationId}/headcounts?recorded=${headcountId}`
}

async function readDraft(c: Request): Promise<{ typed: Typed; outcome: Outcome<HeadcountDraft> }> {
  const { db, regionCode } = c.get('services')
  const { typed, outcome } = await readForm(c, headcountShape)
  const effectiveOn = parseDate(typed.effectiveOn ?? '') ?? actingOf(c).today
  const viewpoint = { regionCode, asOf: effectiveOn, asKnownAt: null }
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const asked = { typed: typed.organization ?? '', field: 'organization', visible, withRegion: true }
  const chosen = await chooseOrganization(db, viewpoint, asked)
  if (!outcome.done || !chosen.done) {
    const others = outcome.done ? [] : outcome.problems.filter(({ field }) => field !== 'organization')
    return { typed, outcome: refused(...(chosen.done ? [] : chosen.problems), ...others) }
  }
  const form = outcome.value
  return {
    typed,
    outcome: {
      done: true,
      value: {
        organizationId: chosen.value.organizationId,
        establishmentKind: form.establishmentKind,
        change: form.direction === 'more' ? form.count : -form.count,
        effectiveOn: form.effectiveOn,
        note: form.note ?? '',
        document: documentOfForm(form),
        acknowledged: typed.acknowledged === 'yes',
      },
    },
  }
}

function respondForm(
  c: Request,
  form: { typed: Typed; problems: readonly Problem[] },
  status: 200 | 422 = 200,
) {
  return respond(
    c,
    { title: '登记编制', crumbs },
    <HeadcountForm {...form} csrfToken={c.get('csrfToken')} />,
    status,
  )
}

async function respondReview(
  c: Request,
  { typed, draft, problems }: { typed: Typed; draft: HeadcountDraft; problems: readonly Problem[] },
  positionAheadOf: PositionAheadReader,
) {
  const { db, regionCode } = c.get('services')
  const { organizationId, establishmentKind, change, effectiveOn } = draft
  const position = { organizationId, establishmentKind }
  const effect = await headcountEffect(db, actingOf(c), { position, change, effectiveOn }, positionAheadOf)
  if (!effect.done) return respondForm(c, { typed, problems: effect.problems }, 422)
  const viewpoint = { regionCode, asOf: effectiveOn, asKnownAt: null }
  const organization = await organizationOn(db, viewpoint, organizationId)
  return respond(
    c,
    { title: '请核对', crumbs: [...crumbs, { title: '登记编制', href: '/headcounts/new' }] },
    <HeadcountReview
      change={{ organizationName: organization?.name ?? '', establishmentKind, change, effectiveOn }}
      effect={effect.value}
      ofRegion={organization?.kind === 'region'}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

async function respondReversal(
  c: Request,
  { row, typed, problems }: { row: HeadcountRow; typed: Typed; problems: readonly Problem[] },
  positionAheadOf: PositionAheadReader,
) {
  const { organizationId, establishmentKind, change, effectiveOn } = row
  const asked = { position: { organizationId, establishmentKind }, change: -change, effectiveOn }
  const effect = await headcountEffect(c.get('services').db, actingOf(c), asked, positionAheadOf)
  const found = effect.done
    ? problems
    : [...problems, ...effect.problems.map((one) => ({ ...one, field: 'note' }))]
  return respond(
    c,
    { title: '冲销台账行', crumbs },
    <ReversalForm
      row={row}
      effect={effect.done ? effect.value : null}
      typed={typed}
      problems={found}
      csrfToken={c.get('csrfToken')}
    />,
    found.length === 0 ? 200 : 422,
  )
}

/** The filters of the address, and what they find; a unit means it and everything below it. */
async function ledgerOf(c: Request) {
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const fields = fieldsOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const root = await rootOn(db, viewpoint)
  const rootId = root?.organizationId ?? null
  let organizationIds = visible === null ? null : [...visible]
  let unitMessage: string | null = null
  if (fields.organization !== '') {
    const asked = { typed: fields.organization, field: 'organization', visible, withRegion: visible === null }
    const chosen = await chooseOrganization(db, viewpoint, asked)
    if (chosen.done) {
      const { organizationId, kind } = chosen.value
      organizationIds = kind === 'region' ? [organizationId] : await subtreeOf(db, viewpoint, organizationId)
    } else {
      organizationIds = []
      unitMessage = chosen.problems.map(messageOf).join('')
    }
  }
  const filter = {
    organizationIds,
    establishmentKind: isEstablishmentKind(fields.kind) ? fields.kind : '',
    from: parseDate(fields.from) ?? '',
    to: parseDate(fields.to) ?? '',
    document: fields.q,
  }
  const rows = await ledgerRows(db, viewpoint, { filter, rootId, most: mostRows })
  const totals = visible === null ? await totalsOn(db, viewpoint, rootId) : []
  const freezes = await freezesOf(db, viewpoint, organizationIds)
  return { rows, totals, freezes, fields, unitMessage }
}

function fieldsOf(c: Request): LedgerFields {
  const asked = (name: string) => (c.req.query(name) ?? '').slice(0, 100).trim()
  return {
    organization: asked('organization'),
    kind: asked('kind'),
    from: asked('from'),
    to: asked('to'),
    q: asked('q'),
  }
}

function columnsOf(c: Request) {
  const mayWrite = c.get('permissions').has('establishment.write')
  return ledgerColumns({ ofOneUnit: false, mayWrite, asOf: viewpointOf(c).asOf, link: linkOf(c) })
}
