import { approvedSeatsOn } from '../establishment/leadership-post.store.ts'
import { actingOf, type Request } from '../http/environment.ts'
import type { Typed } from '../http/form.ts'
import { type IsoDate, inForce, parseDate } from '../kernel/dates.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { chooseOrganization } from '../organization/choose-organization.ts'
import { childrenOn } from '../organization/organization.store.ts'
import { visibleTo } from '../organization/scope.ts'
import { establishmentTableOn } from '../staffing/establishment-table.store.ts'
import { namesOfPeople } from '../staffing/person.store.ts'
import { foundedOfForm } from './reform-form.ts'
import type { ReformGround } from './reform-ground.ts'
import { assignmentsFromDay } from './reform-people.store.ts'
import { existingPlaces, type FormUnit, type NamedUnits, predecessorPlaces } from './reform-places.ts'

/** The units a form names, each found as typed; problems stand at their fields. */
export async function loadNamedUnits(c: Request, typed: Typed): Promise<Outcome<NamedUnits>> {
  const problems: Problem[] = []
  const predecessors: NamedUnits['predecessors'] = []
  for (const place of predecessorPlaces) {
    const unit = await unitAt(c, typed, `predecessor${place}`, `p${place}`)
    if (unit === null) continue
    if (!unit.done) problems.push(...unit.problems)
    else predecessors.push({ ...unit.value, place, abolished: typed[`fate${place}`] !== 'kept' })
  }
  const existing: FormUnit[] = []
  for (const place of existingPlaces) {
    const unit = await unitAt(c, typed, `existing${place}`, `e${place}`)
    if (unit === null) continue
    if (!unit.done) problems.push(...unit.problems)
    else existing.push(unit.value)
  }
  if (predecessors.length === 0 && problems.length === 0) {
    problems.push({ code: 'required', field: 'predecessor1' })
  }
  const founded = foundedOfForm(typed, predecessors)
  if (!founded.done) problems.push(...founded.problems)
  if (problems.length > 0 || !founded.done) return refused(...problems)
  return done({ predecessors, existing, founded: founded.value })
}

/** What stands with these units on the day: places, posts, people, and what is below them. */
export async function loadReformGround(
  c: Request,
  { units, on }: { units: NamedUnits; on: IsoDate },
): Promise<ReformGround> {
  const { db, regionCode } = c.get('services')
  const viewpoint = { regionCode, asOf: on, asKnownAt: null }
  const predecessorIds = units.predecessors.map(({ organizationId }) => organizationId)
  const organizationIds = [...predecessorIds, ...units.existing.map(({ organizationId }) => organizationId)]
  const [positions, seats, spells, children] = await Promise.all([
    establishmentTableOn(db, viewpoint, { organizationIds }),
    approvedSeatsOn(db, viewpoint, { organizationIds }),
    assignmentsFromDay(db, regionCode, { organizationIds: predecessorIds, on }),
    Promise.all(
      predecessorIds.map(async (fromId) =>
        (await childrenOn(db, viewpoint, fromId)).map(({ organizationId, name, kind }) => ({
          organizationId,
          name,
          kind,
          fromId,
        })),
      ),
    ),
  ])
  const here = spells.filter((spell) => inForce(spell, on))
  const names = await namesOfPeople(db, regionCode, { personIds: here.map(({ personId }) => personId), on })
  return {
    positions,
    seats,
    people: [...names].flatMap(([personId, name]) => {
      const spell = here.find((one) => one.personId === personId)
      return spell === undefined
        ? []
        : [{ personId, name, fromId: spell.organizationId, establishmentKind: spell.establishmentKind }]
    }),
    children: children.flat(),
  }
}

/** Null when nothing was typed there. */
async function unitAt(
  c: Request,
  typed: Typed,
  field: string,
  key: string,
): Promise<Outcome<FormUnit> | null> {
  const text = (typed[field] ?? '').trim()
  if (text === '') return null
  const { db, regionCode } = c.get('services')
  const acting = actingOf(c)
  const asOf = parseDate(typed.effectiveOn ?? '') ?? acting.today
  const viewpoint = { regionCode, asOf, asKnownAt: null }
  const visible = await visibleTo(db, acting, viewpoint)
  const chosen = await chooseOrganization(db, viewpoint, { typed: text, field, visible })
  if (!chosen.done) return chosen
  return done({ key, organizationId: chosen.value.organizationId, name: chosen.value.name })
}
