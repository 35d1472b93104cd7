import type { Role } from '../../src/kernel/permission.ts'
import { openRegistry, type Registry } from '../../src/open-registry.ts'
import { plantHeadcount } from '../establishment/planted.ts'
import { plantUser } from '../http/client.ts'
import { bureau, officer } from '../movement/planted.ts'
import { plantRegion } from '../organization/planted.ts'

/** Few places, so that many ask for the last one. */
export const unitNames = ['教育局', '财政局', '民政局', '司法局'] as const
const placesOfUnit = 6

const officerRoles: Role[] = ['clerk', 'section-head', 'deputy-director', 'director']

/** Opens the registry of the folder as the server does, in this process. */
export function openFolder(folder: string): Promise<Registry> {
  return openRegistry({ environment: { DATA_DIR: folder }, wall: () => new Date(), as: 'server' })
}

/** A registry of four units and its officers, on a data folder of its own, as a server that stopped would leave it. */
export async function plantFaultGround(folder: string): Promise<void> {
  const registry = await openFolder(folder)
  try {
    const { db } = registry
    const root = await plantRegion(db, officer('clerk'))
    await plantHeadcount(db, officer('clerk'), { organizationId: root, change: 1000 })
    for (const name of unitNames) await bureau(db, root, { name, approved: placesOfUnit })
    for (const role of officerRoles)
      await plantUser(registry, role, { account: role, scopeOrganizationId: null })
  } finally {
    await registry.stop()
  }
}
