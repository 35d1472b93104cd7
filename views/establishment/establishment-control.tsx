import {
  type Control,
  type ControlRow,
  controlOf,
  controls,
  type Measure,
  measures,
} from '../../src/establishment/establishment-control.ts'
import {
  establishmentKindName,
  establishmentKindOrder,
  establishmentKinds,
} from '../../src/establishment/establishment-kind.ts'
import type { Typed } from '../../src/http/form.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { type IsoDate, inChinese, inForce } from '../../src/kernel/dates.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { DocumentFields } from '../parts/document-fields.tsx'
import { DocumentWords } from '../parts/document-words.tsx'
import {
  AreaField,
  CsrfField,
  DateField,
  ProblemSummary,
  SelectField,
  TypedAsHidden,
} from '../parts/form.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, RecordedBy } from '../parts/moment.tsx'

const measureOrder = Object.keys(measures) as Measure[]

const unfounded = '系统启用时设定'

export function controlColumns(link: Link): ListColumn<ControlRow>[] {
  const struck = ({ supersededAt }: ControlRow) => (supersededAt === null ? undefined : 'struck')
  return [
    {
      key: 'measure',
      title: '控制事项',
      width: 12,
      kind: 'code',
      value: ({ measure }) => wordOf(measures, measure),
      cellClass: struck,
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 18,
      value: ({ establishmentKind }) => establishmentKindName(establishmentKind),
      order: ({ establishmentKind }) => Object.keys(establishmentKinds).indexOf(establishmentKind),
      cellClass: struck,
    },
    {
      key: 'control',
      title: '控制方式',
      width: 12,
      kind: 'code',
      value: ({ control }) => wordOf(controls, control),
      cellClass: struck,
    },
    {
      key: 'from',
      title: '起',
      width: 12,
      kind: 'date',
      value: ({ effectiveFrom }) => effectiveFrom,
      cellClass: struck,
    },
    {
      key: 'to',
      title: '止',
      width: 12,
      kind: 'date',
      value: ({ effectiveTo }) => effectiveTo,
      cellClass: struck,
    },
    {
      key: 'document',
      title: '批准文件',
      width: 24,
      value: ({ document }) => document?.number ?? unfounded,
      cell: ({ document }) =>
        document === null ? (
          unfounded
        ) : (
          <a href={link(`/documents/${document.id}`)}>
            <DocumentWords document={document} />
          </a>
        ),
    },
    { key: 'note', title: '说明', width: 30, value: ({ note }) => note },
    {
      key: 'recordedAt',
      title: '登记',
      width: 24,
      kind: 'code',
      value: ({ recordedAt, recordedByName }) =>
        `${beijingMinute(recordedAt)} ${recordedByName ?? ''}`.trim(),
      cell: ({ recordedAt, recordedByName }) => <RecordedBy at={recordedAt} name={recordedByName} />,
    },
    {
      key: 'supersededAt',
      title: '取代',
      width: 18,
      kind: 'date',
      value: ({ supersededAt }) => (supersededAt === null ? '' : beijingMinute(supersededAt)),
    },
  ]
}

type ControlPageProps = {
  rows: readonly ControlRow[]
  history: List<ControlRow>
  asOf: IsoDate
  link: Link
}

