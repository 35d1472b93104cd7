import type { Link } from '../../src/http/viewpoint.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import { Count } from '../parts/figure.tsx'

/** `files`: how many are kept with the paper */
export type NamedDocument = ApprovalDocument & { uses: string[]; files: number }

/** 文件: every paper a fact of this organization rests on. */
export function OrganizationDocuments({ documents, link }: { documents: NamedDocument[]; link: Link }) {
  if (documents.length === 0) {
    return <p class="empty">没有文件。机构事项、核定编制登记时所依据的批文在此列出。</p>
  }
  return (
    <table class="register">
      <caption>本机构事项所依据的文件，共 {documents.length} 件</caption>
      <thead>
        <tr>
          <th scope="col">文号</th>
          <th scope="col">标题</th>
          <th scope="col">发文机关</th>
          <th scope="col">日期</th>
          <th scope="col">依据事项</th>
          <th scope="col" class="number">
            附件
          </th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <tr>
            <th scope="row">
              <a href={link(`/documents/${document.id}`)}>{document.number}</a>
            </th>
            <td>{document.title}</td>
            <td>{document.issuer}</td>
            <td>{document.issuedOn}</td>
            <td>{document.uses.join('、')}</td>
            <td class="number">
              <Count value={document.files} href={link(`/documents/${document.id}`)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
