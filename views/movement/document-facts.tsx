import type { List, ListColumn } from '../../src/http/list.ts'
import type { Link } from '../../src/http/viewpoint.ts'
import {
  type DocumentFact,
  documentUseOrder,
  documentUses,
  factInWords,
  factStandings,
} from '../../src/movement/document-use.ts'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { beijingMinute, RecordedBy } from '../parts/moment.tsx'

type Names = ReadonlyMap<string, string>

export function documentFactColumns(names: Names, link: Link): ListColumn<DocumentFact>[] {
  const units = ({ organizationIds }: DocumentFact) =>
    [...new Set(organizationIds)].flatMap((id) => {
      const name = names.get(id)
      return name === undefined ? [] : [{ id, name }]
    })
  return [
    {
      key: 'use',
      title: '事项',
      width: 14,
      kind: 'code',
      value: ({ use }) => documentUses[use].label,
      order: ({ use }) => documentUseOrder.indexOf(use),
    },
    {
      key: 'words',
      title: '内容',
      width: 44,
      value: factInWords,
      cell: (fact) => {
        const [unit] = units(fact)
        return <a href={link(...addressOf(fact, unit?.name))}>{factInWords(fact)}</a>
      },
      cellClass: ({ standing }) => (struck.includes(standing) ? 'struck' : undefined),
    },
    {
      key: 'units',
      title: '机构',
      width: 40,
      value: (fact) =>
        units(fact)
          .map(({ name }) => name)
          .join('、'),
      cell: (fact) =>
        units(fact).map(({ id, name }, place) => (
          <>
            {place === 0 ? null : '、'}
            <a href={link(`/organizations/${id}`)}>{name}</a>
          </>
        )),
    },
    {
      key: 'person',
      title: '人员',
      width: 12,
      kind: 'code',
      value: ({ personName }) => personName,
      cell: ({ personId, personName }) =>
        personId === null ? null : <a href={link(`/people/${personId}`)}>{personName}</a>,
    },
    {
      key: 'effectiveOn',
      title: '生效日期',
      width: 12,
      kind: 'date',
      value: ({ effectiveOn }) => effectiveOn,
    },
    {
      key: 'standing',
      title: '状态',
      width: 16,
      kind: 'code',
      value: ({ standing }) => factStandings[standing],
      cell: ({ standing }) => <span class={looks[standing]}>{factStandings[standing]}</span>,
    },
    {
      key: 'recordedAt',
      title: '登记',
      width: 24,
      kind: 'code',
      value: ({ recordedAt, recordedByName }) =>
        `${beijingMinute(recordedAt)} ${recordedByName ?? ''}`.trim(),
      cell: ({ recordedAt, recordedByName }) => <RecordedBy at={recordedAt} name={recordedByName} />,
    },
  ]
}

/** Everything that rests on the paper. */
export function DocumentFacts({ list }: { list: List<DocumentFact> }) {
  return (
    <section id="facts">
      <h2>依据本件登记的事项</h2>
      {list.count === 0 ? (
        <p class="empty">
          没有依据本件登记的事项。登记机构、编制、异动等事项时填写本件的文号等四项，即列在这里。
        </p>
      ) : (
        <>
          <p class="filters">
            <ListTools list={list} counted="项" />
          </p>
          <ListTable list={list} caption="依据本件登记的事项" counted="项" />
        </>
      )}
    </section>
  )
}

const struck: DocumentFact['standing'][] = ['reversed', 'corrected', 'replaced']

const looks: Record<DocumentFact['standing'], string> = {
  standing: 'tag good',
  open: 'tag warn',
  ended: 'tag',
  reversed: 'tag struck',
  corrected: 'tag struck',
  replaced: 'tag struck',
}

/** The page on which the thing itself stands. */
function addressOf({ use, id, organizationIds: [unit = ''] }: DocumentFact, unitName = ''): Parameters<Link> {
  const addresses: Record<DocumentFact['use'], Parameters<Link>> = {
    event: [`/organizations/${unit}/history`],
    organization: [`/organizations/${unit}/history`],
    reform: [`/reforms/${id}`],
    headcount: [`/organizations/${unit}/headcounts`],
    freeze: [`/organizations/${unit}/headcounts`],
    loan: [`/headcount-loans/${id}`],
    seat: ['/leadership-posts', { organization: unitName }],
    rank: ['/rank-quotas/settings'],
    control: ['/establishment-controls'],
    plan: [`/vacancy-plans/${id}`],
    request: [`/vacancy-requests/${id}`],
    override: [`/entry-overrides/${id}`],
    movement: [`/movements/${id}`],
    person: [`/people/${id}/history`],
    application: [`/person-applications/${id}`],
    adjustment: [`/budget-adjustments/${id}`],
  }
  return addresses[use]
}
