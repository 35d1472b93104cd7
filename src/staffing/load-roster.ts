import { actingOf, type Request } from '../http/environment.ts'
import { isId } from '../http/form.ts'
import { viewpointOf } from '../http/viewpoint.ts'
import { choiceOf } from '../identity/user-choice.store.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { organizationsOn, subtreeOf } from '../organization/organization.store.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import type { EntryReader } from './entry-reader.ts'
import { rosterCount, rosterOn } from './roster.store.ts'
import type { RosterRow } from './roster.ts'
import { mayReadWith, type RosterColumn } from './roster-field.ts'
import {
  keptColumns,
  looksLikeIdentityNumber,
  type RosterAsked,
  rosterAsked,
  rosterFilter,
} from './roster-query.ts'

/** Under which name the columns are remembered that a user last chose. */
export const rosterColumnsChoice = 'roster-columns'

export type RosterPlace = {
  name: string
  organizationIds: string[] | undefined
  order: string[]
  hint: string | null
}

export type RosterPage = {
  place: RosterPlace
  columns: RosterColumn[]
  rows: RosterRow[]
  next: string | null
  count: number
}

export function askedOf(c: Request, reader: EntryReader): RosterAsked {
  return rosterAsked(new URL(c.req.url).searchParams, groundOf(c, reader))
}

export function groundOf(c: Request, { ways }: EntryReader) {
  return { ways, mayRead: mayReadWith(c.get('permissions')) }
}

/** Those in the address, else those the user last chose, else the usual ones. */
export async function columnsOf(c: Request, asked: RosterAsked): Promise<RosterColumn[]> {
  if (asked.columns !== null) return asked.columns
  const kept = await choiceOf(c.get('services').db, actingOf(c), rosterColumnsChoice)
  return keptColumns(kept, mayReadWith(c.get('permissions')))
}

/** What the list shows; null when the unit is none or outside the user's scope. */
export async function loadRoster(
  c: Request,
  reader: EntryReader,
  asked: RosterAsked,
  { most, identityHashes }: { most: number | null; identityHashes?: readonly string[] },
): Promise<RosterPage | null> {
  const place = await placeOf(c, asked)
  if (place === null) return null
  const { db } = c.get('services')
  const viewpoint = viewpointOf(c)
  const filter = { ...rosterFilter(asked, place.organizationIds), identityHashes }
  const columns = await columnsOf(c, asked)
  const after = most === null ? null : (c.req.query('after') ?? null)
  const query = { filter, sort: asked.sort, columns, order: place.order, after, most }
  const [{ rows, next }, count] = await Promise.all([
    rosterOn(db, viewpoint, reader, query),
    most === null ? null : rosterCount(db, viewpoint, reader, filter),
  ])
  return { place, columns, rows, next, count: count ?? rows.length }
}

/** Which units are meant; null when there is none such or it is outside the user's scope. */
async function placeOf(c: Request, asked: RosterAsked): Promise<RosterPlace | null> {
  const { db, regionName } = c.get('services')
  const viewpoint = viewpointOf(c)
  const visible = await visibleTo(db, actingOf(c), viewpoint)
  const order = (await organizationsOn(db, viewpoint)).map(({ organizationId }) => organizationId)
  const everything = visible === null ? undefined : [...visible]
  const tooPersonal = looksLikeIdentityNumber(asked.q)
    ? '身份证号不在地址栏中查询。请填写在“姓名”栏，点击“查看”。'
    : null
  const unread = asked.unread.length === 0 ? null : `条件无法识别，未使用：${asked.unread.join('；')}。`
  const hint = [tooPersonal, unread].filter((words) => words !== null).join(' ') || null
  const whole = { name: regionName, organizationIds: everything, order, hint }
  if (asked.unit === '' && asked.organizationId === '') return whole
  const typed = asked.unit === '' ? asked.organizationId : asked.unit
  if (asked.unit === '' && !isId(typed)) return null
  const chosen = await chooseOrganization(db, viewpoint, { typed, field: 'unit', visible, withRegion: true })
  if (!chosen.done) {
    if (asked.unit === '') return null
    return {
      ...whole,
      organizationIds: [],
      hint: `没有找到机构“${asked.unit}”，或名称不止对应一个机构。请填写全称。`,
    }
  }
  const { organizationId, name, kind } = chosen.value
  const below = asked.below || kind === 'region'
  const ids = below ? await subtreeOf(db, viewpoint, organizationId) : [organizationId]
  const seen = ids.filter((id) => mayBeSeen(visible, id))
  return { name, organizationIds: kind === 'region' ? everything : seen, order, hint }
}
