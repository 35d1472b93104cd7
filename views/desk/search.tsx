import type { FoundPerson } from '../../src/desk/found.ts'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import type { FoundOrganization } from '../../src/organization/organization-list.ts'

type Found = { people: FoundPerson[]; organizations: FoundOrganization[]; documents: ApprovalDocument[] }

type SearchProps = { text: string; unknownIdentity: boolean; found: Found | null; link: Link }

/** What the search found: people, organizations, documents. */
export function Search({ text, unknownIdentity, found, link }: SearchProps) {
  if (unknownIdentity) {
    return <p class="empty">没有找到这个身份证号的人员，或者没有权限查看。请核对原件后重新输入。</p>
  }
  if (found === null) {
    return (
      <p class="empty">
        在页面上方输入姓名、拼音首字母、完整的身份证号、机构名称或文号。按 / 键可直接跳到搜索框。
      </p>
    )
  }
  const { people, organizations, documents } = found
  if (people.length + organizations.length + documents.length === 0) {
    return (
      <p class="empty">没有找到“{text}”。姓名、名字、拼音和首字母都从头匹配；身份证号须输入完整的 18 位。</p>
    )
  }
  return (
    <section id="search-results">
      {people.length === 0 ? null : <People people={people} link={link} />}
      {organizations.length === 0 ? null : <Organizations organizations={organizations} link={link} />}
      {documents.length === 0 ? null : <Documents documents={documents} link={link} />}
    </section>
  )
}

function People({ people, link }: { people: FoundPerson[]; link: Link }) {
  return (
    <>
      <h2>人员</h2>
      <table class="register">
        <caption>
          人员 {people.length} 人{people.length >= 20 ? '（只列前 20 人，请多输入几个字）' : ''}
        </caption>
        <thead>
          <tr>
            {['姓名', '身份证号', '出生日期', '编制单位', '编制类型'].map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr>
              <th scope="row">
                <a href={link(`/people/${person.personId}`)}>{person.name}</a>
              </th>
              <td>{person.identityMasked}</td>
              <td>{person.bornOn}</td>
              <td>{person.organizationName ?? <span class="full">不在编</span>}</td>
              <td>
                {person.establishmentKind === null ? '' : establishmentKindName(person.establishmentKind)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Organizations({ organizations, link }: { organizations: FoundOrganization[]; link: Link }) {
  return (
    <>
      <h2>机构</h2>
      <table class="register">
        <caption>机构 {organizations.length} 个</caption>
        <thead>
          <tr>
            {['名称', '简称', '机构编码'].map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {organizations.map(({ organizationId, name, shortName, code }) => (
            <tr>
              <th scope="row">
                <a href={link(`/organizations/${organizationId}`)}>{name}</a>
              </th>
              <td>{shortName}</td>
              <td>{code}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Documents({ documents, link }: { documents: ApprovalDocument[]; link: Link }) {
  return (
    <>
      <h2>批文</h2>
      <table class="register">
        <caption>批文 {documents.length} 件</caption>
        <thead>
          <tr>
            {['文号', '标题', '发文机关', '日期'].map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {documents.map(({ id, number, title, issuer, issuedOn }) => (
            <tr>
              <th scope="row">
                <a href={link(`/documents/${id}`)}>{number}</a>
              </th>
              <td>{title}</td>
              <td>{issuer}</td>
              <td>{issuedOn}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
