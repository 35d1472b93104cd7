import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { addMonths, type IsoDate } from '../../src/kernel/dates.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import { ageInWords, type RetirementDue, retirementHorizons } from '../../src/movement/retirement-due.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { retirementChoices } from '../../src/staffing/retirement.ts'
import { KeptViewpoint } from '../layout.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { sexName } from '../parts/person-words.ts'
import { UnitFilter } from '../parts/unit-filter.tsx'

export type DueGround = {
  names: ReadonlyMap<string, string>
  /** open retirement movements by person */
  drafted: ReadonlyMap<string, MovementRow>
  mayDraft: boolean
  link: Link
}

export function retirementColumns(ground: DueGround): ListColumn<RetirementDue>[] {
  const { names, drafted, link } = ground
  return [
    {
      key: 'name',
      title: '姓名',
      width: 12,
      kind: 'code',
      value: ({ name }) => name,
      cell: (row) => <a href={link(`/people/${row.personId}`)}>{row.name}</a>,
    },
    { key: 'unit', title: '编制单位', width: 30, value: (row) => names.get(row.organizationId) ?? '' },
    { key: 'sex', title: '性别', width: 6, kind: 'code', value: ({ sex }) => sexName(sex) },
    {
      key: 'kind',
      title: '编制类型',
      width: 14,
      value: (row) => establishmentKindName(row.establishmentKind),
    },
    { key: 'bornOn', title: '出生日期', width: 12, kind: 'date', value: ({ bornOn }) => bornOn },
    {
      key: 'age',
      title: '退休年龄',
      width: 16,
      value: ({ age }) => ageInWords(age),
      cell: (row) => (
        <>
          {ageInWords(row.age)} {row.toVerify ? <span class="tag warn">须核实</span> : null}
        </>
      ),
    },
    {
      key: 'dueOn',
      title: '到龄日期',
      width: 12,
      kind: 'date',
      value: ({ dueOn }) => dueOn,
      cell: (row) => (
        <>
          {row.dueOn} {row.overdue ? <span class="tag wrong">已到龄</span> : null}
        </>
      ),
    },
    {
      key: 'choice',
      title: '弹性退休',
      width: 16,
      value: ({ choice, statutoryOn }) =>
        choice === null ? '' : `${wordOf(retirementChoices, choice)}，法定 ${statutoryOn}`,
    },
    {
      key: 'doing',
      title: '办理情况',
      width: 26,
      value: (row) => doingInWords(row, drafted.get(row.personId)),
      cell: (row) => <Doing row={row} {...ground} />,
    },
  ]
}

type RetirementsDueProps = {
  unitName: string
  hint: string | null
  asked: { unit: string; kind: string; months: number }
  list: List<RetirementDue>
  /** of all, not of those shown */
  overdue: number
  viewpoint: Viewpoint
  today: IsoDate
}

/** 到龄退休: who reaches the age, when, and whether somebody has seen to it. */
export function RetirementsDue(props: RetirementsDueProps) {
  const { unitName, hint, asked, list, overdue, viewpoint } = props
  const until = addMonths(viewpoint.asOf, asked.months)
  return (
    <section id="retirements">
      <Filters {...props} />
      {hint === null ? null : <p class="warning">{hint}</p>}
      {overdue === 0 ? null : (
        <p class="warning">
          {overdue} 人在 {viewpoint.asOf}{' '}
          以前已到龄，仍在编。请核实后办理退休；已批准弹性延迟的，在该人员“明细”中登记。
        </p>
      )}
      {list.count === 0 ? (
        <p class="empty">
          {viewpoint.asOf} 至 {until} 没有到龄人员。在编人员临近法定退休年龄时列在这里，可直接办理退休。
        </p>
      ) : (
        <ListTable
          list={list}
          caption={`${unitName} ${viewpoint.asOf} 至 ${until} 到龄人员，含已到龄仍在编人员`}
          counted="人"
        />
      )}
      <p class="note">
        口径：按 {viewpoint.asOf} 施行的规定计算。男 60 周岁，女 55 周岁，女工勤人员 50 周岁；2024 年 9 月 13
        日起按渐进式延迟法定退休年龄的规定逐月延后。担任县处级职务职级、具有高级职称的女性标注“须核实”，以本人依据为准。已登记弹性提前、延迟退休的，按选定日期列出。
      </p>
    </section>
  )
}

function Doing({ row, drafted, mayDraft, link }: DueGround & { row: RetirementDue }) {
  const draft = drafted.get(row.personId)
  if (row.endsOn !== null) return <>已办结，{row.endsOn} 出编</>
  if (draft !== undefined) return <a href={link(`/movements/${draft.id}`)}>办理中，异动 {draft.number}</a>
  if (!mayDraft) return null
  const prefilled = { kind: 'retirement', personId: row.personId, effectiveOn: row.dueOn }
  return (
    <a class="no-print" href={link('/movements/new', prefilled)}>
      办理退休
    </a>
  )
}

function doingInWords({ endsOn, overdue }: RetirementDue, drafted: MovementRow | undefined): string {
  if (endsOn !== null) return `已办结，${endsOn} 出编`
  if (drafted !== undefined) return `办理中，异动 ${drafted.number}`
  return overdue ? '已到龄，未办理' : ''
}

function Filters({ asked, list, viewpoint, today }: RetirementsDueProps) {
  const { unit, kind, months } = asked
  return (
    <form class="filters" method="get" action="/retirements" aria-label="筛选到龄人员">
      <KeptViewpoint frame={{ viewpoint, today }} />
      <UnitFilter typed={unit} />
      <FilterChoice name="kind" label="编制类型" choices={choicesOf(establishmentKinds)} chosen={kind} />
      <label for="months">今后</label>
      <select id="months" name="months">
        {retirementHorizons.map((horizon) => (
          <option value={String(horizon)} selected={horizon === months}>
            {horizon} 个月
          </option>
        ))}
      </select>
      <button class="plain">查看</button>
      <ListTools list={list} counted="人" />
    </form>
  )
}
