import type { FieldClass } from '../../src/identity/shown-field.ts'
import { type TestDatabase, testCipher } from '../database/harness.ts'
import { textOf } from '../http/client.ts'
import { zipEntries } from '../report/zip-entry.ts'

/** An amount and an account that nothing else in the example has. */
export const plantedPay = '4321.57'
export const plantedAccount = '6200000000000987123'

/** Gives the person pay that is told from any other; the account is recorded on its page by finance. */
export async function plantPay(database: TestDatabase, personId: string): Promise<void> {
  const owner = database.owner()
  try {
    await owner.sql`
      update cost_spells set amount = ${plantedPay} where person_id = ${personId} and superseded_at is null`
  } finally {
    await owner.close()
  }
}

/** What an answer tells of people, found by what is in it. */
export type FieldFinder = (answer: Response) => Promise<{ fields: Set<FieldClass>; names: Set<string> }>

type Held = { name: string; ciphertext: Buffer; bornOn: string }

export async function fieldFinder({ sql }: TestDatabase, personIds: readonly string[]): Promise<FieldFinder> {
  const people = await sql<Held[]>`
    select distinct p.name, p.identity_ciphertext as ciphertext, p.born_on::text as "bornOn" from person_particulars p
    where char_length(p.name) >= 3 and p.name not in (select name from users)`
  const names = new Set(people.map(({ name }) => name))
  const numbers = new Set(people.map(({ ciphertext }) => testCipher.decrypt(ciphertext)))
  const looked = await sql<{ bornOn: string }[]>`
    select distinct born_on::text as "bornOn" from person_particulars where person_id = any(${[...personIds]})`
  const contacts = await sql<{ ciphertext: Buffer; masked: string }[]>`
    select ciphertext, masked from person_contacts
    where person_id = any(${[...personIds]}) and aspect <> 'bank-account'`
  const whole = contacts.map(({ ciphertext }) => testCipher.decrypt(ciphertext))
  if (contacts.length === 0) throw new Error('the example gives these people no contact')
  return async (answer) => {
    const text = await readable(answer)
    const has = (words: readonly string[]) => words.some((word) => text.includes(word))
    const met = namesIn(text, names)
    const found: Record<FieldClass, boolean> = {
      name: met.size > 0,
      'born-on': has(looked.map(({ bornOn }) => bornOn)),
      photo: /^image\/(jpeg|png)/.test(answer.headers.get('Content-Type') ?? ''),
      'identity-masked': /\d\*{16}[\dX]/.test(text),
      'identity-whole': [...text.matchAll(/\d{17}[\dX]/g)].some(([number]) => numbers.has(number)),
      'contact-masked': has(contacts.map(({ masked }) => masked)),
      'contact-whole': has(whole),
      'account-masked': text.includes(`${'*'.repeat(15)}7123`),
      'account-whole': text.includes(plantedAccount),
      pay: has([plantedPay, '4,321.57']),
    }
    const fields = (Object.keys(found) as FieldClass[]).filter((one) => found[one])
    return { fields: new Set(fields), names: met }
  }
}

/** Names of three and four letters, each place of the text looked at once. */
function namesIn(text: string, names: ReadonlySet<string>): Set<string> {
  const met = new Set<string>()
  for (let at = 0; at < text.length; at += 1) {
    for (const letters of [3, 4]) {
      const piece = text.slice(at, at + letters)
      if (names.has(piece)) met.add(piece)
    }
  }
  return met
}

/** A page, a workbook or a paper as text. */
async function readable(answer: Response): Promise<string> {
  const type = answer.headers.get('Content-Type') ?? ''
  if (!/(wordprocessing|spreadsheet)ml/.test(type)) return textOf(await answer.text())
  const parts: string[] = []
  for (const { name, text } of zipEntries(new Uint8Array(await answer.arrayBuffer()))) {
    if (told.test(name)) parts.push(textOf(text()))
  }
  if (parts.length === 0) throw new Error(`a file of ${type} tells nothing`)
  return parts.join(' ')
}

/** Where a paper and a workbook say what they say. */
const told = /^(word\/(document|header\d*|footer\d*)|xl\/(sharedStrings|worksheets\/sheet\d+))\.xml$/
