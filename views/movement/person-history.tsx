import type { Link } from '../../src/http/viewpoint.ts'
import { movementKindName } from '../../src/movement/movement-kind.ts'
import type { MovementRow } from '../../src/movement/movement-row.ts'
import {
  particularsChanges,
  type TellableFact,
  tellableFacts,
  versionBefore,
} from '../../src/movement/person-history.ts'
import type { ApprovalDocument } from '../../src/organization/document.ts'
import { wordOf } from '../../src/organization/organization.ts'
import type { PersonParticulars } from '../../src/staffing/person.ts'
import { identityCategories } from '../../src/staffing/person-words.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { Moment } from '../parts/moment.tsx'
import { ethnicityName, politicalStatusName, sexName } from '../parts/person-words.ts'
import { placeInWords, StateTag } from './movement-list.tsx'

type PersonHistoryProps = {
  movements: readonly MovementRow[]
  /** every version ever recorded, newest first */
  versions: readonly PersonParticulars[]
  documents: ReadonlyMap<string, ApprovalDocument>
  /** of users who recorded something */
  recorders: ReadonlyMap<string, string>
  names: ReadonlyMap<string, string>
  link: Link
}

/** 历史: the movements, and what was recorded of the person when, by whom, old → new; corrected values stay, struck. */
export function PersonHistory({
  movements,
  versions,
  documents,
  recorders,
  names,
  link,
}: PersonHistoryProps) {
  return (
    <div class="columns">
      <section aria-labelledby="movements-title">
        <h2 id="movements-title">异动</h2>
        {movements.length === 0 ? (
          <p class="empty">没有异动。期初登记的在编经历见“概况”。</p>
        ) : (
          <ol class="timeline">
            {movements.map((row) => (
              <li class={row.state === 'corrected' ? 'struck' : undefined}>
                <strong>{row.effectiveOn}</strong>{' '}
                <a href={link(`/movements/${row.id}`)}>
                  {movementKindName(row.kind)} {row.number}
                </a>{' '}
                <StateTag state={row.state} />
                {row.correctsId === null ? null : (
                  <span class="tag warn">{row.takesBack ? '冲销' : '更正'}</span>
                )}
                <div>
                  {placeInWords(names, row.fromOrganizationId, row.fromEstablishmentKind)} →{' '}
                  {(row.place ?? placeInWords(names, row.toOrganizationId, row.toEstablishmentKind)) ||
                    '出编'}
                </div>
                <small class="note">
                  <Moment at={row.recordedAt} /> {recorders.get(row.recordedBy) ?? ''} 登记
                </small>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section aria-labelledby="versions-title">
        <h2 id="versions-title">基本信息的登记</h2>
        <ol class="timeline">
          {versions.map((version) => (
            <li>
              <Version version={version} before={versionBefore(version, versions)} />
              <small class="note">
                <DocumentWords document={documents.get(version.documentId ?? '') ?? null} />　
                <Moment at={version.recordedAt} /> {recorders.get(version.recordedBy) ?? ''} 登记
              </small>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}

function Version({ version, before }: { version: PersonParticulars; before: PersonParticulars | null }) {
  const changes = before === null ? [] : particularsChanges(before, version)
  return (
    <>
      <div>
        {version.effectiveFrom} 起{version.effectiveTo === null ? '' : `，至 ${version.effectiveTo}（不含）`}{' '}
        {version.supersededAt === null ? null : <span class="tag">已被更正</span>}
      </div>
      {before === null ? (
        <div class={version.supersededAt === null ? undefined : 'struck'}>
          {version.name}，{sexName(version.sex)}，{version.bornOn} 出生，{version.identityMasked}
        </div>
      ) : null}
      <ul>
        {changes.map(({ fact, before: old, after }) => (
          <li>
            {tellableFacts[fact]}：<span class="struck">{inWords(fact, old)}</span> → {inWords(fact, after)}
          </li>
        ))}
      </ul>
    </>
  )
}

function inWords(fact: TellableFact, value: string | null): string {
  if (value === null) return '（空）'
  if (fact === 'sex') return sexName(value)
  if (fact === 'ethnicity') return ethnicityName(value)
  if (fact === 'politicalStatus') return politicalStatusName(value)
  if (fact === 'identityCategory') return wordOf(identityCategories, value)
  return value
}
