import { establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import { type Link, withQuery } from '../../src/http/viewpoint.ts'
import { type Condition, type Operator, operators, operatorsOf } from '../../src/staffing/roster-condition.ts'
import {
  choicesOf,
  fieldOf,
  type MayRead,
  type RosterColumn,
  type RosterGroup,
  type RosterKey,
  rosterColumns,
  rosterGroups,
  rosterKeys,
} from '../../src/staffing/roster-field.ts'
import { type RosterAsked, rosterQueryText } from '../../src/staffing/roster-query.ts'
import { CsrfField } from '../parts/form.tsx'

type Ways = Readonly<Record<string, string>>

type RosterFiltersProps = {
  asked: RosterAsked
  columns: readonly RosterColumn[]
  unitName: string
  count: number
  shown: number
  ways: Ways
  mayRead: MayRead
  /** of what is shown there is a file and a print */
  leaves: boolean
  csrfToken: string
  link: Link
}

/** The filter in a few lines: unit, name, then one line a condition; the columns in groups. */
export function RosterFilters(props: RosterFiltersProps) {
  const { asked, count, shown, link } = props
  const { key, descending } = asked.sort
  const query = rosterQueryText(asked)
  return (
    <form class="filters roster-filters" method="post" action={link('/people/search')} aria-label="筛选人员">
      <CsrfField token={props.csrfToken} />
      <input type="hidden" name="sort" value={`${descending ? '-' : ''}${key}`} />
      <div class="filter-line">
        <UnitFields {...props} />
        <label for="q">姓名</label>
        <input
          id="q"
          name="q"
          type="search"
          value={asked.q}
          size={20}
          maxlength={4500}
          autocomplete="off"
          placeholder="姓名、拼音、首字母、身份证号"
        />
        <label for="filter-kind">编制类型</label>
        <select id="filter-kind" name="kind">
          <option value="">全部</option>
          {Object.entries(establishmentKinds).map(([value, title]) => (
            <option value={value} selected={value === asked.kind}>
              {title}
            </option>
          ))}
        </select>
        <ColumnChooser {...props} />
        <button class="plain">查看</button>
        <span class="shown">
          共 {count.toLocaleString('zh-CN')} 人，已显示 {shown.toLocaleString('zh-CN')}
        </span>
        {props.leaves ? (
          <>
            <a class="export" href={withQuery(link('/people.xlsx'), query)}>
              导出 .xlsx
            </a>
            <a class="plain" href={withQuery(link('/people/print'), query)}>
              打印
            </a>
          </>
        ) : null}
      </div>
      <div class="filter-line conditions">
        {asked.conditions.map((condition, at) => (
          <ConditionLine
            condition={condition}
            field={condition.field}
            mayRead={props.mayRead}
            ways={props.ways}
            without={withQuery(link('/people'), rosterQueryText(withoutCondition(asked, at)))}
          />
        ))}
        <ConditionLine condition={null} field={null} mayRead={props.mayRead} ways={props.ways} />
      </div>
    </form>
  )
}

function UnitFields({ asked, unitName }: RosterFiltersProps) {
  return (
    <>
      <label for="unit">机构</label>
      <input
        id="unit"
        name="unit"
        value={asked.unit === '' && asked.organizationId !== '' ? unitName : asked.unit}
        size={14}
        maxlength={100}
        placeholder="全称、简称、首字母"
        autocomplete="off"
        list="unit-choices"
        hx-get="/organizations/choices?field=unit"
        hx-trigger="input changed delay:200ms"
        hx-target="#unit-choices"
        hx-swap="innerHTML"
        hx-include="this"
      />
      <datalist id="unit-choices" />
      <label>
        <input type="checkbox" name="below" value="yes" checked={asked.below} /> 含下属
      </label>
    </>
  )
}

/** Every field, in its group: what is chosen is remembered for the user and stands in the address. */
function ColumnChooser({ columns, mayRead }: RosterFiltersProps) {
  return (
    <details class="choose columns-chooser">
      <summary>栏目（{columns.length}）</summary>
      <div class="column-groups">
        {(Object.keys(rosterGroups) as RosterGroup[]).map((group) => (
          <fieldset>
            <legend>{rosterGroups[group]}</legend>
            {rosterColumns
              .filter((key) => fieldOf(key).group === group && mayRead(key))
              .map((key) => (
                <label>
                  <input type="checkbox" name="column" value={key} checked={columns.includes(key)} />{' '}
                  {fieldOf(key).title}
                </label>
              ))}
          </fieldset>
        ))}
      </div>
    </details>
  )
}

type ConditionLineProps = {
  condition: Condition | null
  field: RosterKey | null
  mayRead: MayRead
  ways: Ways
  /** the list without this line */
  without?: string
}

/**
 * One condition: field, how, what. Every line sends all four words, so that they stay together; the blank one stands
 * last and asks for the rest once a field is chosen.
 */
export function ConditionLine({ condition, field, mayRead, ways, without }: ConditionLineProps) {
  return (
    <span class={field === null ? 'condition blank' : 'condition'}>
      <select
        name="field"
        aria-label="条件项目"
        hx-get="/people/condition"
        hx-trigger="change"
        hx-target="closest .condition"
        hx-swap="outerHTML"
        hx-include="this"
      >
        <option value="">{field === null ? '添加条件' : '（不用此条件）'}</option>
        {(Object.keys(rosterGroups) as RosterGroup[]).map((group) => (
          <optgroup label={rosterGroups[group]}>
            {rosterKeys
              .filter((key) => fieldOf(key).group === group && mayRead(key))
              .map((key) => (
                <option value={key} selected={key === field}>
                  {fieldOf(key).title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {field === null ? (
        <noscript>
          <OperatorSelect offered={Object.keys(operators) as Operator[]} chosen={null} />
          <ConditionValues condition={null} field={null} ways={ways} />
        </noscript>
      ) : (
        <>
          <OperatorSelect offered={operatorsOf[fieldOf(field).type]} chosen={condition?.operator ?? null} />
          <ConditionValues condition={condition} field={field} ways={ways} />
        </>
      )}
      {without === undefined ? null : (
        <a href={without} class="remove" aria-label="去掉此条件">
          ×
        </a>
      )}
    </span>
  )
}

function OperatorSelect({ offered, chosen }: { offered: readonly Operator[]; chosen: Operator | null }) {
  return (
    <select name="operator" aria-label="条件方式">
      {offered.map((operator) => (
        <option value={operator} selected={operator === chosen}>
          {operators[operator]}
        </option>
      ))}
    </select>
  )
}

function ConditionValues({
  condition,
  field,
  ways,
}: Pick<ConditionLineProps, 'condition' | 'field' | 'ways'>) {
  const type = field === null ? null : fieldOf(field).type
  const value = condition?.value ?? ''
  const until = condition?.until ?? ''
  if (field !== null && type === 'code') {
    return (
      <>
        <select name="value" aria-label="条件内容">
          <option value="" />
          {choicesOf(field, ways).map((choice) => (
            <option value={choice.value} selected={choice.value === value}>
              {choice.label}
            </option>
          ))}
        </select>
        <input type="hidden" name="until" value="" />
      </>
    )
  }
  if (type === 'held') {
    return (
      <>
        <input type="hidden" name="value" value="" />
        <input type="hidden" name="until" value="" />
      </>
    )
  }
  const size = type === 'count' ? 3 : 10
  const hint = type === 'date' ? '2024-01-15' : undefined
  return (
    <>
      <input
        name="value"
        value={value}
        size={size}
        maxlength={60}
        aria-label="条件内容"
        placeholder={hint}
        autocomplete="off"
      />
      {type === 'text' ? (
        <input type="hidden" name="until" value="" />
      ) : (
        <>
          至
          <input
            name="until"
            value={until}
            size={size}
            maxlength={60}
            aria-label="条件内容（至）"
            placeholder={hint}
            autocomplete="off"
          />
        </>
      )}
    </>
  )
}

function withoutCondition(asked: RosterAsked, at: number): RosterAsked {
  return { ...asked, conditions: asked.conditions.filter((_one, place) => place !== at) }
}
