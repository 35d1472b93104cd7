import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../src/database/connection.ts'
import { initialBudgetMoment } from '../../src/demo/establishment-office-adjustments.ts'
import { personId } from '../../src/demo/establishment-office-staff.ts'
import { civilServantKeys } from '../../src/demo/pay-keys.ts'
import { fixedYuan } from '../../src/kernel/money.ts'
import { deriveCost } from '../../src/pay/derive-cost.ts'
import { recomputeCost } from '../../src/pay/recompute-cost.ts'
import { exampleActing, inTransaction, regionCode, type TestDatabase } from '../database/harness.ts'
import { officeDatabase } from './office-database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await officeDatabase()
})

afterAll(() => database.drop())

/** Yuan of a year by purpose and staff, from the spells believed now. */
async function yearOf(db: Db, purpose: string, from: string): Promise<Record<string, string>> {
  const rows = await db.execute<{ line: string; amount: string }>(sql`
    select s.project_purpose || ' ' || s.staff as line,
      sum(s.amount * (extract(year from age(s.effective_to, s.effective_from)) * 12
        + extract(month from age(s.effective_to, s.effective_from))))::numeric(18,2)::text as amount
    from cost_spells s
      join cost_calculations c on c.region_code = s.region_code and c.id = s.calculation_id
    where s.region_code = ${regionCode} and s.superseded_at is null and s.budgeted
      and c.purpose = ${purpose} and c.covers_from = ${from}
    group by 1 order by 1`)
  return Object.fromEntries(rows.map(({ line, amount }) => [line, amount]))
}

describe('derivation in the database', () => {
  test('what was paid in 2023 is what the engine says of the same rows', async () => {
    expect(await yearOf(database.db, 'actual', '2023-01-01')).toEqual({
      'award administrative': '1500.00',
      'award institution': '6000.00',
      'car-subsidy administrative': '86964.00',
      'contributions administrative': '360688.78',
      'contributions institution': '172582.80',
      'only-child administrative': '192.00',
      'only-child institution': '320.00',
      'wages administrative': '1063360.00',
      'wages institution': '473381.00',
    })
  })

  test('the initial budget of 2023 knows the people of 1 January and nothing that came later', () =>
    inTransaction(database.db, async (tx) => {
      const order = { purpose: 'initial-budget', coversFrom: '2023-01-01', coversTo: '2024-01-01' } as const
      const acting = exampleActing({ at: initialBudgetMoment(2023) })
      const derived = await deriveCost(tx, acting, { ...order, baseDate: '2023-01-01' })
      expect(derived.people).toBe(14)
      const expected = {
        'car-subsidy administrative': '84264.00',
        'contributions administrative': '344813.28',
        'contributions institution': '167604.00',
        'only-child administrative': '192.00',
        'only-child institution': '384.00',
        'operating-quota administrative': '135000.00',
        'operating-quota institution': '75000.00',
        'wages administrative': '1026468.00',
        'wages institution': '485188.00',
      }
      expect(await yearOf(tx, 'initial-budget', '2023-01-01')).toEqual(expected)

      const again = await deriveCost(tx, acting, { ...order, baseDate: '2023-01-01' })
      expect(again).toEqual(derived)
      expect(await yearOf(tx, 'initial-budget', '2023-01-01')).toEqual(expected)
    }))

  test('computing anew without a change of facts changes no row and no line', () =>
    inTransaction(database.db, async (tx) => {
      const everyone = await tx.execute<{ id: string }>(sql`select id from people`)
      const spells = () => tx.execute(sql`select id from cost_spells where superseded_at is null order by id`)
      const before = await spells()
      expect(
        await recomputeCost(
          tx,
          exampleActing(),
          everyone.map(({ id }) => id),
        ),
      ).toEqual([])
      expect(await spells()).toEqual(before)
    }))
})

