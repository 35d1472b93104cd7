import { PayFactForm, PayFactReview } from '../../views/pay/pay-fact-form.tsx'
import { itemLabel, PersonPay } from '../../views/pay/person-pay.tsx'
import { costColumns } from '../../views/pay/personnel-cost.tsx'
import { PersonRecord } from '../../views/staffing/person-head.tsx'
import { actingOf, newRoutes, type Request } from '../http/environment.ts'
import { notFoundPage } from '../http/error-pages.tsx'
import { readForm, type Typed } from '../http/form.ts'
import { listOf, orderedAsAsked, sheetOfList } from '../http/list.ts'
import { permit } from '../http/permit.ts'
import { respond } from '../http/respond.tsx'
import { respondList } from '../http/respond-list.tsx'
import { linkOf, viewpointOf } from '../http/viewpoint.ts'
import { workbookAnswer } from '../http/workbook.ts'
import type { Problem } from '../kernel/problem.ts'
import { documentOfForm } from '../organization/document-form.ts'
import { loadPerson } from '../staffing/load-person.ts'
import type { LoadedPerson } from '../staffing/person.ts'
import { changePayFact, foreseePayFact, paySubjects } from './change-pay-fact.ts'
import { costByItem, costYears, payItemNames, spellsOfYear } from './cost-table.store.ts'
import { costRows } from './cost-table.ts'
import { payFactShape } from './pay-fact-form.ts'
import { payFactsRecorded } from './pay-record.store.ts'
import { subjectKey } from './pay-record.ts'
import { askedYear, costSheet } from './personnel-cost.routes.tsx'

/** A person's 工资档案, cost by month with its reasons, and the change of what is their own. */
export function personPayRoutes() {
  const routes = newRoutes()

  routes.get('/people/:id/pay', permit('pay.read'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { db, regionCode, clock } = c.get('services')
    const viewpoint = viewpointOf(c)
    const link = linkOf(c)
    const year = askedYear(c)
    const { personId } = person
    const itemNames = await payItemNames(db, viewpoint)
    const list = listOf(c, {
      columns: itemColumns(itemNames),
      rows: costRows(await costByItem(db, viewpoint, { year, personId })),
    })
    return respondList(
      c,
      { ...pageOf(person), action: <Actions c={c} person={person} /> },
      list,
      <PersonRecord person={person} tab="pay" asOf={viewpoint.asOf} mayReadPay link={link}>
        <PersonPay
          person={person}
          facts={await payFactsRecorded(db, viewpoint, personId)}
          spells={await spellsOfYear(db, viewpoint, { year, personId })}
          list={list}
          itemNames={itemNames}
          year={year}
          years={await costYears(db, regionCode)}
          viewpoint={viewpoint}
          today={clock.today()}
        />
      </PersonRecord>,
    )
  })

  routes.get('/people/:id/pay.xlsx', permit('pay.read'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { db } = c.get('services')
    const viewpoint = viewpointOf(c)
    const year = askedYear(c)
    const rows = costRows(await costByItem(db, viewpoint, { year, personId: person.personId }))
    const names = await payItemNames(db, viewpoint)
    const title = `${person.particulars.name} ${year} 年人员经费`
    const table = orderedAsAsked(c, { columns: itemColumns(names), rows })
    return workbookAnswer(c, sheetOfList(table, costSheet(title, '项')))
  })

  routes.get('/people/:id/pay-facts/new', permit('pay.write'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    return person === null ? notFoundPage(c) : formPage(c, person, { typed: c.req.query(), problems: [] })
  })

  routes.post('/people/:id/pay-facts', permit('pay.write'), async (c) => {
    const person = await loadPerson(c, c.req.param('id'))
    if (person === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, payFactShape)
    if (!outcome.done) return formPage(c, person, { typed, problems: outcome.problems })
    const { subject, amount, effectiveFrom, effectiveTo, reason } = outcome.value
    const draft = {
      personId: person.personId,
      subject,
      amount,
      effectiveFrom,
      effectiveTo,
      reason,
      document: documentOfForm(outcome.value),
    }
    const { db } = c.get('services')
    if (typed.confirmed === 'yes') {
      const changed = await changePayFact(db, actingOf(c), draft)
      if (!changed.done) return formPage(c, person, { typed, problems: changed.problems })
      return c.redirect(linkOf(c)(`/people/${person.personId}/pay`), 303)
    }
    const foreseen = await foreseePayFact(db, actingOf(c), draft)
    if (!foreseen.done) return formPage(c, person, { typed, problems: foreseen.problems })
    const subjects = await subjectsOf(c, person, effectiveFrom)
    return respond(
      c,
      { ...pageOf(person), title: '请核对' },
      <PayFactReview
        person={person}
        subject={subjects.find((one) => subjectKey(one) === subject)?.label ?? ''}
        typed={{ ...typed, effectiveFrom, effectiveTo: effectiveTo ?? '' }}
        differences={foreseen.value}
        csrfToken={c.get('csrfToken')}
        link={linkOf(c)}
      />,
    )
  })

  return routes
}

function itemColumns(names: ReadonlyMap<string, string>) {
  return costColumns({ heading: '经济科目、工资项目', label: (key) => itemLabel(key, names) })
}

function pageOf({ particulars, personId }: LoadedPerson) {
  return {
    title: `${particulars.name} 经费`,
    crumbs: [
      { title: '花名册', href: '/people' },
      { title: particulars.name, href: `/people/${personId}` },
    ],
    dated: true,
  }
}

function Actions({ c, person }: { c: Request; person: LoadedPerson }) {
  const link = linkOf(c)
  const permissions = c.get('permissions')
  return (
    <>
      {permissions.has('movement.draft') ? (
        <a class="plain" href={link('/movements/new', { personId: person.personId, kind: 'pay-change' })}>
          办理工资变动
        </a>
      ) : null}
      {permissions.has('pay.write') ? (
        <a class="button" href={link(`/people/${person.personId}/pay-facts/new`)}>
          登记个人金额、基数
        </a>
      ) : null}
    </>
  )
}

async function formPage(
  c: Request,
  person: LoadedPerson,
  { typed, problems }: { typed: Typed; problems: readonly Problem[] },
) {
  return respond(
    c,
    { ...pageOf(person), title: '登记个人金额、缴费基数' },
    <PayFactForm
      person={person}
      subjects={await subjectsOf(c, person, viewpointOf(c).asOf)}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}

async function subjectsOf(c: Request, { held, assignments }: LoadedPerson, on: string) {
  const establishmentKind = (held ?? assignments.at(-1))?.establishmentKind
  if (establishmentKind === undefined) return []
  const { db, regionCode } = c.get('services')
  return paySubjects(db, regionCode, { establishmentKind, on })
}
