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
import {
  type FactActRecord,
  factActs,
  factInWords,
  factKinds,
  type PersonFact,
} from '../../src/staffing/person-fact.ts'
import { identityCategories } from '../../src/staffing/person-words.ts'
import type { Photo } from '../../src/staffing/photo.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { Moment } from '../parts/moment.tsx'
import { ethnicityName, politicalStatusName, sexName } from '../parts/person-words.ts'
import { placeInWords, StateTag } from './movement-list.tsx'

type PersonHistoryProps = {
  movements: readonly MovementRow[]
  /** every version ever recorded, newest first */
  versions: readonly PersonParticulars[]
  acts: readonly FactActRecord[]
  /** every record of the person's own facts ever written */
  facts: readonly PersonFact[]
  photos: readonly Photo[]
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
  acts,
  facts,
  photos,
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
                {'　'}
                <Moment at={version.recordedAt} /> {recorders.get(version.recordedBy) ?? ''} 登记
              </small>
            </li>
          ))}
        </ol>
        <h2>学历、资格、联系方式等的登记</h2>
        <FactHistory acts={acts} facts={facts} documents={documents} recorders={recorders} />
        {photos.length === 0 ? null : (
          <>
            <h2>照片</h2>
            <ol class="timeline">
              {photos.map((photo) => (
                <li class={photo.supersededAt === null ? undefined : 'struck'}>
                  照片（{Math.ceil(photo.size / 1024)} KB）{' '}
                  <small class="note">
                    <Moment at={photo.recordedAt} /> {recorders.get(photo.recordedBy) ?? ''} 登记
                  </small>
                </li>
              ))}
            </ol>
          </>
        )}
      </section>
    </div>
  )
}

type FactHistoryProps = Pick<PersonHistoryProps, 'acts' | 'facts' | 'documents' | 'recorders'>

/** What was done, old → new; below it what was written down without an act of its own: an entry, an import. */
function FactHistory({ acts, facts, documents, recorders }: FactHistoryProps) {
  const byId = new Map(facts.map((fact) => [fact.id, fact]))
  // What was written in the moment of an act is told by it: the record, and an older one that ends earlier now.
  const moments = new Set(acts.map(({ kind, recordedAt }) => `${kind} ${recordedAt.getTime()}`))
  const others = facts.filter(({ kind, recordedAt }) => !moments.has(`${kind} ${recordedAt.getTime()}`))
  if (acts.length === 0 && others.length === 0) return <p class="empty">没有登记。</p>
  return (
    <ol class="timeline">
      {acts.map((act) => (
        <li>
          <strong>
            {factActs[act.act]}
            {factKinds[act.kind]}
          </strong>
          <div>
            {act.replacedId === null ? null : (
              <>
                <span class="struck">{said(byId.get(act.replacedId))}</span>
                {act.factId === null ? null : ' → '}
              </>
            )}
            {act.factId === null ? null : (
              <span class={byId.get(act.factId)?.supersededAt == null ? undefined : 'struck'}>
                {said(byId.get(act.factId))}
              </span>
            )}
          </div>
          <small class="note">
            {act.reason === '' ? null : <>事由：{act.reason}　</>}
            <DocumentWords document={documents.get(act.documentId ?? '') ?? null} />
            {'　'}
            <Moment at={act.recordedAt} /> {recorders.get(act.recordedBy) ?? ''} 办理
          </small>
        </li>
      ))}
      {others.map((fact) => (
        <li>
          <strong>登记{factKinds[fact.kind]}</strong>
          <div class={fact.supersededAt === null ? undefined : 'struck'}>{said(fact)}</div>
          <small class="note">
            <Moment at={fact.recordedAt} /> {recorders.get(fact.recordedBy) ?? ''} 登记
          </small>
        </li>
      ))}
    </ol>
  )
}

function said(fact: PersonFact | undefined): string {
  return fact === undefined ? '' : `${fact.effectiveFrom}　${factInWords(fact)}`
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
