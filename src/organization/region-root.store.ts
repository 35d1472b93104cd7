import { v7 } from 'uuid'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { organizationPinyin } from '../kernel/pinyin.ts'
import { organizations, organizationVersions } from './schema.ts'

/** Before any fact the registry may be asked to keep. */
const beforeEverything = '1949-10-01'

/** The region itself, at the root of the tree: every organization hangs below it. */
export async function plantRegionRoot(
  tx: Db,
  acting: Acting,
  { regionCode, name }: { regionCode: string; name: string },
): Promise<void> {
  const recorded = { recordedAt: acting.at, recordedBy: acting.userId }
  const organizationId = v7()
  await tx.insert(organizations).values({ regionCode, id: organizationId, code: regionCode, ...recorded })
  await tx.insert(organizationVersions).values({
    regionCode,
    id: v7(),
    organizationId,
    name,
    shortName: name,
    initials: organizationPinyin(name).initials,
    otherNames: [],
    kind: 'region',
    category: 'government',
    nature: 'administrative-organ',
    sortOrder: 0,
    effectiveFrom: beforeEverything,
    ...recorded,
  })
}
