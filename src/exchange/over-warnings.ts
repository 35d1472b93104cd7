import { establishmentKindName } from '../establishment/establishment-kind.ts'
import { leadershipPositions } from '../establishment/leadership-post.ts'
import { organizationRanks, wordOf } from '../organization/organization.ts'
import { dutyKeys, placeKeys } from './person-check.ts'
import type { PersonFact, PersonGround } from './person-ground.ts'

/**
 * What a file as a whole would leave over. An opening takes over what is over as it is, but not unnoticed: people
 * beyond the places, leaders beyond the posts. Everyday rows are refused for want of a place one by one; of leaders
 * the control decides at the movement, so that the file tells them here.
 */
export function overWarnings(facts: readonly PersonFact[], ground: PersonGround): string[] {
  return [...(ground.opensOn === null ? [] : overPlaces(facts, ground)), ...overSeats(facts, ground)]
}

function overPlaces(facts: readonly PersonFact[], { vacanciesOn, opensOn }: PersonGround): string[] {
  const entering = facts.filter(({ organization, values, present }) => {
    const place = present?.values
    return place?.organization !== organization.code || place.establishmentKind !== values.establishmentKind
  })
  return counted(entering, ({ organization, values }) => {
    const kind = values.establishmentKind ?? ''
    return {
      key: `${organization.organizationId} ${kind}`,
      words: `${organization.name}${establishmentKindName(kind)}将超编`,
      free: vacanciesOn(organization.organizationId, kind, opensOn ?? '') ?? 0,
    }
  })
}

function overSeats(facts: readonly PersonFact[], { seatsVacantOn, opensOn, today }: PersonGround): string[] {
  const appointed = facts.filter(({ values, changed, present }) => {
    const keys = [...dutyKeys, ...placeKeys]
    const appoints = present === null || keys.some((key) => changed.includes(key))
    return appoints && values.leadership !== null && values.leadershipRank !== null
  })
  return counted(appointed, ({ organization, values, changeOn }) => {
    const { organizationId, name } = organization
    const day = opensOn ?? changeOn ?? today
    const [rank, position] = [values.leadershipRank ?? '', values.leadership ?? '']
    const words = `${wordOf(organizationRanks, rank)}${wordOf(leadershipPositions, position)}`
    return {
      key: `${organizationId} ${rank} ${position} ${day}`,
      words: `${name}${words}将超职数`,
      free: seatsVacantOn({ organizationId, rank, position }, day),
    }
  })
}

/** One sentence where more come than are free; by how many. */
function counted(
  facts: readonly PersonFact[],
  told: (fact: PersonFact) => { key: string; words: string; free: number },
): string[] {
  const counts = new Map<string, { words: string; free: number; count: number }>()
  for (const fact of facts) {
    const { key, words, free } = told(fact)
    counts.set(key, { words, free, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return [...counts.values()].flatMap(({ words, free, count }) =>
    count > free ? [`${words} ${count - free} 名`] : [],
  )
}
