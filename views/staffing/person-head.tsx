import type { Child } from 'hono/jsx'
import { establishmentKindName } from '../../src/establishment/establishment-kind.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import { type IsoDate, inForce } from '../../src/kernel/dates.ts'
import type { LoadedPerson } from '../../src/staffing/person.ts'
import { secondmentName } from '../parts/person-words.ts'

export type PersonTab = 'card' | 'facts' | 'history' | 'documents' | 'pay'

type PersonRecordProps = {
  person: LoadedPerson
  tab: PersonTab
  asOf: IsoDate
  mayReadPay: boolean
  link: Link
  children?: Child
}

/** The frame of a person's record: who, in which three units, what posts; the tabs. */
export function PersonRecord({ person, tab, asOf, mayReadPay, link, children }: PersonRecordProps) {
  const { personId, held, names } = person
  const posts = person.posts.filter((post) => inForce(post, asOf))
  const placements = person.placements.filter((placement) => inForce(placement, asOf))
  const work = placements.find(({ aspect }) => aspect === 'work')
  const pay = placements.find(({ aspect }) => aspect === 'pay')
  const titles = (aspects: string[]) =>
    posts.filter(({ aspect }) => aspects.includes(aspect)).map(({ title }) => title)
  const own = held === null ? null : (names.get(held.organizationId) ?? '')
  const tabs: { key: PersonTab; title: string; href: string }[] = [
    { key: 'card', title: '概况', href: link(`/people/${personId}`) },
    { key: 'facts', title: '明细', href: link(`/people/${personId}/facts`) },
    { key: 'history', title: '历史', href: link(`/people/${personId}/history`) },
    { key: 'documents', title: '文件', href: link(`/people/${personId}/documents`) },
  ]
  if (mayReadPay) tabs.push({ key: 'pay', title: '经费', href: link(`/people/${personId}/pay`) })
  return (
    <>
      <header class="record">
        <p class="record-tags">
          {held === null ? (
            <span class="tag warn">{asOf} 不在编</span>
          ) : (
            <span class="tag">{establishmentKindName(held.establishmentKind)}</span>
          )}{' '}
          {work === undefined ? null : <span class="tag warn">{secondmentName(work.secondmentKind)}</span>}
        </p>
        <dl class="facts">
          <dt>编制单位</dt>
          <dd>{held === null ? '–' : <a href={link(`/organizations/${held.organizationId}`)}>{own}</a>}</dd>
          <dt>工作单位</dt>
          <dd>{work?.place ?? own ?? '–'}</dd>
          <dt>工资发放单位</dt>
          <dd>{pay?.place ?? own ?? '–'}</dd>
          <dt>职务</dt>
          <dd>{titles(['duty']).join('、') || '–'}</dd>
          <dt>职级（岗位）</dt>
          <dd>{titles(['rank', 'post']).join('、') || '–'}</dd>
          <dt>本单位起始</dt>
          <dd>{held?.effectiveFrom ?? '–'}</dd>
        </dl>
      </header>
      <nav class="tabs" aria-label="人员">
        {tabs.map(({ key, title, href }) => (
          <a href={href} aria-current={key === tab ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      {children}
    </>
  )
}
