import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { type IsoDate, monthsBetween } from '../../src/kernel/dates.ts'
import type { SecondmentRow } from '../../src/staffing/person.ts'
import { KeptViewpoint } from '../layout.tsx'
import { secondmentName } from '../parts/person-words.ts'

type SecondmentsProps = {
  rows: readonly SecondmentRow[]
  kind: string
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 借调: who works elsewhere; the place in the establishment and the pay stay. */
export function Secondments({ rows, kind, viewpoint, today, link }: SecondmentsProps) {
  return (
    <section id="secondments">
      <form class="filters" method="get" action="/secondments" aria-label="筛选借调">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <label for="kind">方式</label>
        <select id="kind" name="kind">
          <option value="">全部</option>
          {['borrowing', 'drawing', 'attachment'].map((value) => (
            <option value={value} selected={value === kind}>
              {secondmentName(value)}
            </option>
          ))}
        </select>
        <button class="plain">查看</button>
        <span class="shown">共 {rows.length.toLocaleString('zh-CN')} 人</span>
        <a class="export" href={link('/secondments.xlsx', kind === '' ? {} : { kind })}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </form>
      {rows.length === 0 ? (
        <p class="empty">{viewpoint.asOf} 没有借调、抽调、挂职的人员。由异动登记，归还后不再列出。</p>
      ) : (
        <table class="register wide-print">
          <caption>{viewpoint.asOf} 借调、抽调、挂职人员</caption>
          <thead>
            <tr>
              {['姓名', '编制单位', '编制类型', '方式', '工作单位', '起始日期'].map((title) => (
                <th scope="col">{title}</th>
              ))}
              <th scope="col" class="number">
                已满（月）
              </th>
              <th scope="col">事由</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">
                  <a href={link(`/people/${row.personId}`)}>{row.personName}</a>
                </th>
                <td>{row.organizationName}</td>
                <td>{establishmentKindName(row.establishmentKind)}</td>
                <td>{secondmentName(row.secondmentKind)}</td>
                <td>{row.place}</td>
                <td>{row.effectiveFrom}</td>
                <td class="number">{monthsBetween({ from: row.effectiveFrom, to: viewpoint.asOf })}</td>
                <td>{row.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
