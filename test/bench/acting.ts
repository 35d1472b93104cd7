import type { Acting } from '../../src/kernel/acting.ts'

/** Somebody of the office on the demo day. */
export const exampleBenchActing: Acting = {
  regionCode: '510812',
  userId: '00000000-0000-7000-8000-000000000001',
  userName: '经办人甲',
  roles: ['clerk'],
  scopeOrganizationId: null,
  today: '2024-01-15',
  at: new Date('2024-01-15T10:00:00+08:00'),
  from: 'bench',
}
