import { and, eq } from 'drizzle-orm'
import type { Db } from '../database/connection.ts'
import type { Acting } from '../kernel/acting.ts'
import { userChoices } from './schema.ts'

/** What the user last chose under this name; null: nothing yet. */
export async function choiceOf(
  db: Db,
  { regionCode, userId }: Pick<Acting, 'regionCode' | 'userId'>,
  name: string,
): Promise<string | null> {
  const [found] = await db
    .select({ value: userChoices.value })
    .from(userChoices)
    .where(
      and(eq(userChoices.regionCode, regionCode), eq(userChoices.userId, userId), eq(userChoices.name, name)),
    )
  return found?.value ?? null
}

export async function keepChoice(
  db: Db,
  { regionCode, userId, at }: Pick<Acting, 'regionCode' | 'userId' | 'at'>,
  { name, value }: { name: string; value: string },
): Promise<void> {
  await db
    .insert(userChoices)
    .values({ regionCode, userId, name, value, chosenAt: at })
    .onConflictDoUpdate({
      target: [userChoices.regionCode, userChoices.userId, userChoices.name],
      set: { value, chosenAt: at },
    })
}
