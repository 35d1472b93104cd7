import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import { Count } from '../parts/figure.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'

/** `files`: how many are kept with the paper */
export type NamedDocument = ApprovalDocument & { uses: string[]; files: number }

export function organizationDocumentColumns(link: Link): ListColumn<NamedDocument>[] {
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
    { key: 'issuer', title: '发文机关', width: 22, value: ({ issuer }) => issuer },
    { key: 'issuedOn', title: '日期', width: 12, kind: 'date', value: ({ issuedOn }) => issuedOn },
    { key: 'uses', title: '依据事项', width: 40, value: ({ uses }) => uses.join('、') },
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

/** 文件: every paper a fact of this organization rests on. */
export function OrganizationDocuments({ list }: { list: List<NamedDocument> }) {
  if (list.count === 0) {
    return <p class="empty">没有文件。机构事项、核定编制登记时所依据的批文在此列出。</p>
  }
  return (
    <>
      <div class="filters">
        <ListTools list={list} counted="件" />
      </div>
      <ListTable list={list} caption="本机构事项所依据的文件" counted="件" />
    </>
  )
}
