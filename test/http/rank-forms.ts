import type { Form } from './every-form.ts'
import { paper } from './vacancy-forms.ts'

export const rankRecords = {
  rankRatio: `select id from rank_ratios where outer_from is not null and effective_from = '2021-01-01'
    and superseded_at is null`,
  rankApproval: `select id from rank_approvals where effective_from = '2021-01-01' and superseded_at is null`,
}

const end: Form['fields'] = { endsOn: ['2024-03-01', 'date'], note: ['批文废止', 'text'], ...paper }

/** 职级职数: ratios, numbers of single units, the end of either. */
export const rankForms: Form[] = [
  ...(['/review', ''] as const).map(
    (step): Form => ({
      route: `/rank-quotas/ratios${step}`,
      as: 'section-head',
      fields: {
        fromLevel: ['09', 'choice'],
        toLevel: ['10', 'choice'],
        percent: ['50', 'amount'],
        base: ['07-10', 'choice'],
        rounding: ['down', 'choice'],
        leaders: ['no', 'choice'],
        effectiveFrom: ['2024-03-01', 'date'],
        note: ['', 'optional text'],
        ...paper,
      },
    }),
  ),
  { route: '/rank-quotas/ratios/:id/end', as: 'section-head', of: 'rankRatio', fields: end },
  ...(['/review', ''] as const).map(
    (step): Form => ({
      route: `/rank-quotas/approvals${step}`,
      as: 'clerk',
      fields: {
        organization: ['区委编办', 'unit'],
        group: ['04-06', 'choice'],
        count: ['1', 'count'],
        effectiveFrom: ['2024-03-01', 'date'],
        note: ['', 'optional text'],
        ...paper,
      },
    }),
  ),
  { route: '/rank-quotas/approvals/:id/end', as: 'clerk', of: 'rankApproval', fields: end },
]
