import { establishmentKindName, isCounted } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { EstablishmentTable, PositionSum, TableLine } from '../../src/staffing/establishment-table.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'

type EstablishmentTablePageProps = {
  organization: { organizationId: string; name: string; parentId: string | null; kind: string }
  table: EstablishmentTable
  /** what was typed into the unit field */
  sought: string
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
  query: Record<string, string>
}

/** 编制使用情况: 核定、实有、已批未用、空缺 of every unit, all kinds together and each kind. */
export function EstablishmentTablePage(props: EstablishmentTablePageProps) {
  const { organization, table, viewpoint, today, link, query } = props
  return (
    <section id="establishment">
      <form class="filters" method="get" action="/establishment" aria-label="选择机构">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <label for="unit">机构</label>
        <input
          id="unit"
          name="unit"
          value={props.sought}
          size={24}
          maxlength={100}
          placeholder="全称、简称、首字母或编码"
          autocomplete="off"
          list="unit-choices"
          hx-get="/organizations/choices?field=unit"
          hx-trigger="input changed delay:200ms"
          hx-sync="replace"
          hx-target="#unit-choices"
          hx-swap="innerHTML"
          hx-include="this"
        />
        <datalist id="unit-choices" />
        <button class="plain">查看</button>
        <span class="shown">共 {table.lines.length.toLocaleString('zh-CN')} 行</span>
        <a class="export" href={link('/establishment.xlsx', query)}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </form>
      {table.lines.length === 0 ? (
        <p class="empty">
          {viewpoint.asOf} {organization.name}
          没有核定编制，也没有在编人员。编制在“核定台账”登记，人员由异动进入。
        </p>
      ) : (
        <div class="scroll">
          <table class="register wide-print by-kind">
            <caption>
              {organization.name} {viewpoint.asOf} 编制使用情况（单位：名）
            </caption>
            <TableHead kinds={table.kinds} />
            <tbody>
              {table.lines.map((line) => (
                <Line line={line} kinds={table.kinds} link={link} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">合计</th>
                <Figures sum={table.total.all} link={link} />
                {table.kinds.map((kind) => (
                  <Figures sum={table.total.byKind.get(kind)} link={link} />
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      <p class="note">
        空缺＝核定－实有－已批未用－冻结，按机构和编制类型分别计算；超编与空缺不相抵，分别合计。备案人员总量不计入编制合计。
      </p>
    </section>
  )
}

function TableHead({ kinds }: { kinds: readonly string[] }) {
  const columns = ['核定', '实有', '已批未用', '空缺']
  return (
    <thead>
      <tr>
        <th scope="col" rowspan={2}>
          机构
        </th>
        <th scope="colgroup" colspan={columns.length}>
          编制合计
        </th>
        {kinds.map((kind) => (
          <th scope="colgroup" colspan={columns.length}>
            {establishmentKindName(kind)}
            {isCounted(kind) ? '' : '（不计入合计）'}
          </th>
        ))}
      </tr>
      <tr class="second">
        {['', ...kinds].flatMap(() =>
          columns.map((column) => (
            <th scope="col" class="number">
              {column}
            </th>
          )),
        )}
      </tr>
    </thead>
  )
}

function Line({ line, kinds, link }: { line: TableLine; kinds: readonly string[]; link: Link }) {
  const { organizationId, name, opens } = line
  return (
    <tr>
      <th scope="row">
        <a
          href={opens ? link('/establishment', { organizationId }) : link(`/organizations/${organizationId}`)}
        >
          {name}
        </a>
      </th>
      <Figures sum={line.all} line={line} link={link} />
      {kinds.map((kind) => (
        <Figures sum={line.byKind.get(kind)} line={line} kind={kind} link={link} />
      ))}
    </tr>
  )
}

type FiguresProps = { sum: PositionSum | undefined; line?: TableLine; kind?: string; link: Link }

function Figures({ sum, line, kind, link }: FiguresProps) {
  const place =
    line === undefined ? {} : { organizationId: line.organizationId, ...(line.below ? { below: 'yes' } : {}) }
  const people = line === undefined ? undefined : link('/people', { ...place, kind })
  const ledger = line === undefined ? undefined : link(`/organizations/${line.organizationId}/headcounts`)
  return (
    <>
      <td class="number group">
        <Count value={sum?.approved ?? 0} href={ledger} />
      </td>
      <td class="number">
        <Count value={sum?.occupied ?? 0} href={people} />
      </td>
      <td class="number">
        <Count value={sum?.reserved ?? 0} />
      </td>
      <td class="number">{sum === undefined ? '–' : <VacantAndOver sum={sum} />}</td>
    </>
  )
}

/** 空缺 in green, 超编 in red with the word; both where some units have the one and some the other. */
function VacantAndOver({ sum }: { sum: PositionSum }) {
  const { approved, occupied, reserved, vacant, over } = sum
  if (approved === 0 && occupied === 0 && reserved === 0) return <>–</>
  if (vacant === 0 && over === 0) return <span class="full">满编</span>
  return (
    <>
      {vacant === 0 ? null : <span class="vacant">{vacant}</span>}{' '}
      {over === 0 ? null : <span class="over">超编 {over}</span>}
    </>
  )
}
