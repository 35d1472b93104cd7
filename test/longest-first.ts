import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What takes longest, the longest first: begun last, one of them alone would keep the others' verdict waiting. Beside
 * the first, which loads the example for all, stands what can do without it.
 */
const long = [
  'browser/pages',
  'faults/',
  'database/embedded',
  'identity/permission',
  'browser/registry-day',
  'http/bad-input',
  'browser/clerk-day',
  'movement/statistics-pages',
  'staffing/roster',
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files)
    return others.toSorted((a, b) => placeOf(a) - placeOf(b))
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = long.findIndex((part) => moduleId.includes(`/test/${part}`))
  return place === -1 ? long.length : place
}
