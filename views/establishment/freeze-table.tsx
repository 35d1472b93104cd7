import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Freeze } from '../../src/establishment/headcount.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { type IsoDate, inForce } from '../../src/kernel/dates.ts'
import { DocumentWords } from '../parts/document-words.tsx'

type FreezeTableProps = {
  freezes: Freeze[]
  asOf: IsoDate
  ofOneUnit: boolean
  mayWrite: boolean
  link: Link
}

/** 冻结: which places may not be filled, and until when. */
export function FreezeTable({ freezes, asOf, ofOneUnit, mayWrite, link }: FreezeTableProps) {
  return (
    <section aria-labelledby="freezes-title">
      <h2 id="freezes-title">冻结</h2>
      <table class="register">
        <caption>冻结的编制，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">起止</th>
            {ofOneUnit ? null : <th scope="col">机构</th>}
            <th scope="col">编制类型</th>
            <th scope="col" class="number">
              名数
            </th>
            <th scope="col">批准文件</th>
            <th scope="col">备注</th>
            {mayWrite ? <th scope="col">办理</th> : null}
          </tr>
        </thead>
        <tbody>
          {freezes.map((freeze) => (
            <tr>
              <th scope="row">
                {freeze.effectiveFrom} 起{freeze.effectiveTo === null ? '' : `，${freeze.effectiveTo} 解冻`}{' '}
                {inForce(freeze, asOf) ? <span class="tag warn">冻结中</span> : null}
              </th>
              {ofOneUnit ? null : (
                <td>
                  <a href={link(`/organizations/${freeze.organizationId}/headcounts`)}>
                    {freeze.organizationName}
                  </a>
                </td>
              )}
              <td>{establishmentKindName(freeze.establishmentKind)}</td>
              <td class="number">{freeze.count}</td>
              <td>
                <DocumentWords document={freeze.document} />
              </td>
              <td>{freeze.note}</td>
              {mayWrite ? (
                <td>
                  <a href={link(`/freezes/${freeze.freezeId}/end`)}>解冻</a>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
