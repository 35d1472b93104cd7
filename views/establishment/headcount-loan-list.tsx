import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { type HeadcountLoan, loanState, loanStates } from '../../src/establishment/headcount-loan.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'

type LoanGround = { names: ReadonlyMap<string, string>; asOf: IsoDate; mayWrite: boolean; link: Link }

export function loanColumns({ names, asOf, mayWrite, link }: LoanGround): ListColumn<HeadcountLoan>[] {
  const named = (id: string) => names.get(id) ?? ''
  const acts: ListColumn<HeadcountLoan> = {
    key: 'acts',
    title: '办理',
    width: 8,
    kind: 'acts',
    value: () => '',
    cell: ({ loanId }) => <a href={link(`/headcount-loans/${loanId}/end`)}>变更归还日期</a>,
    order: null,
    only: 'page',
  }
  return [
    {
      key: 'borrower',
      title: '借入',
      width: 34,
      value: ({ borrowerId }) => named(borrowerId),
      cell: ({ borrowerId }) => (
        <a href={link(`/organizations/${borrowerId}/headcounts`)}>{named(borrowerId)}</a>
      ),
    },
    {
      key: 'lender',
      title: '借出',
      width: 34,
      value: ({ lenderId, ofRegion }) => `${named(lenderId)}${ofRegion ? '（未分配）' : ''}`,
      cell: ({ lenderId, ofRegion }) =>
        ofRegion ? (
          `${named(lenderId)}（未分配）`
        ) : (
          <a href={link(`/organizations/${lenderId}/headcounts`)}>{named(lenderId)}</a>
        ),
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: (loan) => establishmentKindName(loan.establishmentKind),
    },
    {
      key: 'count',
      title: '名数',
      width: 8,
      kind: 'count',
      value: ({ count }) => count,
      total: (loans) => loans.reduce((sum, { count }) => sum + count, 0),
    },
    {
      key: 'effectiveFrom',
      title: '起始',
      width: 12,
      kind: 'date',
      value: ({ effectiveFrom }) => effectiveFrom,
      cell: ({ loanId, effectiveFrom }) => <a href={link(`/headcount-loans/${loanId}`)}>{effectiveFrom}</a>,
    },
    { key: 'effectiveTo', title: '归还', width: 12, kind: 'date', value: ({ effectiveTo }) => effectiveTo },
    {
      key: 'state',
      title: '状态',
      width: 10,
      kind: 'code',
      value: (loan) => loanStates[loanState(loan, asOf)],
    },
    {
      key: 'document',
      title: '批准文件',
      width: 22,
      value: ({ document }) => document.number,
      cell: ({ document }) => (
        <a href={link(`/documents/${document.id}`)}>
          <DocumentWords document={document} />
        </a>
      ),
    },
    { key: 'note', title: '备注', width: 30, value: ({ note }) => note },
    ...(mayWrite ? [acts] : []),
  ]
}

type LoanListProps = {
  list: List<HeadcountLoan>
  state: string
  /** 名, of all that are lent on the day */
  lent: number
  viewpoint: Viewpoint
  today: IsoDate
}

/** 周转编制: from whom, to whom, until when. */
export function LoanList({ list, state, lent, viewpoint, today }: LoanListProps) {
  return (
    <section id="headcount-loans">
      <form class="filters" method="get" action="/headcount-loans" aria-label="筛选周转编制">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <FilterChoice name="state" label="状态" choices={choicesOf(loanStates)} chosen={state} />
        <button class="plain">查看</button>
        <ListTools list={list} counted="笔">
          <span class="shown">
            {viewpoint.asOf} 在借 {lent} 名
          </span>
        </ListTools>
      </form>
      {list.count === 0 ? (
        <p class="empty">
          没有周转编制。按批文从机构空编或全区未分配编制借出的，用“登记借出”登记，到期自动归还。
        </p>
      ) : (
        <ListTable list={list} caption={`${viewpoint.asOf} 周转编制，单位：名`} counted="笔" />
      )}
    </section>
  )
}
