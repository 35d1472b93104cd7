/** 机构 in a line of filters: typed by any part of its name, with suggestions. */
export function UnitFilter({ typed }: { typed: string }) {
  return (
    <>
      <label for="unit">机构</label>
      <input
        id="unit"
        name="unit"
        value={typed}
        size={18}
        maxlength={100}
        placeholder="全称、简称、首字母"
        autocomplete="off"
        list="unit-choices"
        hx-get="/organizations/choices?field=unit"
        hx-trigger="input changed delay:200ms"
        hx-sync="replace"
        hx-target="#unit-choices"
        hx-swap="innerHTML"
        hx-include="this"
      />
      <datalist id="unit-choices" />
    </>
  )
}
