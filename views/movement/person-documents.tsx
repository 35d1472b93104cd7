import type { Link } from '../../src/http/viewpoint.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'

export type PersonDocument = { document: ApprovalDocument; movement: MovementRow | null }

/** 文件: every paper a fact of the person rests on. */
export function PersonDocuments({ documents, link }: { documents: readonly PersonDocument[]; link: Link }) {
  if (documents.length === 0) return <p class="empty">没有登记文件。异动和更正所依据的文件列在这里。</p>
  return (
    <table class="register">
      <caption>所依据的文件</caption>
      <thead>
        <tr>
          {['发文日期', '文号', '标题', '批准机关', '用于'].map((title) => (
            <th scope="col">{title}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {documents.map(({ document, movement }) => (
          <tr>
            <td>{document.issuedOn}</td>
            <td>
              <a href={link(`/documents/${document.id}`)}>{document.number}</a>
            </td>
            <td>{document.title}</td>
            <td>{document.issuer}</td>
            <td>
              {movement === null ? (
                '基本信息更正'
              ) : (
                <a href={link(`/movements/${movement.id}`)}>
                  {movementKindName(movement.kind)} {movement.number}
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
