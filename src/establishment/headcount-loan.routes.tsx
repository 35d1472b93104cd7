import { z } from 'zod'
import { LoanEndForm, LoanForm, LoanReview } from '../../views/establishment/headcount-loan.tsx'
import { LoanList, loanColumns } from '../../views/establishment/headcount-loan-list.tsx'
import { LoanRecord } from '../../views/establishment/headcount-loan-record.tsx'
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
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import { organizationNames, rootOn } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { establishmentKindOrder } from './establishment-kind.ts'
import { loanHistoryOf, loansOf } from './headcount-loan.store.ts'
import { type HeadcountLoan, loanState } from './headcount-loan.ts'
import { changeLoanEnd, checkLoan, type LoanDraft, lendHeadcount } from './lend-headcount.ts'
import type { PositionAheadReader } from './position-ahead-reader.ts'

const crumbs = [{ title: '周转编制', href: '/headcount-loans' }]

const loanShape = z.object({
  lender: requiredText(100),
  borrower: requiredText(100),
  establishmentKind: requiredChoice(establishmentKindOrder),
  count: requiredCount({ least: 1, most: 10_000 }),
  effectiveFrom: requiredDate(),
  effectiveTo: requiredDate(),
  note: optionalText(300),
  ...documentShape,
})

const endShape = z.object({ effectiveTo: requiredDate(), note: requiredText(300), ...documentShape })

/** 周转编制: lent with its end, given back by itself, earlier or later by another paper. */
export function headcountLoanRoutes(positionAheadOf: PositionAheadReader) {
  const routes = newRoutes()

  routes.get('/headcount-loans', permit('establishment.read'), async (c) => {
    const link = linkOf(c)
    const mayWrite = c.get('permissions').has('establishment.write')
    const { state, columns, rows, lent } = await loansListed(c)
    const list = listOf(c, { columns, rows })
    return respondList(
      c,
      {
        title: '周转编制',
        dated: true,
        action: mayWrite ? (
          <a class="button" href={link('/headcount-loans/new')}>
            登记借出
          </a>
        ) : undefined,
      },
      list,
      <LoanList
        list={list}
        state={state}
        lent={lent}
        viewpoint={viewpointOf(c)}
        today={c.get('services').clock.today()}
      />,
    )
  })

  routes.get('/headcount-loans.xlsx', permit('establishment.read'), async (c) => {
    const sheet = { title: '周转编制', unitOfMeasure: '名', counted: '笔' }
    return workbookAnswer(c, sheetOfList(orderedAsAsked(c, await loansListed(c)), sheet))
  })

  routes.get('/headcount-loans/new', permit('establishment.write'), (c) => formPage(c, {}, []))

  routes.post('/headcount-loans/form', permit('establishment.write'), async (c) => {
    const { typed } = await readForm(c, loanShape)
    return formPage(c, typed, [])
  })

  routes.post('/headcount-loans/review', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readLoan(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const draft = outcome.value
    const { db, regionCode } = c.get('services')
    const problem = await checkLoan(db, actingOf(c), draft, positionAheadOf)
    if (problem !== null) return formPage(c, typed, [problem])
    const { establishmentKind, effectiveFrom: on } = draft
    const at = (organizationId: string) =>
      positionAheadOf(db, regionCode, { on, position: { organizationId, establishmentKind } })
    return respond(
      c,
      { title: '请核对', crumbs },
      <LoanReview
        draft={draft}
        names={await organizationNames(db, regionCode, [draft.lenderId, draft.borrowerId])}
        lender={draft.ofRegion ? null : (await at(draft.lenderId))[0]}
        borrower={(await at(draft.borrowerId))[0]}
        typed={typed}
        csrfToken={c.get('csrfToken')}
      />,
    )
  })

  routes.post('/headcount-loans', permit('establishment.write'), async (c) => {
    const { typed, outcome } = await readLoan(c)
    if (!outcome.done) return formPage(c, typed, outcome.problems)
    const { ofRegion: _ofRegion, ...draft } = outcome.value
    const lent = await lendHeadcount(c.get('services').db, actingOf(c), draft, positionAheadOf)
    return lent.done ? c.redirect('/headcount-loans', 303) : formPage(c, typed, lent.problems)
  })

  routes.get('/headcount-loans/:id', permit('establishment.read'), async (c) => {
    const loan = await loanAsked(c)
    if (loan === null) return notFoundPage(c)
    const { db, regionCode } = c.get('services')
    const viewpoint = viewpointOf(c)
    const link = linkOf(c)
    const { loanId, lenderId, borrowerId, ofRegion } = loan
    const rootId = ofRegion ? lenderId : null
    return respond(
      c,
      {
        title: '周转编制',
        crumbs,
        dated: true,
        action: (
          <>
            <button type="button" class="plain" data-print>
              打印
            </button>
            {c.get('permissions').has('establishment.write') ? (
              <a class="button" href={link(`/headcount-loans/${loanId}/end`)}>
                变更归还日期
              </a>
            ) : null}
          </>
        ),
      },
      <LoanRecord
        loan={loan}
        history={await loanHistoryOf(db, viewpoint, { loanId, rootId })}
        names={await organizationNames(db, regionCode, [lenderId, borrowerId])}
        asOf={viewpoint.asOf}
        link={link}
      />,
    )
  })

  routes.get('/headcount-loans/:id/end', permit('establishment.write'), async (c) => {
    const loan = await loanAsked(c)
    if (loan === null) return notFoundPage(c)
    return endPage(c, loan, { effectiveTo: loan.effectiveTo }, [])
  })

  routes.post('/headcount-loans/:id/end', permit('establishment.write'), async (c) => {
    const loan = await loanAsked(c)
    if (loan === null) return notFoundPage(c)
    const { typed, outcome } = await readForm(c, endShape)
    if (!outcome.done) return endPage(c, loan, typed, outcome.problems)
    const { effectiveTo, note } = outcome.value
    const { db, regionCode } = c.get('services')
    const names = await organizationNames(db, regionCode, [loan.lenderId])
    const changed = await changeLoanEnd(
      db,
      actingOf(c),
      {
        loanId: loan.loanId,
        lenderName: names.get(loan.lenderId) ?? '',
        effectiveTo,
        note,
        document: documentOfForm(outcome.value),
      },
      positionAheadOf,
    )
    return changed.done ? c.redirect('/headcount-loans', 303) : endPage(c, loan, typed, changed.problems)
  })

  return routes
}

