import type { Child } from 'hono/jsx'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import { expectedVacancies } from '../../src/establishment/vacancy-ground.ts'
import {
  type PlanLine,
  planStates,
  planStateWords,
  type VacancyPlan,
} from '../../src/establishment/vacancy-plan.ts'
import {
  type PlanSummaryRow,
  type PlanTotals,
  planTotals,
} from '../../src/establishment/vacancy-plan-summary.ts'
import { waysIn } from '../../src/establishment/vacancy-request.ts'
import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { Vacancies } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

export type PlanListFrame = {
  year: number
  years: readonly number[]
  fields: { unit: string; state: string; scope: string }
  hint: string | null
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
  query: Record<string, string>
}

type PlanFigure = (totals: PlanTotals) => number

const planFigures: readonly [key: string, title: string, pick: PlanFigure][] = [
  ['declared', '申报', ({ declared }) => declared],
  ['reviewed', '审核', ({ reviewed }) => reviewed],
  ['approved', '核定计划', ({ approved }) => approved],
  ['requested', '已申请', ({ requested }) => requested],
  ['used', '已用', ({ used }) => used],
  ['left', '剩余', ({ left }) => left],
]

/** `totals`: the same units' figures, all kinds together. */
export function planListColumns(
  totals: ReadonlyMap<string, PlanTotals>,
  link: Link,
): ListColumn<VacancyPlan>[] {
  const totalsOf = ({ organizationId }: VacancyPlan) => totals.get(organizationId) ?? planTotals([])
  return [
    {
      key: 'number',
      title: '编号',
      width: 20,
      kind: 'code',
      value: ({ number }) => number,
      cell: ({ planId, number }) => <a href={link(`/vacancy-plans/${planId}`)}>{number}</a>,
    },
    {
      key: 'unit',
      title: '单位',
      width: 40,
      value: ({ organizationName }) => organizationName,
      cell: (plan) => <a href={link(`/organizations/${plan.organizationId}`)}>{plan.organizationName}</a>,
    },
    { key: 'state', title: '状态', width: 22, value: ({ steps }) => planStateWords(steps) },
    ...planFigures.map(([key, title, pick]) => ({
      key,
      title,
      width: 10,
      kind: 'count' as const,
      value: (plan: VacancyPlan) => pick(totalsOf(plan)),
      total: (plans: readonly VacancyPlan[]) => pick(planTotals(plans.map(totalsOf))),
    })),
  ]
}

type PlanListProps = PlanListFrame & { list: List<VacancyPlan> }

/** 用编计划 of a year, a line a unit. */
export function PlanList(props: PlanListProps) {
  const { list, year, fields, hint, link } = props
  return (
    <section id="vacancy-plans">
      <PlanTabs here="list" year={year} link={link} />
      <Filters {...props} action="/vacancy-plans" beside={<ListTools list={list} counted="件" />}>
        <FilterChoice name="state" label="状态" choices={choicesOf(planStates)} chosen={fields.state} />
      </Filters>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {list.count === 0 ? (
        <p class="empty">
          没有符合条件的 {year}{' '}
          年用编计划。单位按空编和年内退休情况申报，主管部门、编办审核，编委会核定后，用编申请在计划内办理。
        </p>
      ) : (
        <ListTable list={list} caption={`${year} 年用编计划，单位：名`} counted="件" />
      )}
    </section>
  )
}

type SummaryFigure = (row: PlanTotals) => number

const groundFigures: readonly [key: string, title: string, pick: SummaryFigure][] = [
  ['places', '核定', ({ now }) => now.approved],
  ['occupied', '实有', ({ now }) => now.occupied],
  ['reserved', '已批未用', ({ now }) => now.reserved],
  ['frozen', '冻结', ({ now }) => now.frozen],
]

