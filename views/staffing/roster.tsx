import { type Link, withQuery } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { RosterRow } from '../../src/staffing/roster.ts'
import {
  fieldOf,
  type MayRead,
  type RosterColumn,
  type RosterKey,
  rosterWord,
} from '../../src/staffing/roster-field.ts'
import { type RosterAsked, rosterQuery, rosterQueryText } from '../../src/staffing/roster-query.ts'
import { RosterFilters } from './roster-filters.tsx'

type Ways = Readonly<Record<string, string>>

type RosterPage = {
  place: { name: string; hint: string | null }
  columns: readonly RosterColumn[]
  rows: readonly RosterRow[]
  next: string | null
  count: number
}

type RosterProps = {
  asked: RosterAsked
  page: RosterPage
  /** of identity numbers typed in: how many, and how many of them were found */
  found: { asked: number; found: number } | null
  ways: Ways
  mayRead: MayRead
  viewpoint: Viewpoint
  csrfToken: string
  link: Link
}

/** 花名册: everybody with a place in the establishment on the day. */
export function Roster(props: RosterProps) {
  const { asked, page, found, viewpoint, link } = props
  return (
    <section id="roster">
      <RosterFilters
        asked={asked}
        columns={page.columns}
        unitName={page.place.name}
        count={page.count}
        shown={page.rows.length}
        ways={props.ways}
        mayRead={props.mayRead}
        leaves={found === null}
        csrfToken={props.csrfToken}
        link={link}
      />
      {page.place.hint === null ? null : <p class="warning">{page.place.hint}</p>}
      {found === null ? null : (
        <p class="note">
          按 {found.asked} 个身份证号查找，{viewpoint.asOf} 在编 {found.found}{' '}
          人。号码不保存，也不出现在地址栏中。
          <a href={link('/people')}>返回花名册</a>
        </p>
      )}
      {page.rows.length === 0 ? (
        <p class="empty">
          {viewpoint.asOf} 没有符合条件的在编人员。请放宽筛选条件，或换一个时点；人员由“异动”入编后列在这里。
        </p>
      ) : (
        <RosterTable {...props} sortable={found === null} />
      )}
    </section>
  )
}

type RosterPrintProps = Omit<RosterProps, 'found' | 'mayRead' | 'csrfToken'>

/** The whole list on paper: exactly what is filtered, however long. */
export function RosterPrint(props: RosterPrintProps) {
  const { asked, page, link } = props
  return (
    <section id="roster">
      <p class="filters no-print">
        <button type="button" class="plain" data-print>
          打印
        </button>
        <a href={withQuery(link('/people'), rosterQueryText(asked))}>返回花名册</a>
        <span class="shown">共 {page.count.toLocaleString('zh-CN')} 人，A4 横向</span>
      </p>
      <RosterTable {...props} sortable={false} />
    </section>
  )
}

function RosterTable({
  asked,
  page,
  ways,
  viewpoint,
  link,
  sortable,
}: RosterPrintProps & { sortable: boolean }) {
  const heading = { asked, link, sortable }
  return (
    <div class="scroll">
      <table class="register wide-print">
        <caption>
          {page.place.name} {viewpoint.asOf} 花名册，共 {page.count.toLocaleString('zh-CN')} 人
        </caption>
        <thead>
          <tr>
            <Heading {...heading} field="name" />
            <Heading {...heading} field="unit" />
            {page.columns.map((key) => (
              <Heading {...heading} field={key} />
            ))}
          </tr>
        </thead>
        <tbody>
          <RosterRows asked={asked} page={page} ways={ways} link={link} />
        </tbody>
      </table>
    </div>
  )
}

/** A click on a heading sorts by it, another one turns the order round. */
function Heading({
  field,
  asked,
  link,
  sortable,
}: {
  field: RosterKey
  asked: RosterAsked
  link: Link
  sortable: boolean
}) {
  const { title } = fieldOf(field)
  const { key, descending } = asked.sort
  const sorted = key === field
  if (!sortable) {
    return (
      <th scope="col" class={cellClass(field)}>
        {title}
      </th>
    )
  }
  const next = { ...asked, sort: { key: field, descending: sorted && !descending } }
  const order = descending ? 'descending' : 'ascending'
  return (
    <th scope="col" class={cellClass(field)} aria-sort={sorted ? order : undefined}>
      <a class="sort" href={withQuery(link('/people'), rosterQueryText(next))}>
        {title}
        {sorted ? <span aria-hidden="true">{descending ? '▼' : '▲'}</span> : null}
      </a>
    </th>
  )
}

type RosterRowsProps = { asked: RosterAsked; page: RosterPage; ways: Ways; link: Link }

/** The rows alone: what scrolling on brings. The last one fetches the next when it comes into sight. */
export function RosterRows({ asked, page, ways, link }: RosterRowsProps) {
  const { rows, columns, next } = page
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
          {columns.map((key) => (
            <td class={cellClass(key)}>{rosterWord(key, row.values[key] ?? null, ways)}</td>
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
          <td colspan={columns.length + 2}>
            <a href={rowsAddress(link, asked, next, '/people')}>显示下一页</a>
          </td>
        </tr>
      )}
    </>
  )
}

function cellClass(key: RosterKey): string | undefined {
  const { type } = fieldOf(key)
  if (type === 'count') return 'number'
  return type === 'date' ? 'date' : undefined
}

function rowsAddress(link: Link, asked: RosterAsked, after: string, path: string): string {
  const query = new URLSearchParams([...rosterQuery(asked), ['after', after]]).toString()
  return withQuery(link(path), query)
}
