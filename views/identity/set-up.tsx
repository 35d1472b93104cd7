import type { Typed } from '../../src/http/form.ts'
import { type AdministratorRole, fieldOf } from '../../src/identity/region-draft.ts'
import { administratorRoles, roleName } from '../../src/identity/role.ts'
import type { Problem } from '../../src/kernel/problem.ts'
import { ProblemSummary, TextField } from '../parts/form.tsx'

type SetUpProps = { typed: Typed; problems: readonly Problem[] }

const duties: Readonly<Record<AdministratorRole, string>> = {
  'system-administrator': '建立、停用账号，设置查看范围，重置密码。',
  'security-administrator': '授予、收回角色，查看权限表。',
  'audit-administrator': '查看、导出审计记录，核验审计链。',
}

export function SetUp({ typed, problems }: SetUpProps) {
  const shared = { typed, problems, required: true }
  return (
    <>
      <p class="notice">
        登记库是空的。请登记本行政区，并由三名不同的人各设一个管理员账号。三名管理员不办理业务，也看不到个人信息；
        业务账号由系统管理员建立，角色由安全管理员授予。
      </p>
      <ProblemSummary problems={problems} />
      <form class="work" method="post" action="/">
        <fieldset>
          <legend>行政区</legend>
          <TextField
            {...shared}
            name="code"
            label="初始化码"
            width={18}
            help="显示在服务器控制台，形如 ABCD-EFGH-JKMN。"
          />
          <TextField {...shared} name="regionCode" label="行政区划代码" width={8} help="6 位，GB/T 2260。" />
          <TextField {...shared} name="name" label="行政区名称" width={20} placeholder="某某县" />
        </fieldset>
        {administratorRoles.map((role) => (
          <Administrator role={role} typed={typed} problems={problems} />
        ))}
        <p class="help">
          密码至少 10 个字符，含大写字母、小写字母、数字、符号中的三类，不含账号或姓名；由本人输入，不得相同。
        </p>
        <div class="buttons">
          <button class="main">初始化</button>
        </div>
      </form>
    </>
  )
}

function Administrator({ role, typed, problems }: SetUpProps & { role: AdministratorRole }) {
  const shared = { typed, problems, required: true }
  return (
    <fieldset>
      <legend>
        {roleName(role)}　<span class="help">{duties[role]}</span>
      </legend>
      <TextField {...shared} name={fieldOf(role, 'account')} label="账号" width={16} />
      <TextField {...shared} name={fieldOf(role, 'name')} label="姓名" width={12} />
      <TextField
        {...shared}
        name={fieldOf(role, 'password')}
        label="密码"
        kind="password"
        width={24}
        autocomplete="new-password"
      />
      <TextField
        {...shared}
        name={fieldOf(role, 'repeated')}
        label="再输入一次密码"
        kind="password"
        width={24}
        autocomplete="new-password"
      />
    </fieldset>
  )
}
