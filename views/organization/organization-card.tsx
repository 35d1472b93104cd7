import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import { vacancies } from '../../src/establishment/vacancy.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { organizationNatures, organizationRanks, wordOf } from '../../src/organization/organization.ts'
import type { OrganizationVersion } from '../../src/organization/organization-record.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { Count } from '../parts/figure.tsx'
import { type KindPosition, PositionTable, positionsByKind } from '../parts/position-table.tsx'

export type Subordinate = {
  organizationId: string
  name: string
  kind: string
  nature: string
  rank: string | null
  approved: number
  occupied: number
}

type OrganizationCardProps = {
  version: OrganizationVersion
  supervisorName: string
  /** of the organization itself */
  positions: KindPosition[]
  /** of it and everything below it; empty when nothing is below */
  together: KindPosition[]
  divisions: Subordinate[]
  subordinates: Subordinate[]
  asOf: IsoDate
  link: Link
}

/** 概况: the card as the office knows it. Facts left, places right, what belongs to it below, warnings on top. */
export function OrganizationCard(props: OrganizationCardProps) {
  const { version, supervisorName, positions, together, divisions, subordinates, asOf, link } = props
  const { organizationId } = version
  return (
    <>
      {positions
        .filter((position) => vacancies(position) < 0)
        .map((position) => (
          <p class="warning">
            {establishmentKindName(position.establishmentKind)}超编 {-vacancies(position)}{' '}
            名。超编期间不得进人，出一名减一名。
          </p>
        ))}
      <div class="columns">
        <section aria-labelledby="facts-title">
          <h2 id="facts-title">基本情况</h2>
          <dl class="facts">
            <Fact title="全称" words={version.name} wide />
            <Fact title="挂牌名称" words={version.otherNames.join('、')} wide />
            <Fact title="主管部门" words={supervisorName} />
            <Fact title="统一社会信用代码" words={version.creditCode ?? ''} />
            <Fact title="法定代表人" words={version.legalRepresentative ?? ''} />
            <Fact title="预算单位编码" words={version.budgetUnitCode ?? ''} />
            <Fact title="地址" words={version.address ?? ''} wide />
            <Fact title="现行情况起于" words={version.effectiveFrom} />
            <Fact title="登记" words={`${version.recordedByName ?? ''}`} />
            <dt>批准文件</dt>
            <dd class="wide">
              {version.document === null ? '–' : <DocumentWords document={version.document} />}
            </dd>
          </dl>
        </section>
        <section aria-labelledby="places-title">
          <h2 id="places-title">编制使用情况</h2>
          {positions.length === 0 && together.length === 0 ? (
            <p class="empty">{asOf} 没有核定编制。核定编制在“编制”页依批文登记。</p>
          ) : null}
          {positions.length === 0 ? null : (
            <PositionTable
              caption={`${asOf} 本机构，单位：名`}
              positions={positions}
              approvedHref={(kind) => link(`/organizations/${organizationId}/headcounts`, { kind })}
              occupiedHref={(kind) => link('/people', { organizationId, kind })}
            />
          )}
          {together.length > positions.length ? (
            <PositionTable
              caption={`${asOf} 含内设机构和下属单位，单位：名`}
              positions={positionsByKind(together)}
              approvedHref={(kind) => link('/headcounts', { organization: version.code, kind })}
              occupiedHref={(kind) => link('/people', { organizationId, kind, below: 'yes' })}
            />
          ) : null}
        </section>
      </div>
      {version.kind === 'division' ? null : <Sections divisions={divisions} asOf={asOf} link={link} />}
      {version.kind === 'division' || subordinates.length === 0 ? null : (
        <Subordinates subordinates={subordinates} asOf={asOf} link={link} />
      )}
      <section aria-labelledby="duties-title">
        <h2 id="duties-title">主要职责</h2>
        {version.duties === null ? (
          <p class="note">没有登记主要职责。三定规定印发后由经办人登记。</p>
        ) : (
          version.duties.split('\n').map((paragraph) => <p>{paragraph}</p>)
        )}
      </section>
    </>
  )
}

function Fact({ title, words, wide = false }: { title: string; words: string; wide?: boolean }) {
  return (
    <>
      <dt>{title}</dt>
      <dd class={wide ? 'wide' : undefined}>{words === '' ? '–' : words}</dd>
    </>
  )
}

function Sections({ divisions, asOf, link }: { divisions: Subordinate[]; asOf: IsoDate; link: Link }) {
  return (
    <section aria-labelledby="divisions-title">
      <h2 id="divisions-title">内设机构（{divisions.length} 个）</h2>
      {divisions.length === 0 ? (
        <p class="note">{asOf} 没有内设机构。</p>
      ) : (
        <ul class="chips">
          {divisions.map(({ organizationId, name, rank }) => (
            <li>
              <a href={link(`/organizations/${organizationId}`)}>{name}</a>
              {rank === null ? null : <small>{wordOf(organizationRanks, rank)}</small>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Subordinates({
  subordinates,
  asOf,
  link,
}: {
  subordinates: Subordinate[]
  asOf: IsoDate
  link: Link
}) {
  return (
    <section aria-labelledby="subordinates-title">
      <h2 id="subordinates-title">下属单位（{subordinates.length} 个）</h2>
      <table class="register">
        <caption>{asOf} 下属单位，单位：名</caption>
        <thead>
          <tr>
            <th scope="col">名称</th>
            <th scope="col">性质</th>
            <th scope="col">规格</th>
            <th scope="col" class="number">
              核定
            </th>
            <th scope="col" class="number">
              实有
            </th>
          </tr>
        </thead>
        <tbody>
          {subordinates.map((unit) => (
            <tr>
              <th scope="row">
                <a href={link(`/organizations/${unit.organizationId}`)}>{unit.name}</a>
              </th>
              <td>{wordOf(organizationNatures, unit.nature)}</td>
              <td>{wordOf(organizationRanks, unit.rank)}</td>
              <td class="number">
                <Count
                  value={unit.approved}
                  href={link(`/organizations/${unit.organizationId}/headcounts`)}
                />
              </td>
              <td class="number">
                <Count
                  value={unit.occupied}
                  href={link('/people', { organizationId: unit.organizationId })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
