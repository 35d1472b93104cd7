import { establishmentKindName, isCounted } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import type { EstablishmentTable, PositionSum, TableLine } from '../../src/staffing/establishment-table.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'

/** 机构, then 核定、实有、已批未用、空缺 of all kinds together and of each kind. */
export function establishmentColumns(table: EstablishmentTable, link: Link): ListColumn<TableLine>[] {
  return [
    {
      key: 'unit',
      title: '机构',
      width: 34,
      value: ({ name }) => name,
      cell: ({ organizationId, name, opens }) => (
        <a
          href={opens ? link('/establishment', { organizationId }) : link(`/organizations/${organizationId}`)}
        >
          {name}
        </a>
      ),
    },
    ...figuresOf('编制合计', undefined, table, link),
    ...table.kinds.flatMap((kind) => {
      const group = `${establishmentKindName(kind)}${isCounted(kind) ? '' : '（不计入合计）'}`
      return figuresOf(group, kind, table, link)
    }),
  ]
}

type EstablishmentTablePageProps = {
  organization: { name: string }
  list: List<TableLine>
  /** what was typed into the unit field */
  sought: string
  viewpoint: Viewpoint
  today: IsoDate
}

/** 编制使用情况: 核定、实有、已批未用、空缺 of every unit, all kinds together and each kind. */
export function EstablishmentTablePage(props: EstablishmentTablePageProps) {
  const { organization, list, viewpoint, today } = props
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
        <ListTools list={list} counted="个机构" />
      </form>
      {list.count === 0 ? (
        <p class="empty">
          {viewpoint.asOf} {organization.name}
          没有核定编制，也没有在编人员。编制在“核定台账”登记，人员由异动进入。
        </p>
      ) : (
        <ListTable
          list={list}
          caption={`${organization.name} ${viewpoint.asOf} 编制使用情况（单位：名）`}
          counted="个机构"
          look="by-kind"
        />
      )}
      <p class="note">
        空缺＝核定－实有－已批未用－冻结，按机构和编制类型分别计算；超编与空缺不相抵，分别合计。备案人员总量不计入编制合计。
      </p>
    </section>
  )
}

/** The four figures of one kind, of all kinds where none is said; the file has 空缺 and 超编 apart. */
function figuresOf(
  group: string,
  kind: string | undefined,
  { total }: EstablishmentTable,
  link: Link,
): ListColumn<TableLine>[] {
  const of = (line: Pick<TableLine, 'all' | 'byKind'>) =>
    kind === undefined ? line.all : line.byKind.get(kind)
  const figure = (part: keyof PositionSum, title: string): ListColumn<TableLine> => ({
    key: `${kind ?? 'all'}.${part}`,
    title,
    group,
    width: 10,
    kind: 'count',
    value: (line) => of(line)?.[part] ?? 0,
    total: () => of(total)?.[part] ?? 0,
  })
  const people = ({ organizationId, below }: TableLine) =>
    link('/people', { organizationId, ...(below ? { below: 'yes' } : {}), kind })
  const vacant = figure('vacant', '空缺')
  const sumOf = (sum: PositionSum | undefined) => (sum === undefined ? '–' : <VacantAndOver sum={sum} />)
  return [
    {
      ...figure('approved', '核定'),
      cell: (line) => (
        <Count
          value={of(line)?.approved ?? 0}
          href={link(`/organizations/${line.organizationId}/headcounts`)}
        />
      ),
      cellClass: () => 'group',
    },
    {
      ...figure('occupied', '实有'),
      cell: (line) => <Count value={of(line)?.occupied ?? 0} href={people(line)} />,
    },
    figure('reserved', '已批未用'),
    {
      ...vacant,
      cell: (line) => sumOf(of(line)),
      totalCell: () => sumOf(of(total)),
      order: (line) => (of(line)?.vacant ?? 0) - (of(line)?.over ?? 0),
    },
    { ...figure('over', '超编'), only: 'file', order: null },
  ]
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
