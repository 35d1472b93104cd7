import { BatchTransferForm } from '../../views/movement/batch-transfer-form.tsx'
import { BatchTransferPeople } from '../../views/movement/batch-transfer-people.tsx'
import { ReformReview } from '../../views/movement/reform-review.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { bodyOf, type Typed } from '../http/form.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { planOfTransfer } from './batch-transfer.ts'
import { chosenPeople, frameOfTransfer, type TransferFrame } from './batch-transfer-form.ts'
import { draftReform, foreseeReform, type ReformDraft } from './draft-reform.ts'
import { loadNamedUnits, loadReformGround } from './load-reform-form.ts'
import { movementList } from './movement-list.store.ts'
import type { MovementRow } from './movement-row.ts'
import type { ReformGround } from './reform-ground.ts'
import type { FormUnit } from './reform-places.ts'

const crumbs = [{ title: '机构改革', href: '/reforms' }]

/** 成批调动: from which unit to which, then who, then 请核对, then handed in and signed as one paper. */
export function batchTransferRoutes() {
  const routes = newRoutes()

  routes.get('/reforms/transfer', permit('organization.write'), (c) =>
    transferPage(c, { predecessor1: c.req.query('unit') ?? '' }, []),
  )

  /** 返回修改: the same form with everything typed. */
  routes.post('/reforms/transfer/form', permit('organization.write'), async (c) =>
    transferPage(c, await typedOf(c), []),
  )

  routes.post('/reforms/transfer/people', permit('organization.write'), async (c) => {
    const typed = await typedOf(c)
    const first = await readFirstPage(c, typed)
    return first.done ? peoplePage(c, typed, first.value, []) : transferPage(c, typed, first.problems)
  })

  routes.post('/reforms/transfer/review', permit('organization.write'), async (c) => {
    const typed = await typedOf(c)
    const read = await readDraft(c, typed)
    if (!read.done) return read.answer
    return reviewPage(c, typed, read, [])
  })

  routes.post('/reforms/transfer', permit('organization.write'), async (c) => {
    const typed = await typedOf(c)
    const read = await readDraft(c, typed)
    if (!read.done) return read.answer
    const drafted = await draftReform(c.get('services').db, actingOf(c), read.draft)
    if (drafted.done) return c.redirect(`/reforms/${drafted.value.id}`, 303)
    return drafted.problems.every(({ code }) => code === 'not-acknowledged')
      ? reviewPage(c, typed, read, drafted.problems)
      : refusedPage(c, typed, read, drafted.problems)
  })

  return routes
}

type FirstPage = { frame: TransferFrame; from: FormUnit; to: FormUnit; ground: ReformGround }
type Read =
  | ({ done: true; draft: ReformDraft } & FirstPage)
  | { done: false; answer: Response | Promise<Response> }

async function typedOf(c: Request): Promise<Typed> {
  const texts = Object.entries(await bodyOf(c)).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== 'csrf' ? [[name, value]] : [],
  )
  return Object.fromEntries(texts)
}

async function readFirstPage(c: Request, typed: Typed): Promise<Outcome<FirstPage>> {
  const frame = frameOfTransfer(typed)
  const { predecessor1 = '', existing1 = '', effectiveOn = '' } = typed
  const units = await loadNamedUnits(c, { predecessor1, fate1: 'kept', existing1, effectiveOn })
  const problems: Problem[] = [
    ...(frame.done ? [] : frame.problems),
    ...(units.done ? [] : units.problems),
    ...(existing1.trim() === '' ? [{ code: 'required' as const, field: 'existing1' }] : []),
  ]
  const [from, to] = units.done ? [units.value.predecessors[0], units.value.existing[0]] : []
  if (problems.length > 0 || !frame.done || !units.done || from === undefined || to === undefined) {
    return refused(...problems)
  }
  const { establishmentKind, toEstablishmentKind } = frame.value
  const stays = from.organizationId === to.organizationId
  if (stays && toEstablishmentKind === null) {
    const because = '调入单位应与调出单位不同；人员不调动、只变更编制类型的，填写“变更为编制类型”。'
    return refused({ code: 'refused', field: 'existing1', because })
  }
  const named = stays ? { ...units.value, existing: [] } : units.value
  const ground = await loadReformGround(c, { units: named, on: frame.value.effectiveOn })
  const people = ground.people
    .filter((person) => establishmentKind === null || person.establishmentKind === establishmentKind)
    .filter((person) => !stays || person.establishmentKind !== toEstablishmentKind)
  if (people.length === 0) {
    const because = `${from.name}在 ${frame.value.effectiveOn} 没有符合条件的在编人员。请核对单位、生效日期和编制类型。`
    return refused({ code: 'refused', field: 'predecessor1', because })
  }
  return done({ frame: frame.value, from, to, ground: { ...ground, people } })
}

