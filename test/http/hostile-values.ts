/** What a field expects; decides what is wrong with it. */
export type FieldKind =
  | 'text'
  | 'optional text'
  | 'date'
  | 'optional date'
  | 'count'
  | 'amount'
  | 'choice'
  | 'optional choice'
  /** set by the page, not by the person: nobody could have sent it, so there is no field to say it at */
  | 'hidden'
  /** a box that stays ticked: what it opens is looked at */
  | 'tick'
  | 'unit'
  | 'optional unit'

const overlong = '字'.repeat(30_000)
const nul = '甲\u0000乙'
/** One value, three poisons: a refusal that echoes it would show each of them. */
const hostileTexts = ["'; drop table people; -- <script>alert(1)</script> __proto__"]

/** Values that nobody may get past a field of the kind: missing, wrong, overlong, hostile. */
export const badValues: Record<FieldKind, readonly string[]> = {
  text: ['', ' 　 ', overlong, nul],
  'optional text': [overlong, nul],
  date: ['', '2024-02-30', '0000-00-00', '昨天', '2024-13-01', overlong, nul, ...hostileTexts],
  'optional date': ['2024-02-30', '9999-99-99', nul, ...hostileTexts],
  count: ['', '-1', '1.5', '一名', '1e3', '99999999999999999999', overlong, nul, ...hostileTexts],
  amount: ['', '一元', '0.001', '1e5', 'NaN', '9'.repeat(30), `-${'9'.repeat(30)}`, nul, ...hostileTexts],
  choice: ['', '没有这一项', 'constructor', overlong, nul, ...hostileTexts],
  'optional choice': ['没有这一项', 'constructor', overlong, nul, ...hostileTexts],
  hidden: ['', '没有这一项', 'constructor', nul, ...hostileTexts],
  tick: [],
  unit: ['', '没有的单位', overlong, nul, ...hostileTexts],
  'optional unit': ['没有的单位', overlong, nul, ...hostileTexts],
}

/** Ids of nothing: in form, out of form, and what an address may carry instead. */
export const badIds = [
  '00000000-0000-4000-8000-000000000000',
  '1',
  '%00',
  "'%20or%201=1--",
  '..%2f..',
  '%F0%9F',
]
