import { messageOf } from '../../views/messages.ts'
import { ReformList, reformColumns } from '../../views/movement/reform-list.tsx'
import { ReformRecord } from '../../views/movement/reform-record.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import type { Typed } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import { addDays } from '../kernel/dates.ts'
import type { Problem } from '../kernel/problem.ts'
import { findDocument } from '../organization/document.store.ts'
import { organizationNames } from '../organization/organization.store.ts'
import { establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { namesOfPeople } from '../staffing/person.store.ts'
import { previewReform } from './draft-reform.ts'
import { type LoadedReform, loadReform, loadReforms } from './load-reform.ts'
import { reformAmendmentOf } from './reform.store.ts'
import { presentIds, type Reform, remainingIds } from './reform.ts'
import { movedByReform } from './reform-people.store.ts'
import { signReform } from './sign-reform.ts'
import { checkSignature, isEnded, nextStep, stateOf } from './signature.ts'
import { readSignature } from './signature-form.ts'

/** 合并、分设: the list, one plan with its chain, signing, returning and withdrawing. */
export function reformRoutes() {
  const routes = newRoutes()

  routes.get('/reforms', permit('organization.read'), async (c) => {
    const link = linkOf(c)
    const { columns, rows, asked } = await listed(c)
    const list = listOf(c, { columns, rows })
    return respondList(
      c,
      {
        title: '机构改革',
        action: c.get('permissions').has('organization.write') ? (
          <>
            <a class="button" href={link('/reforms/new')}>
              办理合并、分设
            </a>
            <a class="button" href={link('/reforms/transfer')}>
              成批调动
            </a>
          </>
        ) : undefined,
      },
      list,
      <ReformList list={list} asked={asked} />,
    )
  })

  routes.get('/reforms.xlsx', permit('organization.read'), async (c) =>
    workbookAnswer(
      c,
      sheetOfList(orderedAsAsked(c, await listed(c)), { title: '机构合并分设', counted: '件' }),
    ),
  )

  routes.get('/reforms/:id', permit('organization.read'), async (c) => {
    const loaded = await loadReform(c, c.req.param('id'))
    return loaded === null ? notFoundPage(c) : recordPage(c, loaded, {}, [])
  })

  routes.post('/reforms/:id/signatures', permit('organization.sign'), async (c) => {
    const loaded = await loadReform(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const { typed, outcome } = await readSignature(c)
    if (!outcome.done) return recordPage(c, loaded, typed, outcome.problems)
    const signed = await signReform(c.get('services').db, actingOf(c), loaded.reform.id, outcome.value)
    if (!signed.done) return recordPage(c, loaded, typed, signed.problems)
    return c.redirect(`/reforms/${loaded.reform.id}`, 303)
  })

  routes.post('/reforms/:id/withdrawal', permit('organization.write'), async (c) => {
    const loaded = await loadReform(c, c.req.param('id'))
    if (loaded === null) return notFoundPage(c)
    const decision = { decision: 'withdraw', words: '' } as const
    const signed = await signReform(c.get('services').db, actingOf(c), loaded.reform.id, decision)
    if (!signed.done) return recordPage(c, loaded, {}, signed.problems)
    return c.redirect(`/reforms/${loaded.reform.id}`, 303)
  })

  return routes
}

async function listed(c: Request) {
  const { db, regionCode } = c.get('services')
  const { kind = '', state = '' } = c.req.query()
  const rows = (await loadReforms(c)).filter(
    ({ reform, life }) => (kind === '' || reform.kind === kind) && (state === '' || stateOf(life) === state),
  )
  const ids = rows.flatMap(({ reform }) => presentIds(reform.plan))
  const columns = reformColumns(await organizationNames(db, regionCode, ids), linkOf(c))
  return { columns, rows, asked: { kind, state } }
}

async function recordPage(
  c: Request,
  { reform, life }: LoadedReform,
  typed: Typed,
  problems: readonly Problem[],
) {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const permissions = c.get('permissions')
  const open = nextStep(life) !== null
  const preview = open ? await previewReform(db, acting, reform) : null
  const foreseen = preview?.done ? preview.value : null
  const { plan } = reform
  const known = await organizationNames(db, regionCode, [
    ...presentIds(plan),
    ...remainingIds(plan),
    ...(foreseen?.differences ?? []).map(({ payingOrganizationId }) => payingOrganizationId),
  ])
  const founded = plan.successors.flatMap(({ organizationId, founded: unit }) =>
    unit === null ? [] : [[organizationId, unit.name] as const],
  )
  const amendedBy = await reformAmendmentOf(db, regionCode, reform.id)
  const asked = { decision: 'agree', words: '同意' } as const
  return respond(
    c,
    { title: reform.number, crumbs: [{ title: '机构改革', href: '/reforms' }] },
    <ReformRecord
      reform={reform}
      life={life}
      document={await findDocument(db, regionCode, reform.documentId)}
      foreseen={foreseen}
      foreseenProblems={preview !== null && !preview.done ? preview.problems.map(messageOf) : []}
      happened={life.effective ? await happenedBy(c, reform) : null}
      names={new Map([...founded, ...known])}
      amendedBy={amendedBy}
      mayAmend={isEnded(life) && amendedBy === null && permissions.has('organization.write')}
      maySign={open && permissions.has('organization.sign') && checkSignature(life, acting, asked) === null}
      mayWithdraw={open && reform.recordedBy === acting.userId}
      mayReadPay={permissions.has('pay.read')}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
      link={linkOf(c)}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

/** The units the day before and on the day, and everybody who was moved. */
async function happenedBy(c: Request, { id, plan, effectiveOn: on }: Reform) {
  const { db, regionCode } = c.get('services')
  const organizationIds = [...new Set([...presentIds(plan), ...remainingIds(plan)])]
  const at = (asOf: string) =>
    establishmentTableOn(db, { regionCode, asOf, asKnownAt: null }, { organizationIds })
  const [before, after, moved] = await Promise.all([
    at(addDays(on, -1)),
    at(on),
    movedByReform(db, regionCode, id),
  ])
  const personIds = moved.map(({ personId }) => personId)
  const names = await namesOfPeople(db, regionCode, { personIds, on })
  const exceptions = new Set(plan.people.map(({ personId }) => personId))
  const people = [...names].flatMap(([personId, name]) => {
    const movement = moved.find((one) => one.personId === personId)
    return movement === undefined ? [] : [{ ...movement, name, named: exceptions.has(personId) }]
  })
  return { before, after, people }
}