async function readDraft(c: Request, typed: Typed): Promise<Read> {
  const first = await readFirstPage(c, typed)
  if (!first.done) return { done: false, answer: transferPage(c, typed, first.problems) }
  const { frame, from, to, ground } = first.value
  const personIds = chosenPeople(typed, ground.people)
  const { placesGoAlong, toEstablishmentKind, establishmentKind: _filter, ...draft } = frame
  const [fromId, toId] = [from.organizationId, to.organizationId]
  const transfer = { fromId, toId, personIds, placesGoAlong, toEstablishmentKind }
  const plan = planOfTransfer(transfer, ground)
  const problems = plan.done ? [] : plan.problems
  if (personIds.length === 0) problems.push({ code: 'required', field: 'people' })
  if (!plan.done || problems.length > 0) {
    return { done: false, answer: refusedPage(c, typed, first.value, problems) }
  }
  return { done: true, draft: { ...draft, plan: plan.value }, ...first.value }
}

/** Stands the problem on the first page? There the units, the day and the paper are named. */
function isOfFirstPage({ field }: Problem): boolean {
  return /^(effectiveOn|summary|document|predecessor|existing|establishmentKind|toEstablishmentKind|places|amendsId)/.test(
    field,
  )
}

function refusedPage(c: Request, typed: Typed, first: FirstPage, problems: readonly Problem[]) {
  return problems.some(isOfFirstPage)
    ? transferPage(c, typed, problems)
    : peoplePage(c, typed, first, problems)
}

/** The first page with what was typed; a plan drafted anew begins here too. */
export function transferPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '成批调动', crumbs },
    <BatchTransferForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

async function peoplePage(c: Request, typed: Typed, first: FirstPage, problems: readonly Problem[]) {
  const { from, to, ground, frame } = first
  return respond(
    c,
    { title: '选择调动人员', crumbs: [...crumbs, { title: '成批调动' }] },
    <BatchTransferPeople
      from={from.name}
      to={to.name}
      on={frame.effectiveOn}
      people={ground.people}
      open={await openMovements(c, from.organizationId)}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

/** Movements on their way about people of the unit: whoever chooses sees what else is under way. */
async function openMovements(c: Request, organizationId: string): Promise<Map<string, MovementRow>> {
  const { db, regionCode, clock } = c.get('services')
  const viewpoint = { regionCode, asOf: clock.today(), asKnownAt: null }
  const filter = { state: 'open', organizationIds: [organizationId] } as const
  const { rows } = await movementList(db, viewpoint, filter)
  return new Map(rows.map((row) => [row.personId, row]))
}

async function reviewPage(
  c: Request,
  typed: Typed,
  read: FirstPage & { draft: ReformDraft },
  problems: readonly Problem[],
) {
  const { db, regionCode } = c.get('services')
  const foreseen = await foreseeReform(db, actingOf(c), { ...read.draft, acknowledged: true })
  if (!foreseen.done) return refusedPage(c, typed, read, foreseen.problems)
  const { reform, effect } = foreseen.value
  const names = await organizationNames(db, regionCode, [
    read.from.organizationId,
    read.to.organizationId,
    ...effect.differences.map(({ payingOrganizationId }) => payingOrganizationId),
  ])
  return respond(
    c,
    { title: '请核对', crumbs },
    <ReformReview
      reform={reform}
      effect={effect}
      names={names}
      typed={typed}
      problems={problems}
      mayReadPay={c.get('permissions').has('pay.read')}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}
