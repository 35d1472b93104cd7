import { char, customType, date, numeric, timestamp, uuid } from 'drizzle-orm/pg-core'
import { fixedYuan, type Money, yuan } from '../kernel/money.ts'

/** The tenant, GB/T 2260 six digits; first in every key and constraint. */
export const regionCode = () => char({ length: 6 }).notNull()

/** When the fact is true: from in, to out, open end null. */
export const effective = () => ({
  effectiveFrom: date({ mode: 'string' }).notNull(),
  effectiveTo: date({ mode: 'string' }),
})

/** When we knew it. A fact is superseded, never edited or deleted. */
export const recorded = () => ({
  recordedAt: moment().notNull(),
  recordedBy: uuid().notNull(),
  supersededAt: moment(),
})

/** A row that is only ever added: ledgers, signatures, events. */
export const appended = () => ({
  recordedAt: moment().notNull(),
  recordedBy: uuid().notNull(),
})

export const day = () => date({ mode: 'string' })

export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

/** numeric(18,2) in yuan, a Decimal in code. */
export const money = customType<{ data: Money; driverData: string }>({
  dataType: () => 'numeric(18,2)',
  fromDriver: (text) => yuan(text),
  toDriver: (amount) => fixedYuan(amount),
})

/** A rate such as 0.16, exact. */
export const rate = () => numeric({ precision: 9, scale: 6 })

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
