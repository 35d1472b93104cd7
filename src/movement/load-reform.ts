import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import type { VisibleOrganizations } from '../organization/scope.ts'
import { visibleTo } from '../organization/scope.ts'
import { reformLife, reformOf, reformsOf } from './reform.store.ts'
import { presentIds, type Reform, remainingIds } from './reform.ts'
import type { Life } from './signature.ts'

export type LoadedReform = { reform: Reform; life: Life }

/** For every page about one reform; null when it is not there or concerns no unit of the user's. */
export async function loadReform(c: Request, reformId: string): Promise<LoadedReform | null> {
  if (!isId(reformId)) return null
  const { db, regionCode } = c.get('services')
  const reform = await reformOf(db, regionCode, reformId)
  if (reform === null || !concerns(reform, await visible(c))) return null
  return { reform, life: await reformLife(db, reform, regionCode) }
}

/** All reforms the user may see, as known at the moment of the page, latest first. */
export async function loadReforms(c: Request): Promise<LoadedReform[]> {
  const { db } = c.get('services')
  const seen = await visible(c)
  return (await reformsOf(db, viewpointOf(c))).filter(({ reform }) => concerns(reform, seen))
}

function visible(c: Request): Promise<VisibleOrganizations> {
  return visibleTo(c.get('services').db, actingOf(c), viewpointOf(c))
}

function concerns({ plan }: Reform, seen: VisibleOrganizations): boolean {
  return seen === null || [...presentIds(plan), ...remainingIds(plan)].some((id) => seen.has(id))
}
