import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import {
  type HeadcountLoan,
  loanState,
  loanStates,
  type RecordedLoan,
} from '../../src/establishment/headcount-loan.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { RecordedHistory } from '../parts/recorded-history.tsx'

type LoanRecordProps = {
  loan: HeadcountLoan
  /** the latest first */
  history: readonly RecordedLoan[]
  names: ReadonlyMap<string, string>
  asOf: IsoDate
  link: Link
}

/** One loan: what it is on the day, and every version of it that was recorded. */
export function LoanRecord({ loan, history, names, asOf, link }: LoanRecordProps) {
  const unit = (id: string) => <a href={link(`/organizations/${id}/headcounts`)}>{names.get(id) ?? ''}</a>
  return (
    <>
      <header class="record">
        <dl class="facts">
          <dt>借出</dt>
          <dd>
            {unit(loan.lenderId)}
            {loan.ofRegion ? '（未分配）' : ''}
          </dd>
          <dt>借入</dt>
          <dd>{unit(loan.borrowerId)}</dd>
          <dt>编制</dt>
          <dd>
            {establishmentKindName(loan.establishmentKind)} {loan.count} 名
          </dd>
          <dt>{asOf}</dt>
          <dd>{loanStates[loanState(loan, asOf)]}</dd>
          <dt>起始</dt>
          <dd>{loan.effectiveFrom}</dd>
          <dt>归还</dt>
          <dd>{loan.effectiveTo}</dd>
          <dt>批准文件</dt>
          <dd class="wide">
            <a href={link(`/documents/${loan.document.id}`)}>
              <DocumentWords document={loan.document} />
            </a>
          </dd>
        </dl>
      </header>
      <RecordedHistory
        versions={history.map((version, place) => {
          const before = history[place + 1]
          const changed = before !== undefined && before.effectiveTo !== version.effectiveTo
          return {
            ...version,
            words: `${version.effectiveFrom} 起借用 ${version.count} 名，${version.effectiveTo} 归还`,
            changes: changed
              ? [{ title: '归还日期', before: before.effectiveTo, after: version.effectiveTo }]
              : [],
          }
        })}
      />
    </>
  )
}
