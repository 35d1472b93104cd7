import {
  compareEstablishmentKinds,
  establishmentKindName,
  establishmentKinds,
} from '../../src/establishment/establishment-kind.ts'
import type { Freeze, HeadcountRow } from '../../src/establishment/headcount.ts'
import type { List } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf } from '../../src/organization/organization.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count, Vacancies } from '../parts/figure.tsx'
import { ListTools } from '../parts/list-table.tsx'
import { FreezeTable } from './freeze-table.tsx'
import { LedgerTable } from './ledger-table.tsx'

export type LedgerFields = { organization: string; kind: string; from: string; to: string; q: string }

type HeadcountLedgerProps = {
  totals: { establishmentKind: string; ceiling: number; allocated: number }[]
  list: List<HeadcountRow>
  freezes: Freeze[]
  fields: LedgerFields
  /** why the unit typed into the filter could not be used */
  unitMessage: string | null
  mayWrite: boolean
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 核定台账 of the region: what may be given and what is given on top, then every row. */
export function HeadcountLedger(props: HeadcountLedgerProps) {
  const { totals, list, freezes, fields, viewpoint, today, link, mayWrite, unitMessage } = props
  return (
    <section id="headcounts">
      {totals.length === 0 ? null : <Totals totals={totals} asOf={viewpoint.asOf} link={link} />}
      <form class="filters" method="get" action="/headcounts" aria-label="筛选台账">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <label for="organization">机构</label>
        <input
          id="organization"
          name="organization"
          value={fields.organization}
          size={18}
          maxlength={100}
          aria-describedby={unitMessage === null ? undefined : 'organization-message'}
        />
        <label for="kind">编制类型</label>
        <select id="kind" name="kind">
          <option value="">全部</option>
          {choicesOf(establishmentKinds).map(({ value, label }) => (
            <option value={value} selected={value === fields.kind}>
              {label}
            </option>
          ))}
        </select>
        <label for="from">生效</label>
        <input id="from" name="from" value={fields.from} size={10} maxlength={12} aria-label="生效日期从" />
        <span>至</span>
        <input id="to" name="to" value={fields.to} size={10} maxlength={12} aria-label="生效日期到" />
        <label for="q">文件</label>
        <input
          id="q"
          name="q"
          type="search"
          value={fields.q}
          size={16}
          maxlength={50}
          placeholder="文号、标题"
        />
        <button class="plain">查看</button>
        <ListTools list={list} counted="行" />
      </form>
      {unitMessage === null ? null : (
        <p id="organization-message" class="warning">
          {unitMessage}
        </p>
      )}
      {list.count === 0 ? (
        <p class="empty">没有符合条件的台账行。核定、增编、减编的批文到件后，由经办人用“登记编制”登记。</p>
      ) : (
        <LedgerTable list={list} />
      )}
      {freezes.length === 0 ? null : (
        <FreezeTable
          freezes={freezes}
          asOf={viewpoint.asOf}
          ofOneUnit={false}
          mayWrite={mayWrite}
          link={link}
        />
      )}
    </section>
  )
}

type TotalsProps = Pick<HeadcountLedgerProps, 'totals' | 'link'> & { asOf: IsoDate }

/** 总量控制: of each kind what the region may have, what its units have, what is left. */
function Totals({ totals, asOf, link }: TotalsProps) {
  const ordered = [...totals].sort((a, b) =>
    compareEstablishmentKinds(a.establishmentKind, b.establishmentKind),
  )
  return (
    <table class="register totals">
      <caption>{asOf} 总量控制，单位：名</caption>
      <thead>
        <tr>
          <th scope="col">编制类型</th>
          <th scope="col" class="number">
            总量
          </th>
          <th scope="col" class="number">
            已分配
          </th>
          <th scope="col" class="number">
            未分配
          </th>
        </tr>
      </thead>
      <tbody>
        {ordered.map(({ establishmentKind, ceiling, allocated }) => (
          <tr>
            <th scope="row">{establishmentKindName(establishmentKind)}</th>
            <td class="number">
              <Count value={ceiling} />
            </td>
            <td class="number">
              <Count value={allocated} href={link('/headcounts', { kind: establishmentKind })} />
            </td>
            <td class="number">
              {ceiling < allocated ? (
                <span class="over">超总量 {allocated - ceiling}</span>
              ) : (
                <Vacancies value={ceiling - allocated} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
