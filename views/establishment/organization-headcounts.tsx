import type { Freeze, HeadcountRow } from '../../src/establishment/headcount.ts'
import type { List } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { type KindPosition, PositionTable } from '../parts/position-table.tsx'
import { FreezeTable } from './freeze-table.tsx'

type OrganizationHeadcountsProps = {
  organizationId: string
  positions: KindPosition[]
  list: List<HeadcountRow>
  freezes: Freeze[]
  /** only this kind's rows are shown; empty: all */
  kindName: string
  mayWrite: boolean
  asOf: IsoDate
  link: Link
}

/** 编制 of one organization: how its places stand, and every row that made them. */
export function OrganizationHeadcounts(props: OrganizationHeadcountsProps) {
  const { organizationId, positions, list, freezes, kindName, mayWrite, asOf, link } = props
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
          <ListTable list={list} caption="核定编制台账，单位：名" counted="行" />
        </>
      )}
      {freezes.length === 0 ? null : (
        <FreezeTable freezes={freezes} asOf={asOf} ofOneUnit={true} mayWrite={mayWrite} link={link} />
      )}
    </>
  )
}
