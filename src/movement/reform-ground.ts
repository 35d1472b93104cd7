import type { SeatKey } from '../establishment/leadership-post.ts'
import type { ReformPosition } from './reform-effect.ts'

/** What stands with the units of a reform before it: what its second page asks about. */
export type ReformGround = {
  positions: ReformPosition[]
  seats: (SeatKey & { approved: number })[]
  people: { personId: string; name: string; fromId: string; establishmentKind: string }[]
  children: { organizationId: string; name: string; kind: string; fromId: string }[]
}
