import { BatchForm } from '../../views/movement/batch-form.tsx'
import { BatchReview } from '../../views/movement/batch-review.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import type { Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { type IsoDate, parseDate } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { endedOfBatch } from './batch.store.ts'
import { readBatchForm } from './batch-form.ts'
import { type BatchRow, listAgain } from './batch-rows.ts'
import { draftBatch, type PlacedProblem, previewBatch } from './draft-batch.ts'
import { loadEntryGrounds } from './load-entry-grounds.ts'
import { loadMovement } from './load-movement.ts'
import { fieldsOfMovement } from './movement-again.ts'
import { isMovementKind, movementRule } from './movement-kind.ts'

const crumbs = [{ title: '异动', href: '/movements' }]

/** 批量增员: many people of one list into one unit by one paper; drafted all or none. */
export function batchMovementRoutes() {
  const routes = newRoutes()

  routes.get('/movements/batch', permit('movement.draft'), async (c) => {
    const formerId = c.req.query('former')
    if (formerId === undefined) return formPage(c, { kind: 'recruitment' }, nothing)
    const typed = await typedAgain(c, formerId)
    return typed === null ? notFoundPage(c) : formPage(c, typed, nothing)
  })

  /** 返回修改: the same form with everything typed. */
  routes.post('/movements/batch/form', permit('movement.draft'), async (c) =>
    formPage(c, await typedOf(c), nothing),
  )

  routes.post('/movements/batch/review', permit('movement.draft'), async (c) => {
    const { db, cipher } = c.get('services')
    const typed = await typedOf(c)
    const read = await readBatchForm(db, cipher, actingOf(c), typed)
    if (read.problems.length + read.rowProblems.length > 0) return formPage(c, typed, read)
    const preview = await previewBatch(db, cipher, actingOf(c), read.drafts)
    if (!preview.done) return formPage(c, typed, { ...read, rowProblems: preview.problems })
    const names = await organizationNames(
      db,
      actingOf(c).regionCode,
      preview.value.map(({ movement }) => movement.toOrganizationId),
    )
    return respond(
      c,
      { title: '请核对', crumbs: [...crumbs, { title: '批量增员' }] },
      <BatchReview
        rows={read.rows}
        preview={preview.value}
        names={names}
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/movements/batch', permit('movement.draft'), async (c) => {
    const { db, cipher } = c.get('services')
    const typed = await typedOf(c)
    const read = await readBatchForm(db, cipher, actingOf(c), typed)
    if (read.problems.length + read.rowProblems.length > 0) return formPage(c, typed, read)
    const drafted = await draftBatch(db, cipher, actingOf(c), read.drafts)
    if (!drafted.done) return formPage(c, typed, { ...read, rowProblems: drafted.problems })
    const [first] = drafted.value
    const query = { state: 'open', kind: first?.kind, organizationId: first?.toOrganizationId ?? undefined }
    return c.redirect(linkOf(c)('/movements', query), 303)
  })

  return routes
}

/** 整批修改后重新登记: what was returned or withdrawn of a list, as the form filled with it. */
async function typedAgain(c: Request, formerId: string): Promise<Typed | null> {
  const loaded = await loadMovement(c, formerId)
  if (loaded === null) return null
  const { movement } = loaded
  if (!isMovementKind(movement.kind) || !movementRule(movement.kind).registersPerson) return null
  const { db, regionCode } = c.get('services')
  const formers = await endedOfBatch(db, regionCode, movement)
  if (formers.length === 0) return null
  const document =
    movement.documentId === null ? null : await findDocument(db, regionCode, movement.documentId)
  const names = await organizationNames(db, regionCode, [movement.toOrganizationId])
  const {
    personId: _personId,
    otherUnit: _otherUnit,
    ...fields
  } = fieldsOfMovement(movement, { names, document })
  return { ...fields, reason: movement.reason, formerId: movement.id, people: listAgain(formers) }
}

type Read = { rows: readonly BatchRow[]; problems: readonly Problem[]; rowProblems: readonly PlacedProblem[] }

const nothing: Read = { rows: [], problems: [], rowProblems: [] }

async function formPage(c: Request, typed: Typed, { rows, problems, rowProblems }: Read) {
  return respond(
    c,
    { title: '批量增员', crumbs },
    <BatchForm
      typed={typed}
      problems={problems}
      rowProblems={rowProblems.map(({ place, problem }) => ({ row: rows[place] ?? null, problem }))}
      grounds={await loadEntryGrounds(c, typed, dayOf(c, typed))}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length + rowProblems.length === 0 ? 200 : 422,
  )
}

function dayOf(c: Request, { effectiveOn = '' }: Typed): IsoDate {
  return parseDate(effectiveOn) ?? c.get('services').clock.today()
}

async function typedOf(c: Request): Promise<Typed> {
  const body = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && name !== 'csrf' ? [[name, value]] : [],
    ),
  )
}
