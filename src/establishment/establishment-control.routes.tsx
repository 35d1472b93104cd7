import { z } from 'zod'
import {
  ControlForm,
  ControlPage,
  ControlReview,
  controlColumns,
} from '../../views/establishment/establishment-control.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { optionalText, readForm, requiredChoice, requiredDate, type Typed } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { done, type Outcome, type Problem } from '../kernel/problem.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { rootOn } from '../organization/organization.store.ts'
import type { PositionReader } from '../organization/position-reader.ts'
import { type ControlDraft, changeControl, changesOf } from './change-control.ts'
import { controlHistory, controlRows } from './establishment-control.store.ts'
import { type Control, controls, controlsInOrder, type Measure, measures } from './establishment-control.ts'
import { establishmentKindOrder } from './establishment-kind.ts'
import { vacancies } from './vacancy.ts'

const crumbs = [{ title: '控制方式', href: '/establishment-controls' }]

const controlShape = z.object({
  measure: requiredChoice(Object.keys(measures) as Measure[]),
  establishmentKind: requiredChoice(['all', ...establishmentKindOrder]),
  control: requiredChoice(Object.keys(controls) as Control[]),
  effectiveFrom: requiredDate(),
  note: optionalText(500),
  ...documentShape,
})

/** 控制方式: stop or warn, per kind and measure, from a day on, on a paper. */
export function establishmentControlRoutes(positionsOn: PositionReader) {
  const routes = newRoutes()

  routes.get('/establishment-controls', permit('establishment.read'), async (c) => {
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const link = linkOf(c)
    const rows = await controlRows(db, viewpoint)
    const history = listOf(c, await historyListed(c))
    const action = c.get('permissions').has('control.write') ? (
      <a class="button" href={link('/establishment-controls/new')}>
        变更控制方式
      </a>
    ) : undefined
    return respondList(
      c,
      { title: '控制方式', dated: true, action },
      history,
      <ControlPage rows={rows} history={history} asOf={viewpoint.asOf} link={link} />,
    )
  })

  routes.get('/establishment-controls.xlsx', permit('establishment.read'), async (c) => {
    const sheet = { title: '控制方式', counted: '行' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, await historyListed(c)), sheet))
  })

  routes.get('/establishment-controls/new', permit('control.write'), (c) =>
    formPage(c, { effectiveFrom: actingOf(c).today }, []),
  )

  routes.post('/establishment-controls/form', permit('control.write'), async (c) => {
    const { typed } = await readForm(c, controlShape)
    return formPage(c, typed, [])
  })

  routes.post('/establishment-controls/review', permit('control.write'), async (c) => {
    const { typed, outcome } = await readControl(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const draft = outcome.value
    const { db, regionCode } = c.get('services')
    const changes = await changesOf(db, regionCode, draft)
    if (!changes.done) return formPage(c, typed, changes.problems)
    return respond(
      c,
      { title: '请核对', crumbs },
      <ControlReview
        draft={draft}
        changes={changes.value}
        standing={
          draft.measure === 'headcount' ? await standingOn(c, draft.effectiveFrom, positionsOn) : null
        }
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/establishment-controls', permit('control.write'), async (c) => {
    const { typed, outcome } = await readControl(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const changed = await changeControl(c.get('services').db, actingOf(c), outcome.value)
    return changed.done ? c.redirect('/establishment-controls', 303) : formPage(c, typed, changed.problems)
  })

  return routes
}

async function historyListed(c: Request) {
  const rows = await controlHistory(c.get('services').db, viewpointOf(c))
  return { columns: controlColumns(linkOf(c)), rows: controlsInOrder(rows) }
}

async function readControl(c: Request): Promise<{ typed: Typed; outcome: Outcome<ControlDraft> }> {
  const { typed, outcome } = await readForm(c, controlShape)
  if (!outcome.done) return { typed, outcome }
  const { establishmentKind, note, measure, control, effectiveFrom } = outcome.value
  const establishmentKinds = establishmentKind === 'all' ? establishmentKindOrder : [establishmentKind]
  const document = documentOfForm(outcome.value)
  return {
    typed,
    outcome: done({ measure, establishmentKinds, control, effectiveFrom, note: note ?? '', document }),
  }
}

/** Units without a free place on the day, by kind: the control bites there at once. */
async function standingOn(c: Request, asOf: string, positionsOn: PositionReader) {
  const { db, regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const [root, rows] = [await rootOn(db, viewpoint), await positionsOn(db, viewpoint, {})]
  const standing = new Map<string, { full: number; over: number }>()
  for (const row of rows.filter(({ organizationId }) => organizationId !== root?.organizationId)) {
    const known = standing.get(row.establishmentKind) ?? { full: 0, over: 0 }
    const free = vacancies(row)
    standing.set(row.establishmentKind, {
      full: known.full + (free === 0 ? 1 : 0),
      over: known.over + (free < 0 ? 1 : 0),
    })
  }
  return standing
}

function formPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '变更控制方式', crumbs },
    <ControlForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}
