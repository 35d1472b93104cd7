import type { Entrant } from '../../src/establishment/entrant-reader.ts'
import type { Link } from '../../src/http/viewpoint.ts'

type EntrantTableProps = { caption: string; entrants: readonly Entrant[]; link: Link }

/** Who entered by a grant, with the movement. */
export function EntrantTable({ caption, entrants, link }: EntrantTableProps) {
  return (
    <table class="register">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">姓名</th>
          <th scope="col">入编日期</th>
          <th scope="col">异动</th>
        </tr>
      </thead>
      <tbody>
        {entrants.map((entrant) => (
          <tr>
            <th scope="row">
              <a href={link(`/people/${entrant.personId}`)}>{entrant.personName}</a>
            </th>
            <td class="date">{entrant.effectiveOn}</td>
            <td>
              <a href={link(`/movements/${entrant.movementId}`)}>{entrant.movementNumber}</a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