/** 控制方式: what holds on the day for every kind and measure, and how it came to be. */
export function ControlPage({ rows, history, asOf, link }: ControlPageProps) {
  return (
    <section id="establishment-controls">
      <p class="filters">
        <span class="note">
          刚性控制：没有空编、空位或计划的，不予受理。提示控制：可以受理，核对页提示并留痕。
        </span>
      </p>
      <table class="register wide-print">
        <caption>{asOf} 控制方式</caption>
        <thead>
          <tr>
            <th scope="col">编制类型</th>
            {measureOrder.map((measure) => (
              <th scope="col">{measures[measure]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {establishmentKindOrder.map((kind) => (
            <tr>
              <th scope="row">{establishmentKinds[kind]}</th>
              {measureOrder.map((measure) => (
                <td>
                  <InForce measure={measure} rows={rowsOf(rows, measure, kind)} asOf={asOf} link={link} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h2>历史</h2>
      {history.count === 0 ? (
        <p class="empty">没有登记过控制方式。变更控制方式时，须填写批准文件。</p>
      ) : (
        <>
          <div class="filters">
            <ListTools list={history} counted="行" />
          </div>
          <ListTable list={history} caption="控制方式变更，划线的已被后来的登记取代" counted="行" />
        </>
      )}
    </section>
  )
}

function InForce({
  measure,
  rows,
  asOf,
  link,
}: {
  measure: Measure
  rows: ControlRow[]
  asOf: IsoDate
  link: Link
}) {
  const current = rows.find((row) => inForce(row, asOf))
  const next = rows.find(({ effectiveFrom }) => effectiveFrom > asOf)
  return (
    <>
      <ControlTag control={controlOf(measure, current)} />{' '}
      {current === undefined ? (
        <span class="note">未登记</span>
      ) : (
        <>
          {current.effectiveFrom} 起 <Paper row={current} link={link} />
        </>
      )}
      {next === undefined ? null : (
        <div class="note">
          {next.effectiveFrom} 起改为{controls[controlOf(measure, next)]}
        </div>
      )}
    </>
  )
}

/** Never by colour alone: the word says it. */
export function ControlTag({ control }: { control: Control }) {
  return <span class={control === 'stop' ? 'tag' : 'tag warn'}>{controls[control]}</span>
}

function Paper({ row, link }: { row: ControlRow; link: Link }) {
  if (row.document === null) return <span class="note">{unfounded}</span>
  return <a href={link(`/documents/${row.document.id}`)}>{row.document.number}</a>
}

type Form = { typed: Typed; problems: readonly Problem[]; csrfToken: string }

export function ControlForm({ typed, problems, csrfToken }: Form) {
  const common = { typed, problems, required: true }
  const kinds = [{ value: 'all', label: '全部编制类型' }, ...choicesOf(establishmentKinds)]
  return (
    <form class="work" method="post" action="/establishment-controls/review">
      <ProblemSummary problems={problems} />
      <CsrfField token={csrfToken} />
      <fieldset>
        <legend>控制方式</legend>
        <SelectField {...common} name="measure" label="控制事项" choices={choicesOf(measures)} />
        <SelectField {...common} name="establishmentKind" label="编制类型" choices={kinds} />
        <SelectField {...common} name="control" label="控制方式" choices={choicesOf(controls)} />
        <DateField
          {...common}
          name="effectiveFrom"
          label="起始日期"
          help="当日起按新的方式控制。登记有误的，按同一日期更正。"
        />
        <AreaField {...common} required={false} name="note" label="说明" rows={2} />
      </fieldset>
      <DocumentFields {...common} />
      <p class="buttons">
        <button class="main">下一步：核对</button>
      </p>
    </form>
  )
}

type ControlReviewProps = {
  draft: { measure: Measure; control: Control; effectiveFrom: IsoDate }
  changes: readonly { establishmentKind: string; before: ControlRow | null }[]
  /** units without a free place, by kind; null where nothing is counted for the measure */
  standing: ReadonlyMap<string, { full: number; over: number }> | null
  typed: Typed
  csrfToken: string
}

/** 请核对: which kinds change, and how many units it touches at once. */
export function ControlReview({ draft, changes, standing, typed, csrfToken }: ControlReviewProps) {
  const { measure, control, effectiveFrom } = draft
  return (
    <form class="work" method="post" action="/establishment-controls">
      <CsrfField token={csrfToken} />
      <TypedAsHidden typed={typed} />
      <p class="notice">
        {inChinese(effectiveFrom)}起，{measures[measure]}改为{controls[control]}，涉及 {changes.length}{' '}
        类编制。
      </p>
      <table class="register effect">
        <caption>变更前后</caption>
        <thead>
          <tr>
            <th scope="col">编制类型</th>
            <th scope="col">现行</th>
            <th scope="col">变更后</th>
            {standing === null ? null : (
              <>
                <th scope="col" class="number">
                  满编单位
                </th>
                <th scope="col" class="number">
                  超编单位
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ establishmentKind, before }) => (
            <tr>
              <th scope="row">{establishmentKindName(establishmentKind)}</th>
              <td>
                {controls[controlOf(measure, before ?? undefined)]}
                {before === null ? '（未登记）' : ''}
              </td>
              <td>{controls[control]}</td>
              {standing === null ? null : (
                <>
                  <td class="number">{standing.get(establishmentKind)?.full ?? 0}</td>
                  <td class="number">{standing.get(establishmentKind)?.over ?? 0}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">
        {control === 'stop'
          ? '刚性控制的，满编、超编单位不能再进人；确需进人的，办理超编进人特批。'
          : '提示控制的，满编、超编单位仍可进人，核对页提示并留痕。'}
      </p>
      <div class="buttons">
        <button class="main">登记变更</button>
        <button class="plain" formaction="/establishment-controls/form">
          返回修改
        </button>
      </div>
    </form>
  )
}

/** Measure by measure and kind by kind, each from its first day on. */
function rowsOf(rows: readonly ControlRow[], measure: string, kind: string): ControlRow[] {
  return rows.filter((row) => row.measure === measure && row.establishmentKind === kind)
}
