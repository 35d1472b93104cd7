import { establishmentKindName, establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { codesOf } from '../../src/kernel/codes.ts'
import { ageOn, type IsoDate } from '../../src/kernel/dates.ts'
import { type RosterColumn, type RosterRow, rosterColumns, rosterSorts } from '../../src/staffing/roster.ts'
import { type RosterAsked, rosterQuery } from '../../src/staffing/roster-query.ts'
import { KeptViewpoint } from '../layout.tsx'
import {
  educationName,
  ethnicityName,
  politicalStatusName,
  secondmentName,
  sexName,
} from '../parts/person-words.ts'

type RosterProps = {
  asked: RosterAsked
  unitName: string
  rows: readonly RosterRow[]
  next: string | null
  count: number
  /** why the search could not be done as typed */
  hint: string | null
  viewpoint: Viewpoint
  today: IsoDate
  link: Link
}

/** 花名册: everybody with a place in the establishment on the day. */
export function Roster(props: RosterProps) {
  const { asked, rows, next, count, viewpoint, link } = props
  return (
    <section id="roster">
      <RosterFilters {...props} />
      {props.hint === null ? null : <p class="warning">{props.hint}</p>}
      {rows.length === 0 ? (
        <p class="empty">
          {viewpoint.asOf} 没有符合条件的在编人员。请放宽筛选条件，或换一个时点；人员由“异动”入编后列在这里。
        </p>
      ) : (
        <div class="scroll">
          <table class="register wide-print">
            <caption>
              {props.unitName} {viewpoint.asOf} 花名册，共 {count.toLocaleString('zh-CN')} 人
            </caption>
            <thead>
              <tr>
                <th scope="col">姓名</th>
                <th scope="col">编制单位</th>
                {asked.columns.map((column) => (
                  <th scope="col" class={column === 'age' ? 'number' : undefined}>
                    {rosterColumns[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <RosterRows asked={asked} rows={rows} next={next} viewpoint={viewpoint} link={link} />
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

type RosterRowsProps = Pick<RosterProps, 'asked' | 'rows' | 'next' | 'viewpoint' | 'link'>

/** The rows alone: what scrolling on brings. The last one fetches the next when it comes into sight. */
export function RosterRows({ asked, rows, next, viewpoint, link }: RosterRowsProps) {
  return (
    <>
      {rows.map((row) => (
        <tr>
          <th scope="row">
            <a href={link(`/people/${row.personId}`)}>{row.name}</a>
          </th>
          <td>
            <a href={link('/people', { organizationId: row.organizationId })}>{row.organizationName}</a>
          </td>
          {asked.columns.map((column) => (
            <td class={column === 'age' ? 'number' : undefined}>{cellOf(row, column, viewpoint.asOf)}</td>
          ))}
        </tr>
      ))}
      {next === null ? null : (
        <tr
          id="roster-more"
          hx-get={rowsAddress(link, asked, next, '/people/rows')}
          hx-trigger="revealed"
          hx-target="#roster-more"
          hx-swap="outerHTML"
        >
          <td colspan={asked.columns.length + 2}>
            <a href={rowsAddress(link, asked, next, '/people')}>显示下一页</a>
          </td>
        </tr>
      )}
    </>
  )
}

/** A cell as text, on the page and in the workbook alike. */
export function cellOf(row: RosterRow, column: RosterColumn, asOf: IsoDate): string {
  const values: Record<RosterColumn, string | null> = {
    identity: row.identityMasked,
    sex: sexName(row.sex),
    bornOn: row.bornOn,
    age: String(ageOn(row.bornOn, asOf)),
    ethnicity: ethnicityName(row.ethnicity),
    politicalStatus: politicalStatusName(row.politicalStatus),
    kind: establishmentKindName(row.establishmentKind),
    duty: row.duty,
    rank: row.rank,
    education: educationName(row.educationLevel),
    beganWorkOn: row.beganWorkOn,
    enteredOn: row.enteredOn,
    workPlace: row.workPlace === null ? null : `${row.workPlace}（${secondmentName(row.secondmentKind)}）`,
    payingPlace: row.payingPlace,
  }
  return values[column] ?? ''
}

function RosterFilters({ asked, unitName, count, rows, viewpoint, today, link }: RosterProps) {
  const exported = rosterQuery(asked)
  return (
    <form class="filters" method="get" action="/people" aria-label="筛选人员">
      <KeptViewpoint frame={{ viewpoint, today }} />
      <label for="unit">机构</label>
      <input
        id="unit"
        name="unit"
        value={asked.unit === '' && asked.organizationId !== '' ? unitName : asked.unit}
        size={14}
        maxlength={100}
        placeholder="全称、简称、首字母"
        autocomplete="off"
        list="unit-choices"
        hx-get="/organizations/choices?field=unit"
        hx-trigger="input changed delay:200ms"
        hx-target="#unit-choices"
        hx-swap="innerHTML"
        hx-include="this"
      />
      <datalist id="unit-choices" />
      <label>
        <input type="checkbox" name="below" value="yes" checked={asked.below} /> 含下属
      </label>
      <label for="q">姓名</label>
      <input
        id="q"
        name="q"
        type="search"
        value={asked.q}
        size={12}
        maxlength={50}
        placeholder="姓名、拼音、首字母"
      />
      <Choose name="kind" label="编制类型" chosen={asked.kind} choices={Object.entries(establishmentKinds)} />
      <details class="choose" open={isNarrow(asked)}>
        <summary>更多条件</summary>
        <Choose
          name="sex"
          label="性别"
          chosen={asked.sex}
          choices={[
            ['1', '男'],
            ['2', '女'],
          ]}
        />
        <Choose
          name="education"
          label="学历"
          chosen={asked.education}
          choices={codesOf('GB4658_2006').map(({ code, name }) => [code, name])}
        />
        <label for="ageFrom">年龄</label>
        <input id="ageFrom" name="ageFrom" value={asked.ageFrom} size={3} maxlength={3} inputmode="numeric" />
        <label for="ageTo">至</label>
        <input id="ageTo" name="ageTo" value={asked.ageTo} size={3} maxlength={3} inputmode="numeric" />
        <label>
          <input type="checkbox" name="seconded" value="yes" checked={asked.seconded} /> 借出
        </label>
      </details>
      <Choose name="sort" label="排序" chosen={asked.sort} choices={Object.entries(rosterSorts)} always />
      <details class="choose">
        <summary>栏目</summary>
        {Object.entries(rosterColumns).map(([column, title]) => (
          <label>
            <input
              type="checkbox"
              name="column"
              value={column}
              checked={asked.columns.includes(column as RosterColumn)}
            />{' '}
            {title}
          </label>
        ))}
      </details>
      <button class="plain">查看</button>
      <span class="shown">
        共 {count.toLocaleString('zh-CN')} 人，已显示 {rows.length.toLocaleString('zh-CN')}
      </span>
      <a class="export" href={addressOf(link, '/people.xlsx', exported)}>
        导出 .xlsx
      </a>
      <button type="button" class="plain" data-print>
        打印
      </button>
    </form>
  )
}

/** Is one of the rarer conditions set? Then they show. */
function isNarrow({ sex, education, ageFrom, ageTo, seconded }: RosterAsked): boolean {
  return seconded || [sex, education, ageFrom, ageTo].some((condition) => condition !== '')
}

type ChooseProps = {
  name: string
  label: string
  chosen: string
  choices: readonly (readonly [string, string])[]
  /** one of them is always chosen */
  always?: boolean
}

function Choose({ name, label, chosen, choices, always = false }: ChooseProps) {
  return (
    <>
      <label for={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name}>
        {always ? null : <option value="">全部</option>}
        {choices.map(([value, title]) => (
          <option value={value} selected={value === chosen}>
            {title}
          </option>
        ))}
      </select>
    </>
  )
}

function rowsAddress(link: Link, asked: RosterAsked, after: string, path: string): string {
  return addressOf(link, path, [...rosterQuery(asked), ['after', after]])
}

/** A link whose query may name one thing several times. */
function addressOf(link: Link, path: string, pairs: readonly (readonly [string, string])[]): string {
  const kept = link(path)
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()
  if (query === '') return kept
  return kept.includes('?') ? `${kept}&${query}` : `${kept}?${query}`
}
