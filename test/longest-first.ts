import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest, the longest first: begun last, one of them alone would keep the others' verdict waiting. */
const long = [
  'browser/pages',
  'identity/permission',
  'browser/registry-day',
  'http/bad-input',
  'browser/clerk-day',
  'faults/',
  'database/embedded',
  'movement/statistics-pages',
  'load/',
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
