import type { Link } from '../../src/http/viewpoint.ts'
import { organizationEventKinds, wordOf } from '../../src/organization/organization.ts'
import {
  changedFacts,
  type OrganizationEvent,
  type OrganizationVersion,
  type TellableFact,
  tellableFacts,
} from '../../src/organization/organization-record.ts'
import { DocumentWords } from '../parts/document-words.tsx'
import { Moment } from '../parts/moment.tsx'
import { factWords } from './fact-words.ts'

type OrganizationHistoryProps = {
  organizationId: string
  events: OrganizationEvent[]
  /** Every version ever recorded, in the order of recording. */
  versions: OrganizationVersion[]
  names: ReadonlyMap<string, string>
  mayWrite: boolean
  link: Link
}

/** 历史: what happened (沿革), and below what was recorded when, by whom, on which paper, old → new. */
export function OrganizationHistory({
  organizationId,
  events,
  versions,
  names,
  mayWrite,
  link,
}: OrganizationHistoryProps) {
  return (
    <div class="columns">
      <section aria-labelledby="lineage-title">
        <h2 id="lineage-title">沿革</h2>
        {events.length === 0 ? (
          <p class="empty">没有登记沿革。设立、更名、调整隶属、合并、分设、撤销登记后在此依次列出。</p>
        ) : (
          <ol class="timeline">
            {events.map((event) => (
              <li>
                <strong>{event.effectiveOn}</strong> {wordOf(organizationEventKinds, event.kind)}
                {event.organizationId === organizationId ? null : (
                  <span class="tag">{names.get(event.organizationId) ?? ''}</span>
                )}
                <div>{event.summary}</div>
                <Successions event={event} names={names} link={link} />
                <small class="note">
                  <DocumentWords document={event.document} />　<Moment at={event.recordedAt} />{' '}
                  {event.recordedByName ?? ''} 登记
                </small>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section aria-labelledby="versions-title">
        <h2 id="versions-title">登记情况</h2>
        <ol class="timeline">
          {[...versions].reverse().map((version) => (
            <li>
              <Version version={version} before={beforeOf(version, versions)} names={names} />
              {mayWrite && version.supersededAt === null ? (
                <div>
                  <a href={link(`/organizations/${organizationId}/versions/${version.id}/correction`)}>
                    更正此条
                  </a>
                </div>
              ) : null}
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}

function Successions({
  event,
  names,
  link,
}: {
  event: OrganizationEvent
  names: ReadonlyMap<string, string>
  link: Link
}) {
  if (event.successions.length === 0) return null
  const named = (id: string) => (
    <a href={link(`/organizations/${id}/history`)}>{names.get(id) ?? '未登记的机构'}</a>
  )
  return (
    <ul class="successions">
      {event.successions.map(({ predecessorId, successorId }) => (
        <li>
          {named(predecessorId)} → {named(successorId)}
        </li>
      ))}
    </ul>
  )
}

type VersionProps = {
  version: OrganizationVersion
  before: OrganizationVersion | null
  names: ReadonlyMap<string, string>
}

/** A version put right since stays, struck through. */
function Version({ version, before, names }: VersionProps) {
  const period = `${version.effectiveFrom} 起${version.effectiveTo === null ? '' : `，至 ${version.effectiveTo} 止（不含）`}`
  const words = (fact: TellableFact, value: string | null) => factWords(fact, value, names)
  return (
    <>
      <strong class={version.supersededAt === null ? undefined : 'struck'}>{version.name}</strong>{' '}
      <span class={version.supersededAt === null ? undefined : 'struck'}>{period}</span>{' '}
      {version.supersededAt === null ? null : (
        <span class="tag">
          <Moment at={version.supersededAt} /> 起由后一条取代
        </span>
      )}
      {before === null ? null : (
        <ul class="changes">
          {changedFacts(before, version).map((change) => (
            <li>
              {tellableFacts[change.fact]}：{words(change.fact, change.before)} →{' '}
              {words(change.fact, change.after)}
            </li>
          ))}
        </ul>
      )}
      <small class="note">
        <DocumentWords document={version.document} />　<Moment at={version.recordedAt} />{' '}
        {version.recordedByName ?? ''} 登记
      </small>
    </>
  )
}

/** What a version is compared with: the latest one recorded before it that was in force just before or on its day. */
function beforeOf(version: OrganizationVersion, versions: OrganizationVersion[]): OrganizationVersion | null {
  const earlier = versions.filter(
    (other) =>
      other.id !== version.id &&
      other.recordedAt <= version.recordedAt &&
      other.effectiveFrom <= version.effectiveFrom &&
      !(
        other.recordedAt.getTime() === version.recordedAt.getTime() &&
        other.effectiveFrom === version.effectiveFrom
      ),
  )
  const latestDay = earlier.reduce(
    (day, other) => (other.effectiveFrom > day ? other.effectiveFrom : day),
    '',
  )
  return earlier.filter(({ effectiveFrom }) => effectiveFrom === latestDay).at(-1) ?? null
}
