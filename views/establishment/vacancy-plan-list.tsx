import type { Child } from 'hono/jsx'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { planStates, planStateWords, type VacancyPlan } from '../../src/establishment/vacancy-plan.ts'
import {
  type PlanSummaryRow,
  type PlanTotals,
  planTotals,
} from '../../src/establishment/vacancy-plan-summary.ts'
import { waysIn } from '../../src/establishment/vacancy-request.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { choicesOf, wordOf } from '../../src/organization/organization.ts'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { UnitFilter } from '../parts/unit-filter.tsx'
import { YearFilter } from '../parts/year-filter.tsx'
import { GroundFigures, groundColumns, PlanFigures, planColumns } from './vacancy-plan-tables.tsx'

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

type PlanListProps = PlanListFrame & {
  plans: readonly VacancyPlan[]
  /** the same units' figures, all kinds together */
  totals: ReadonlyMap<string, PlanTotals>
}

/** 用编计划 of a year, a line a unit. */
export function PlanList(props: PlanListProps) {
  const { plans, totals, year, fields, hint, link } = props
  const all = planTotals(plans.flatMap(({ organizationId }) => totals.get(organizationId) ?? []))
  return (
    <section id="vacancy-plans">
      <PlanTabs here="list" year={year} link={link} />
      <Filters
        {...props}
        action="/vacancy-plans"
        beside={
          <>
            <span class="shown">共 {plans.length.toLocaleString('zh-CN')} 件</span>
            <a class="export" href={link('/vacancy-plans.xlsx', props.query)}>
              导出 .xlsx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        }
      >
        <FilterChoice name="state" label="状态" choices={choicesOf(planStates)} chosen={fields.state} />
      </Filters>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {plans.length === 0 ? (
        <p class="empty">
          没有符合条件的 {year}{' '}
          年用编计划。单位按空编和年内退休情况申报，主管部门、编办审核，编委会核定后，用编申请在计划内办理。
        </p>
      ) : (
        <table class="register wide-print">
          <caption>{year} 年用编计划，单位：名</caption>
          <thead>
            <tr>
              <th scope="col">编号</th>
              <th scope="col">单位</th>
              <th scope="col">状态</th>
              {planColumns.map((title) => (
                <th scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plans.map((plan) => (
              <tr>
                <th scope="row">
                  <a href={link(`/vacancy-plans/${plan.planId}`)}>{plan.number}</a>
                </th>
                <td>
                  <a href={link(`/organizations/${plan.organizationId}`)}>{plan.organizationName}</a>
                </td>
                <td>{planStateWords(plan.steps)}</td>
                <PlanFigures row={totals.get(plan.organizationId) ?? planTotals([])} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={3}>
                合计 {plans.length} 件
              </th>
              <PlanFigures row={all} />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  )
}

/** 汇总表: one table of all units and kinds. */
export function PlanSummary(props: PlanListFrame & { rows: readonly PlanSummaryRow[] }) {
  const { rows, year, fields, hint, link, viewpoint } = props
  return (
    <section id="vacancy-plans">
      <PlanTabs here="summary" year={year} link={link} />
      <Filters
        {...props}
        action="/vacancy-plans/summary"
        beside={
          <>
            <span class="shown">共 {rows.length.toLocaleString('zh-CN')} 行</span>
            <a class="export" href={link('/vacancy-plans/summary.xlsx', props.query)}>
              导出 .xlsx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        }
      >
        <FilterChoice
          name="scope"
          label="范围"
          choices={[{ value: 'planned', label: '有计划的单位' }]}
          chosen={fields.scope}
        />
      </Filters>
      {hint === null ? null : <p class="warning">{hint}</p>}
      {rows.length === 0 ? (
        <p class="empty">没有符合条件的单位。</p>
      ) : (
        <table class="register wide-print">
          <caption>
            {year} 年用编计划汇总（编制情况截至 {viewpoint.asOf}），单位：名
          </caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">编制类型</th>
              {[...groundColumns, ...planColumns].map((title) => (
                <th scope="col" class="number">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">
                  <a
                    href={link(
                      row.planId === null
                        ? `/organizations/${row.organizationId}`
                        : `/vacancy-plans/${row.planId}`,
                    )}
                  >
                    {row.organizationName}
                  </a>
                </th>
                <td>{establishmentKindName(row.establishmentKind)}</td>
                <GroundFigures ground={row} />
                <PlanFigures row={row} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={2}>
                合计
              </th>
              <GroundFigures ground={planTotals(rows)} />
              <PlanFigures row={planTotals(rows)} />
            </tr>
          </tfoot>
        </table>
      )}
    </section>
  )
}

/** 公布: what was decided, as every reader may see it. */
export function PlanPublication(props: PlanListFrame & { plans: readonly VacancyPlan[] }) {
  const { plans, year, link } = props
  const lines = plans.flatMap((plan) =>
    plan.approved.filter(({ count }) => count > 0).map((line) => ({ plan, line })),
  )
  return (
    <section id="vacancy-plans">
      <PlanTabs here="publication" year={year} link={link} />
      <Filters
        {...props}
        action="/vacancy-plans/publication"
        units={false}
        beside={
          <>
            <span class="shown">共 {lines.length.toLocaleString('zh-CN')} 行</span>
            <a class="export" href={link('/vacancy-plans/publication.xlsx', props.query)}>
              导出 .xlsx
            </a>
            <button type="button" class="plain" data-print>
              打印
            </button>
          </>
        }
      />
      {lines.length === 0 ? (
        <p class="empty">{year} 年尚无核定的用编计划。编委会核定后在这里公布。</p>
      ) : (
        <table class="register">
          <caption>{year} 年用编计划核定表，单位：名</caption>
          <thead>
            <tr>
              <th scope="col">单位</th>
              <th scope="col">编制类型</th>
              <th scope="col">进入方式</th>
              <th scope="col" class="number">
                核定计划
              </th>
              <th scope="col">批准文件</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ plan, line }) => (
              <tr>
                <th scope="row">{plan.organizationName}</th>
                <td>{establishmentKindName(line.establishmentKind)}</td>
                <td>{wordOf(waysIn, line.wayIn)}</td>
                <td class="number">{line.count}</td>
                <td>{plan.steps.findLast(({ document }) => document !== null)?.document?.number}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan={3}>
                合计
              </th>
              <td class="number">{lines.reduce((sum, { line }) => sum + line.count, 0)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
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
