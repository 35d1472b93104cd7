import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Freeze, HeadcountRow, RecordedFreeze } from '../../src/establishment/headcount.ts'
import type { List } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { ListTools } from '../parts/list-table.tsx'
import { type KindPosition, PositionTable } from '../parts/position-table.tsx'
import { RecordedHistory, type RecordedVersion } from '../parts/recorded-history.tsx'
import { FreezeTable } from './freeze-table.tsx'
import { LedgerTable } from './ledger-table.tsx'

type OrganizationHeadcountsProps = {
  organizationId: string
  positions: KindPosition[]
  list: List<HeadcountRow>
  freezes: Freeze[]
  /** every version recorded, the latest first */
  freezeHistory: readonly RecordedFreeze[]
  /** only this kind's rows are shown; empty: all */
  kindName: string
  mayWrite: boolean
  asOf: IsoDate
  link: Link
}

/** 编制 of one organization: how its places stand, and every row that made them. */
export function OrganizationHeadcounts(props: OrganizationHeadcountsProps) {
  const { organizationId, positions, list, freezes, freezeHistory, kindName, mayWrite, asOf, link } = props
  const path = `/organizations/${organizationId}/headcounts`
  return (
    <>
      {positions.length === 0 ? null : (
        <PositionTable
          caption={`${asOf} 编制使用情况，单位：名`}
          positions={positions}
          approvedHref={(kind) => link(path, { kind })}
          occupiedHref={(kind) => link('/people', { organizationId, kind })}
        />
      )}
      {list.count === 0 ? (
        <p class="empty">没有核定编制。批文到件后，由经办人用“登记编制”登记。</p>
      ) : (
        <>
          <h2>核定台账{kindName === '' ? '' : `：${kindName}`}</h2>
          <p class="filters">
            {kindName === '' ? null : <a href={link(path)}>显示全部类型</a>}
            <ListTools list={list} counted="行" />
          </p>
          <LedgerTable list={list} />
        </>
      )}
      {freezes.length === 0 ? null : (
        <FreezeTable freezes={freezes} asOf={asOf} ofOneUnit={true} mayWrite={mayWrite} link={link} />
      )}
      {freezeHistory.length === 0 ? null : <RecordedHistory versions={freezeHistory.map(versionOf)} />}
    </>
  )
}

/** A lifted freeze is a version of its own: it took the place of the one that was recorded longer. */
function versionOf(freeze: RecordedFreeze, _place: number, all: readonly RecordedFreeze[]): RecordedVersion {
  const before = all.find(
    (other) =>
      other.supersededAt?.getTime() === freeze.recordedAt.getTime() &&
      other.establishmentKind === freeze.establishmentKind &&
      other.effectiveFrom === freeze.effectiveFrom,
  )
  const end = ({ effectiveTo }: RecordedFreeze) => effectiveTo ?? '未定'
  const changes = before === undefined ? [] : [{ title: '解冻日期', before: end(before), after: end(freeze) }]
  const until = freeze.effectiveTo === null ? '' : `，${freeze.effectiveTo} 解冻`
  const kind = establishmentKindName(freeze.establishmentKind)
  return { ...freeze, changes, words: `${kind}冻结 ${freeze.count} 名，${freeze.effectiveFrom} 起${until}` }
}
