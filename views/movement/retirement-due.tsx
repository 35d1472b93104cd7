import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { addMonths, type IsoDate } from '../../src/kernel/dates.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import { ageInWords, type RetirementDue, retirementHorizons } from '../../src/movement/retirement-due.ts'
import { KeptViewpoint } from '../layout.tsx'
import { sexName } from '../parts/person-words.ts'
import { UnitFilter } from '../parts/unit-filter.tsx'

type RetirementsDueProps = {
  unitName: string
  hint: string | null
  asked: { unit: string; kind: string; months: number }
  rows: readonly RetirementDue[]
  names: ReadonlyMap<string, string>
  /** open retirement movements by person */
  drafted: ReadonlyMap<string, MovementRow>
  viewpoint: Viewpoint
  today: IsoDate
  mayDraft: boolean
  link: Link
}

/** 到龄退休: who reaches the age, when, and whether somebody has seen to it. */
export function RetirementsDue(props: RetirementsDueProps) {
  const { unitName, hint, asked, rows, viewpoint } = props
  const until = addMonths(viewpoint.asOf, asked.months)
  const overdue = rows.filter((row) => row.overdue && row.endsOn === null).length
  return (
    <section id="retirements">
      <Filters {...props} />
      {hint === null ? null : <p class="warning">{hint}</p>}
      {overdue === 0 ? null : (
        <p class="warning">
          {overdue} 人在 {viewpoint.asOf} 以前已到龄，仍在编。请核实后办理退休，或登记延长的依据。
        </p>
      )}
      {rows.length === 0 ? (
        <p class="empty">
          {viewpoint.asOf} 至 {until} 没有到龄人员。在编人员临近法定退休年龄时列在这里，可直接办理退休。
        </p>
      ) : (
        <div class="scroll">
          <table class="register wide-print">
            <caption>
              {unitName} {viewpoint.asOf} 至 {until} 到龄人员，含已到龄仍在编人员，共{' '}
              {rows.length.toLocaleString('zh-CN')} 人
            </caption>
            <thead>
              <tr>
                {['姓名', '编制单位', '性别', '编制类型', '出生日期', '退休年龄', '到龄日期', '办理情况'].map(
                  (title) => (
                    <th scope="col">{title}</th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <DueLine row={row} {...props} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="note">
        口径：按 {viewpoint.asOf} 施行的规定计算。男 60 周岁，女 55 周岁，女工勤人员 50 周岁；2024 年 9 月 13
        日起按渐进式延迟法定退休年龄的规定逐月延后。担任县处级职务职级、具有高级职称的女性标注“须核实”，以本人依据为准。
      </p>
    </section>
  )
}

type DueLineProps = RetirementsDueProps & { row: RetirementDue }

function DueLine({ row, names, drafted, mayDraft, link }: DueLineProps) {
  return (
    <tr>
      <th scope="row">
        <a href={link(`/people/${row.personId}`)}>{row.name}</a>
      </th>
      <td>{names.get(row.organizationId) ?? ''}</td>
      <td>{sexName(row.sex)}</td>
      <td>{establishmentKindName(row.establishmentKind)}</td>
      <td class="date">{row.bornOn}</td>
      <td>
        {ageInWords(row.age)} {row.toVerify ? <span class="tag warn">须核实</span> : null}
      </td>
      <td class="date">
        {row.dueOn} {row.overdue ? <span class="tag wrong">已到龄</span> : null}
      </td>
      <td>
        <Doing row={row} drafted={drafted.get(row.personId)} mayDraft={mayDraft} link={link} />
      </td>
    </tr>
  )
}

function Doing({
  row,
  drafted,
  mayDraft,
  link,
}: {
  row: RetirementDue
  drafted: MovementRow | undefined
  mayDraft: boolean
  link: Link
}) {
  if (row.endsOn !== null) return <>已办结，{row.endsOn} 出编</>
  if (drafted !== undefined)
    return <a href={link(`/movements/${drafted.id}`)}>办理中，异动 {drafted.number}</a>
  if (!mayDraft) return null
  const prefilled = { kind: 'retirement', personId: row.personId, effectiveOn: row.dueOn }
  return <a href={link('/movements/new', prefilled)}>办理退休</a>
}

function Filters({ asked, rows, viewpoint, today, link }: RetirementsDueProps) {
  const { unit, kind, months } = asked
  return (
    <form class="filters" method="get" action="/retirements" aria-label="筛选到龄人员">
      <KeptViewpoint frame={{ viewpoint, today }} />
      <UnitFilter typed={unit} />
      <label for="filter-kind">编制类型</label>
      <select id="filter-kind" name="kind">
        <option value="">全部</option>
        {Object.entries(establishmentKinds).map(([value, title]) => (
          <option value={value} selected={value === kind}>
            {title}
          </option>
        ))}
      </select>
      <label for="months">今后</label>
      <select id="months" name="months">
        {retirementHorizons.map((horizon) => (
          <option value={String(horizon)} selected={horizon === months}>
            {horizon} 个月
          </option>
        ))}
      </select>
      <button class="plain">查看</button>
      <span class="tools">
        <span class="shown">共 {rows.length.toLocaleString('zh-CN')} 人</span>
        <a class="export" href={link('/retirements.xlsx', { unit, kind, months: String(months) })}>
          导出 .xlsx
        </a>
        <button type="button" class="plain" data-print>
          打印
        </button>
      </span>
    </form>
  )
}
