import type { IsoDate } from '../../src/kernel/dates.ts'
import { DocumentWords } from './document-words.tsx'
import { Moment } from './moment.tsx'

export type RecordedVersion = {
  recordedAt: Date
  recordedByName: string | null
  /** when another took its place */
  supersededAt: Date | null
  words: string
  /** what is another than in the version before */
  changes: readonly { title: string; before: string; after: string }[]
  document: { number: string; title: string; issuer: string; issuedOn: IsoDate } | null
  note: string
}

/** 登记历史: who recorded what, when, on which paper, old → new; what was put right later stays, struck through. */
export function RecordedHistory({ versions }: { versions: readonly RecordedVersion[] }) {
  return (
    <section aria-labelledby="recorded-title">
      <h2 id="recorded-title">登记历史</h2>
      <ol class="timeline">
        {versions.map(({ words, changes, supersededAt, ...version }) => (
          <li>
            <span class={supersededAt === null ? undefined : 'struck'}>{words}</span>{' '}
            {supersededAt === null ? null : (
              <span class="tag">
                <Moment at={supersededAt} /> 起由后一条取代
              </span>
            )}
            {changes.length === 0 ? null : (
              <ul class="changes">
                {changes.map(({ title, before, after }) => (
                  <li>
                    {title}：<span class="struck">{before}</span> → {after}
                  </li>
                ))}
              </ul>
            )}
            <div>
              <small class="note">
                {version.note === '' ? null : <>事由：{version.note}　</>}
                <DocumentWords document={version.document} />　<Moment at={version.recordedAt} />{' '}
                {version.recordedByName ?? ''} 登记
              </small>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
