import type { Child } from 'hono/jsx'
import type { Link } from '../../src/http/viewpoint.ts'
import type { IsoDate } from '../../src/kernel/dates.ts'
import { inForce } from '../../src/kernel/dates.ts'
import {
  fundings,
  organizationCategories,
  organizationKinds,
  organizationNatures,
  organizationRanks,
  wordOf,
} from '../../src/organization/organization.ts'

import type { OrganizationHeadFacts } from '../../src/organization/organization-record.ts'

export type OrganizationTab = 'card' | 'headcounts' | 'history' | 'documents'

type OrganizationRecordProps = {
  facts: OrganizationHeadFacts
  tab: OrganizationTab
  asOf: IsoDate
  link: Link
  children?: Child
}

/** The frame of an organization's record: who it is, its tabs, and a word when it is not there on the day asked. */
export function OrganizationRecord({ facts, tab, asOf, link, children }: OrganizationRecordProps) {
  const { organizationId, life } = facts
  const there = inForce(life, asOf)
  const tabs: { key: OrganizationTab | null; title: string; href: string }[] = [
    { key: 'card', title: '概况', href: link(`/organizations/${organizationId}`) },
    { key: 'headcounts', title: '编制', href: link(`/organizations/${organizationId}/headcounts`) },
    { key: null, title: '人员', href: link('/people', { organizationId }) },
    ...(facts.budgetShown
      ? [{ key: null, title: '经费', href: link('/budget-lines', { organizationId }) }]
      : []),
    { key: 'history', title: '历史', href: link(`/organizations/${organizationId}/history`) },
    { key: 'documents', title: '文件', href: link(`/organizations/${organizationId}/documents`) },
  ]
  return (
    <>
      <header class="record">
        <p class="record-tags">
          <span class="tag">{wordOf(organizationKinds, facts.kind)}</span>{' '}
          {facts.kind === 'unit' ? (
            <>
              <span class="tag">{wordOf(organizationCategories, facts.category)}</span>{' '}
              <span class="tag">{wordOf(organizationNatures, facts.nature)}</span>{' '}
            </>
          ) : null}
          {facts.rank === null ? null : <span class="tag">{wordOf(organizationRanks, facts.rank)}</span>}{' '}
          {there ? null : <span class="tag warn">{asOf < life.effectiveFrom ? '尚未设立' : '已撤销'}</span>}
        </p>
        <dl class="facts">
          <dt>简称</dt>
          <dd>{facts.shortName}</dd>
          <dt>机构编码</dt>
          <dd>{facts.code}</dd>
          <dt>上级机构</dt>
          <dd>
            {facts.parentId === null ? (
              '–'
            ) : (
              <a href={link(`/organizations/${facts.parentId}`)}>{facts.parentName}</a>
            )}
          </dd>
          <dt>经费形式</dt>
          <dd>{wordOf(fundings, facts.funding) || '–'}</dd>
        </dl>
      </header>
      {there ? null : (
        <p class="warning">
          {asOf < life.effectiveFrom
            ? `${asOf} 尚未设立，${life.effectiveFrom} 起登记在册。以下为设立时的情况。`
            : `${life.effectiveTo} 起已不在册。以下为此前最后的情况。`}
        </p>
      )}
      <nav class="tabs" aria-label="机构">
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
