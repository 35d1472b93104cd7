import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import {
  type DocumentFilter,
  type DocumentUse,
  documentUses,
  type ListedDocument,
  usesInWords,
} from '../../src/movement/document-use.ts'
import { KeptViewpoint } from '../layout.tsx'
import { Count } from '../parts/figure.tsx'
import { FilterChoice } from '../parts/filter-choice.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'

/** Which columns the list has; the database sorts by those that are sorted by. */
export function documentColumns(link: Link): ListColumn<ListedDocument>[] {
  return [
    {
      key: 'number',
      title: '文号',
      width: 22,
      kind: 'code',
      value: ({ number }) => number,
      cell: ({ id, number }) => <a href={link(`/documents/${id}`)}>{number}</a>,
    },
    { key: 'title', title: '标题', width: 48, value: ({ title }) => title },
    { key: 'issuer', title: '批准机关', width: 22, value: ({ issuer }) => issuer },
    { key: 'issuedOn', title: '发文日期', width: 12, kind: 'date', value: ({ issuedOn }) => issuedOn },
    {
      key: 'uses',
      title: '依据事项',
      width: 36,
      value: ({ uses }) => usesInWords(uses),
      order: null,
    },
    {
      key: 'organizations',
      title: '涉及机构',
      width: 9,
      kind: 'count',
      value: ({ organizations }) => organizations,
      order: null,
    },
    {
      key: 'people',
      title: '涉及人员',
      width: 9,
      kind: 'count',
      value: ({ people }) => people,
      order: null,
    },
    {
      key: 'files',
      title: '附件',
      width: 7,
      kind: 'count',
      value: ({ files }) => files,
      cell: ({ id, files }) => <Count value={files} href={link(`/documents/${id}`)} />,
    },
  ]
}

type DocumentListProps = {
  list: List<ListedDocument>
  filter: DocumentFilter
  choices: { years: readonly number[]; issuers: readonly string[] }
  /** what the reader may be told of */
  uses: readonly DocumentUse[]
  viewpoint: Viewpoint
  today: IsoDate
}

/** 批文: every paper on which something in the registry rests. */
export function DocumentList({ list, filter, choices, uses, viewpoint, today }: DocumentListProps) {
  return (
    <section id="documents">
      <form class="filters" method="get" action="/documents" aria-label="筛选批文">
        <KeptViewpoint frame={{ viewpoint, today }} />
        <label for="document-text">查找</label>
        <input
          id="document-text"
          name="q"
          type="search"
          value={filter.text}
          size={16}
          maxlength={50}
          placeholder="文号、标题"
        />
        <FilterChoice
          name="year"
          label="年份"
          choices={choices.years.map((year) => ({ value: String(year), label: String(year) }))}
          chosen={filter.year === null ? '' : String(filter.year)}
        />
        <FilterChoice
          name="issuer"
          label="批准机关"
          choices={choices.issuers.map((issuer) => ({ value: issuer, label: issuer }))}
          chosen={filter.issuer}
        />
        <FilterChoice
          name="use"
          label="依据事项"
          choices={uses.map((use) => ({ value: use, label: documentUses[use].label }))}
          chosen={filter.use ?? ''}
        />
        <button class="plain">查看</button>
        <ListTools list={list} counted="件" />
      </form>
      {list.count === 0 ? (
        <p class="empty">
          没有符合条件的批文。登记机构、编制、异动等事项时填写的文号、标题、批准机关、发文日期在此汇总；请放宽筛选条件。
        </p>
      ) : (
        <ListTable
          list={list}
          caption={list.sort === null ? '批文，按发文日期由近到远' : '批文'}
          counted="件"
        />
      )}
    </section>
  )
}