/** 汇总表: what each unit has of each kind, and what of its plan was asked for, granted and used. */
export function planSummaryColumns(link: Link): ListColumn<PlanSummaryRow>[] {
  const count = ([key, title, pick]: readonly [
    string,
    string,
    SummaryFigure,
  ]): ListColumn<PlanSummaryRow> => ({
    key,
    title,
    width: 10,
    kind: 'count',
    value: pick,
    total: (rows) => pick(planTotals(rows)),
  })
  const free = (row: Pick<PlanSummaryRow, 'now'>) => vacancies(row.now)
  const foreseen = (row: PlanTotals) =>
    expectedVacancies({ ...row, organizationId: '', establishmentKind: '' })
  return [
    {
      key: 'unit',
      title: '单位',
      width: 36,
      value: ({ organizationName }) => organizationName,
      cell: ({ planId, organizationId, organizationName }) => (
        <a href={link(planId === null ? `/organizations/${organizationId}` : `/vacancy-plans/${planId}`)}>
          {organizationName}
        </a>
      ),
    },
    {
      key: 'kind',
      title: '编制类型',
      width: 16,
      value: (row) => establishmentKindName(row.establishmentKind),
    },
    ...groundFigures.map(count),
    {
      key: 'vacancies',
      title: '空缺',
      width: 9,
      kind: 'count',
      value: free,
      cell: (row) => <Vacancies value={free(row)} />,
      total: (rows) => free(planTotals(rows)),
      totalCell: (rows) => <Vacancies value={free(planTotals(rows))} />,
    },
    count(['retiring', '年内退休', ({ retiring }) => retiring]),
    {
      ...count(['expected', '预计年末空缺', foreseen]),
      width: 14,
      only: 'file',
    },
    ...planFigures.map(count),
  ]
}

/** 汇总表: one table of all units and kinds. */
export function PlanSummary(props: PlanListFrame & { list: List<PlanSummaryRow> }) {
  const { list, year, fields, hint, link, viewpoint } = props
  return (
    <section id="vacancy-plans">
      <PlanTabs here="summary" year={year} link={link} />
      <Filters {...props} action="/vacancy-plans/summary" beside={<ListTools list={list} counted="行" />}>
        <FilterChoice
          name="scope"
          label="范围"
          choices={[{ value: 'planned', label: '有计划的单位' }]}
          chosen={fields.scope}
        />
      </Filters>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {list.count === 0 ? (
        <p class="empty">没有符合条件的单位。</p>
      ) : (
        <ListTable
          list={list}
          caption={`${year} 年用编计划汇总（编制情况截至 ${viewpoint.asOf}），单位：名`}
          counted="行"
        />
      )}
    </section>
  )
}

/** One line of what was decided. */
type PublishedLine = { plan: VacancyPlan; line: PlanLine }

export const publicationColumns: ListColumn<PublishedLine>[] = [
  { key: 'unit', title: '单位', width: 40, value: ({ plan }) => plan.organizationName },
  {
    key: 'kind',
    title: '编制类型',
    width: 18,
    value: ({ line }) => establishmentKindName(line.establishmentKind),
  },
  { key: 'wayIn', title: '进入方式', width: 14, value: ({ line }) => wordOf(waysIn, line.wayIn) },
  {
    key: 'count',
    title: '核定计划',
    width: 10,
    kind: 'count',
    value: ({ line }) => line.count,
    total: (lines) => lines.reduce((sum, { line }) => sum + line.count, 0),
  },
  {
    key: 'document',
    title: '批准文件',
    width: 26,
    value: ({ plan }) => plan.steps.findLast(({ document }) => document !== null)?.document?.number ?? '',
  },
]

/** 公布: what was decided, as every reader may see it. */
export function PlanPublication({ list, ...frame }: PlanListFrame & { list: List<PublishedLine> }) {
  const { year, link } = frame
  return (
    <section id="vacancy-plans">
      <PlanTabs here="publication" year={year} link={link} />
      <Filters
        {...frame}
        action="/vacancy-plans/publication"
        units={false}
        beside={<ListTools list={list} counted="行" />}
      />
      {list.count === 0 ? (
        <p class="empty">{year} 年尚无核定的用编计划。编委会核定后在这里公布。</p>
      ) : (
        <ListTable list={list} caption={`${year} 年用编计划核定表，单位：名`} counted="行" />
      )}
    </section>
  )
}

type FiltersProps = PlanListFrame & { action: string; units?: boolean; beside: Child; children?: Child }

function Filters({
  action,
  units = true,
  year,
  years,
  fields,
  viewpoint,
  today,
  beside,
  children,
}: FiltersProps) {
  return (
    <YearFilter action={action} year={year} years={years} viewpoint={viewpoint} today={today} beside={beside}>
      {units ? <UnitFilter typed={fields.unit} /> : null}
      {children}
    </YearFilter>
  )
}

type TabsProps = { here: 'list' | 'summary' | 'publication'; year: number; link: Link }

function PlanTabs({ here, year, link }: TabsProps) {
  const tabs = [
    { key: 'list', title: '各单位计划', path: '/vacancy-plans' },
    { key: 'summary', title: '汇总表', path: '/vacancy-plans/summary' },
    { key: 'publication', title: '核定公布', path: '/vacancy-plans/publication' },
  ]
  return (
    <nav class="tabs" aria-label="用编计划">
      {tabs.map(({ key, title, path }) => (
        <a href={link(path, { year: String(year) })} aria-current={key === here ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  )
}
