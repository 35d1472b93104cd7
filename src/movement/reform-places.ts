/** How many units the form of a reform has room for. */
export const predecessorPlaces = [1, 2, 3, 4, 5, 6] as const
export const newPlaces = [1, 2, 3] as const
export const existingPlaces = [1, 2] as const

/** A unit by the place in the form where it is named: p1, e1, n1. */
export type FormUnit = { key: string; organizationId: string; name: string }

export type NamedUnits = {
  predecessors: (FormUnit & { place: number; abolished: boolean })[]
  existing: FormUnit[]
  founded: (FormUnit & { place: number; code: string; shortName: string; likeId: string })[]
}

/** The units that are there afterwards, as the columns of the second page. */
export function remainingUnits({ founded, existing, predecessors }: NamedUnits): FormUnit[] {
  return [...founded, ...existing, ...predecessors.filter(({ abolished }) => !abolished)]
}