describe('one person’s grade', () => {
  const officer = personId({ key: '登记中心一级科员' })

  test('a step more from March 2024 moves basic pay by ten months and the thirteenth month by one', () =>
    inTransaction(database.db, async (tx) => {
      const acting = exampleActing()
      // 24级3档 → 24级4档: (386 + 30 × 3 − 386 − 30 × 2) × 3.2; each amount is rounded to the yuan in the table:
      // 446 × 3.2 = 1427.2 → 1427, 476 × 3.2 = 1523.2 → 1523: 96.00 a month.
      await changeProfile(tx, { duty: '一级科员', grade: 24, step: 4 }, '2024-03-01')
      const differences = await recomputeCost(tx, acting, [officer])
      expect(
        differences.map(({ year, functionCode, economicCode, amount }) => [
          year,
          functionCode,
          economicCode,
          fixedYuan(amount),
        ]),
      ).toEqual([
        // 96.00 × 10 months
        [2024, '2013101', '30101', '960.00'],
        // December’s basic pay is 96.00 more, once
        [2024, '2013101', '30103', '96.00'],
      ])
      expect(differences[0]?.people).toEqual([{ personId: officer, amount: differences[0]?.amount }])
    }))

  test('a step back-dated to October 2023 shows the arrears of the closed year as its own difference', () =>
    inTransaction(database.db, async (tx) => {
      await changeProfile(tx, { duty: '一级科员', grade: 24, step: 4 }, '2023-10-01')
      const differences = await recomputeCost(tx, exampleActing(), [officer])
      expect(
        differences.map(({ year, economicCode, amount }) => [year, economicCode, fixedYuan(amount)]),
      ).toEqual([
        // October to December
        [2023, '30101', '288.00'],
        [2023, '30103', '96.00'],
        [2024, '30101', '1152.00'],
        [2024, '30103', '96.00'],
      ])
    }))

  test('a promotion to 四级主任科员 moves each line by its own standard', () =>
    inTransaction(database.db, async (tx) => {
      await changeProfile(tx, { duty: '四级主任科员', grade: 24, step: 3 }, '2024-07-01')
      const differences = await recomputeCost(tx, exampleActing(), [officer])
      expect(
        differences.map(({ projectPurpose, economicCode, amount }) => [
          projectPurpose,
          economicCode,
          fixedYuan(amount),
        ]),
      ).toEqual([
        // 公务交通补贴 780 − 710 = 70, six months
        ['car-subsidy', '30239', '420.00'],
        // 职级工资 1190 − 1100 = 90, six months
        ['wages', '30101', '540.00'],
        // 工作津贴 1430 − 1240, 生活补贴 1130 − 1020, 艰边 255 − 240: 315, six months
        ['wages', '30102', '1890.00'],
        // 基础绩效奖 1720 − 1560 = 160, six months, and 90 more in the thirteenth month
        ['wages', '30103', '1050.00'],
      ])
    }))

  test('what was believed before stays: the superseded rows are still there, as known at an earlier moment', () =>
    inTransaction(database.db, async (tx) => {
      const acting = exampleActing()
      const asKnown = (at: Date) =>
        tx.execute(sql`
          select pay_item_code, amount, effective_from from cost_spells
          where person_id = ${officer} and recorded_at <= ${at.toISOString()}
            and (superseded_at is null or superseded_at > ${at.toISOString()})
          order by 1, 3, 2`)
      const earlier = new Date(acting.at.getTime() - 1)
      const before = await asKnown(earlier)
      await changeProfile(tx, { duty: '一级科员', grade: 24, step: 4 }, '2024-03-01')
      await recomputeCost(tx, acting, [officer])
      expect(await asKnown(earlier)).toEqual(before)
      expect(await asKnown(acting.at)).not.toEqual(before)
    }))

  async function changeProfile(
    tx: Db,
    person: { duty: string; grade: number; step: number },
    from: string,
  ): Promise<void> {
    const { at, userId } = exampleActing()
    const moment = at.toISOString()
    const [open] = await tx.execute<{ id: string }>(sql`
      update pay_profiles set superseded_at = ${moment}
      where person_id = ${officer} and superseded_at is null and effective_to is null returning id`)
    await tx.execute(sql`
      insert into pay_profiles (region_code, id, person_id, scheme, keys, movement_id, reason,
        effective_from, effective_to, recorded_at, recorded_by)
      select region_code, gen_random_uuid(), person_id, scheme, keys, null, reason,
        effective_from, ${from}, ${moment}, ${userId} from pay_profiles where id = ${open?.id ?? ''}`)
    await tx.execute(sql`
      insert into pay_profiles (region_code, id, person_id, scheme, keys, movement_id, reason,
        effective_from, effective_to, recorded_at, recorded_by)
      values (${regionCode}, gen_random_uuid(), ${officer}, 'civil-servant',
        ${JSON.stringify(civilServantKeys(person))}::text::jsonb, null, '晋升', ${from}, null, ${moment}, ${userId})`)
  }
})
