import {
  fundings,
  organizationCategories,
  organizationNatures,
  organizationRanks,
  wordOf,
} from '../../src/organization/organization.ts'
import type { TellableFact } from '../../src/organization/organization-record.ts'

/** A stored fact in words: codes by their tables, organizations by their names, nothing as （空）. */
export function factWords(
  fact: TellableFact,
  value: string | null,
  names: ReadonlyMap<string, string>,
): string {
  if (value === null || value === '') return '（空）'
  const tables: Partial<Record<TellableFact, Readonly<Record<string, string>>>> = {
    category: organizationCategories,
    nature: organizationNatures,
    rank: organizationRanks,
    funding: fundings,
  }
  if (fact === 'parentId' || fact === 'supervisorId') return names.get(value) ?? '（已不在册的机构）'
  return wordOf(tables[fact] ?? {}, value)
}
