import type { List } from '../../src/http/list.ts'
import type { Viewpoint } from '../../src/kernel/acting.ts'
import { economicName, functionName } from '../../src/kernel/codes.ts'
import { addMonths, type IsoDate } from '../../src/kernel/dates.ts'
import { basisInWords } from '../../src/pay/basis-words.ts'
import type { CostSpell } from '../../src/pay/cost-spell.ts'
import type { CostRow } from '../../src/pay/cost-table.ts'
import { type KnownPayFact, payFactsInForce, schemeName } from '../../src/pay/pay-record.ts'
import { compareStandardKinds, keysName, standardKindName } from '../../src/pay/standard-kind.ts'
import type { LoadedPerson } from '../../src/staffing/person.ts'
import { Yuan } from '../parts/figure.tsx'
import { ListTable, ListTools } from '../parts/list-table.tsx'
import { Moment } from '../parts/moment.tsx'
import { YearFilter } from '../parts/year-filter.tsx'

type PersonPayProps = {
  person: LoadedPerson
  facts: KnownPayFact[]
  spells: CostSpell[]
  list: List<CostRow>
  itemNames: ReadonlyMap<string, string>
  year: number
  years: readonly number[]
  viewpoint: Viewpoint
  today: IsoDate
}

/** 工资档案 and 人员经费 of a person: what is in force, what each month costs and why, and how it came to be. */
export function PersonPay(props: PersonPayProps) {
  const { person, facts, spells, list, itemNames, year, years, viewpoint, today } = props
  const current = payFactsInForce(facts, viewpoint.asOf)
  const { name } = person.particulars
  return (
    <section id="person-pay">
      <div class="columns">
        <Profile facts={current} asOf={viewpoint.asOf} />
        <Amounts facts={current} asOf={viewpoint.asOf} itemNames={itemNames} />
      </div>
      <h2>人员经费</h2>
      <YearFilter
        action={`/people/${person.personId}/pay`}
        {...{ year, years, viewpoint, today }}
        beside={<ListTools list={list} counted="项" />}
      />
      {list.count === 0 ? (
        <p class="empty">{year} 年没有人员经费。在编并有工资档案的月份在此列示。</p>
      ) : (
        <>
          <ListTable
            list={list}
            caption={`${name} ${year} 年人员经费，单位：元`}
            counted="项"
            look="by-month"
          />
          <Reasons spells={spells} itemNames={itemNames} />
        </>
      )}
      <History facts={facts} itemNames={itemNames} />
    </section>
  )
}

/** '30101 duty-pay' → 30101 职务（职级）工资 */
export function itemLabel(key: string, itemNames: ReadonlyMap<string, string>): string {
  const [economicCode = '', code = ''] = key.split(' ')
  return `${economicCode} ${itemNames.get(code) ?? code}`
}

function Profile({ facts, asOf }: { facts: KnownPayFact[]; asOf: IsoDate }) {
  const profile = facts.find(({ kind }) => kind === 'profile')
  const keys = Object.entries(profile?.keys ?? {}).sort(([a], [b]) => compareStandardKinds(a, b))
  return (
    <section aria-labelledby="profile-title">
      <h2 id="profile-title">工资档案</h2>
      {profile === undefined ? (
        <p class="empty">{asOf} 没有工资档案。入编或工资变动生效时建立。</p>
      ) : (
        <table class="register">
          <caption>
            自 {profile.effectiveFrom} 起，{profile.reason}
          </caption>
          <tbody>
            {keys.map(([standardKind, own]) => (
              <tr>
                <th scope="row">{standardKindName(standardKind)}</th>
                <td>{keysName(own) || '适用'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Amounts({
  facts,
  asOf,
  itemNames,
}: {
  facts: KnownPayFact[]
  asOf: IsoDate
  itemNames: ReadonlyMap<string, string>
}) {
  const rows = facts.filter(({ kind }) => kind !== 'profile')
  return (
    <section aria-labelledby="amounts-title">
      <h2 id="amounts-title">个人金额和缴费基数</h2>
      {rows.length === 0 ? (
        <p class="empty">{asOf} 没有个人金额和缴费基数。未申报基数的，按首个足月工资计缴。</p>
      ) : (
        <table class="register">
          <caption>{asOf} 有效，单位：元/月</caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col" class="number">
                金额
              </th>
              <th scope="col">起始</th>
              <th scope="col">事由</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((fact) => (
              <tr>
                <th scope="row">{factName(fact, itemNames)}</th>
                <td class="number">{fact.amount === null ? '' : <Yuan amount={fact.amount} />}</td>
                <td>{fact.effectiveFrom}</td>
                <td>{fact.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** 为什么: each amount with its months, its rule and its paper. */
function Reasons({ spells, itemNames }: { spells: CostSpell[]; itemNames: ReadonlyMap<string, string> }) {
  return (
    <section aria-labelledby="reasons-title">
      <h2 id="reasons-title">为什么</h2>
      <div class="scroll" role="region" aria-label="每项金额" tabindex={0}>
        <table class="register">
          <caption>每项金额的月份、计算和列支科目，单位：元/月</caption>
          <thead>
            <tr>
              <th scope="col">工资项目</th>
              <th scope="col">月份</th>
              <th scope="col" class="number">
                每月
              </th>
              <th scope="col">计算</th>
              <th scope="col">列支科目</th>
            </tr>
          </thead>
          <tbody>
            {spells.map((spell) => (
              <tr>
                <th scope="row">{itemNames.get(spell.payItemCode) ?? spell.payItemCode}</th>
                <td>{monthsInWords(spell)}</td>
                <td class="number">
                  <Yuan amount={spell.amount} />
                </td>
                <td>{basisInWords(spell.basis, itemNames)}</td>
                <td>
                  {spell.budgeted ? null : <span class="tag">记账</span>} {spell.functionCode}{' '}
                  {functionName(spell.functionCode)} · {spell.economicCode} {economicName(spell.economicCode)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** 2023-01 至 2023-06, or the one month. */
function monthsInWords({ effectiveFrom, effectiveTo }: CostSpell): string {
  const [first, last] = [effectiveFrom.slice(0, 7), addMonths(effectiveTo, -1).slice(0, 7)]
  return first === last ? first : `${first} 至 ${last}`
}

function History({ facts, itemNames }: { facts: KnownPayFact[]; itemNames: ReadonlyMap<string, string> }) {
  const newestFirst = [...facts].sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime())
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title">历史</h2>
      <ol class="timeline">
        {newestFirst.map((fact) => (
          <li>
            <span class={fact.supersededAt !== null ? 'struck' : undefined}>
              {fact.effectiveFrom} 至 {fact.effectiveTo ?? '今'} {factName(fact, itemNames)}{' '}
              {fact.amount === null ? keysOf(fact) : <Yuan amount={fact.amount} />}
            </span>{' '}
            {fact.reason}{' '}
            <small>
              登记 <Moment at={fact.recordedAt} />
              {fact.supersededAt === null ? null : (
                <>
                  ，<Moment at={fact.supersededAt} /> 被更新的登记替代
                </>
              )}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}

function factName(fact: KnownPayFact, itemNames: ReadonlyMap<string, string>): string {
  if (fact.kind === 'profile') return '工资档案'
  if (fact.kind === 'base') return schemeName(fact.name)
  return itemNames.get(fact.name) ?? fact.name
}

function keysOf({ keys }: KnownPayFact): string {
  return Object.entries(keys ?? {})
    .sort(([a], [b]) => compareStandardKinds(a, b))
    .slice(0, 2)
    .map(([kind, own]) => `${standardKindName(kind)} ${keysName(own)}`)
    .join('，')
}