async function readLoan(
  c: Request,
): Promise<{ typed: Typed; outcome: Outcome<LoanDraft & { ofRegion: boolean }> }> {
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const { typed, outcome } = await readForm(c, loanShape)
  const asOf = parseDate(typed.effectiveFrom ?? '') ?? acting.today
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const chosen = (field: string, withRegion: boolean) =>
    chooseOrganization(db, viewpoint, { typed: typed[field] ?? '', field, visible, withRegion })
  const [lender, borrower] = [await chosen('lender', true), await chosen('borrower', false)]
  if (!outcome.done || !lender.done || !borrower.done) {
    const named = [lender, borrower].flatMap((one) => (one.done ? [] : one.problems))
    const others = outcome.done ? [] : outcome.problems
    const rest = others.filter(({ field }) => !named.some((one) => one.field === field))
    return { typed, outcome: refused(...named, ...rest) }
  }
  const { lender: _lender, borrower: _borrower, note, ...form } = outcome.value
  return {
    typed,
    outcome: done({
      lenderId: lender.value.organizationId,
      lenderName: lender.value.name,
      borrowerId: borrower.value.organizationId,
      ofRegion: lender.value.kind === 'region',
      establishmentKind: form.establishmentKind,
      count: form.count,
      effectiveFrom: form.effectiveFrom,
      effectiveTo: form.effectiveTo,
      note: note ?? '',
      document: documentOfForm(form),
    }),
  }
}

async function loansShown(c: Request) {
  const { db, regionCode } = c.get('services')
  const viewpoint = viewpointOf(c)
  const [root, visible] = [await rootOn(db, viewpoint), await visibleTo(db, actingOf(c), viewpoint)]
  const loans = (await loansOf(db, viewpoint, root?.organizationId ?? null)).filter(
    ({ lenderId, borrowerId }) => mayBeSeen(visible, lenderId) || mayBeSeen(visible, borrowerId),
  )
  const ids = loans.flatMap(({ lenderId, borrowerId }) => [lenderId, borrowerId])
  return { loans, names: await organizationNames(db, regionCode, ids) }
}

async function loansListed(c: Request) {
  const { asOf } = viewpointOf(c)
  const { loans, names } = await loansShown(c)
  const state = c.req.query('state') ?? ''
  const mayWrite = c.get('permissions').has('establishment.write')
  return {
    state,
    columns: loanColumns({ names, asOf, mayWrite, link: linkOf(c) }),
    rows: loans.filter((loan) => state === '' || loanState(loan, asOf) === state),
    lent: loans.filter((loan) => loanState(loan, asOf) === 'lent').reduce((sum, { count }) => sum + count, 0),
  }
}

async function loanAsked(c: Request): Promise<HeadcountLoan | null> {
  const loanId = c.req.param('id') ?? ''
  if (!isId(loanId)) return null
  return (await loansShown(c)).loans.find((loan) => loan.loanId === loanId) ?? null
}

function formPage(c: Request, typed: Typed, problems: readonly Problem[]) {
  return respond(
    c,
    { title: '登记借出', crumbs },
    <LoanForm typed={typed} problems={problems} csrfToken={c.get('csrfToken')} />,
    problems.length === 0 ? 200 : 422,
  )
}

async function endPage(c: Request, loan: HeadcountLoan, typed: Typed, problems: readonly Problem[]) {
  const { db, regionCode } = c.get('services')
  return respond(
    c,
    { title: '变更归还日期', crumbs },
    <LoanEndForm
      loan={loan}
      names={await organizationNames(db, regionCode, [loan.lenderId, loan.borrowerId])}
      typed={typed}
      problems={problems}
      csrfToken={c.get('csrfToken')}
    />,
    problems.length === 0 ? 200 : 422,
  )
}
