import type postgres from 'postgres'
import { serverRole } from './connection.ts'

/**
 * What the server may change besides adding rows and closing `superseded_at`: each with the reason it is no
 * fact. Everything else is refused by the database itself.
 */
const changeable: { table: string; columns: string[]; mayDelete?: boolean }[] = [
  { table: 'serial_numbers', columns: ['last'] },
  // Taken out when the entry is chained.
  { table: 'audit_pending', columns: [], mayDelete: true },
  // FOR UPDATE needs the privilege on one column; nothing writes it.
  { table: 'establishment_positions', columns: ['locked_at'] },
  {
    table: 'users',
    columns: [
      'password_hash',
      'password_set_at',
      'password_temporary',
      'scope_organization_id',
      'disabled_at',
      'name',
    ],
  },
  { table: 'user_roles', columns: ['revoked_at'] },
  { table: 'second_factors', columns: ['last_step', 'revoked_at'] },
  // Counted for a quarter of an hour, then of no use; the audit entry of every attempt stays.
  { table: 'sign_in_attempts', columns: ['succeeded'], mayDelete: true },
  // A file on its way in; it and its preview leave with the end of the job.
  {
    table: 'exchange_jobs',
    columns: ['content', 'preview', 'digest', 'state', 'done', 'total', 'counts', 'words', 'finished_at'],
  },
  // What somebody last chose to see: the newest choice is the only one.
  { table: 'user_choices', columns: ['value', 'chosen_at'] },
  { table: 'sessions', columns: ['last_seen_at', 'expires_at'], mayDelete: true },
]

/** Gives the server's role exactly its privileges; run by the owner after every migration, in its transaction. */
export async function grantServerPrivileges(sql: postgres.TransactionSql): Promise<void> {
  await sql.unsafe(`
    do $$ begin
      create role ${serverRole} nologin;
    exception when duplicate_object or unique_violation then null;
    end $$;
    grant ${serverRole} to current_user;
    grant usage on schema public to ${serverRole};
    revoke all on all tables in schema public from ${serverRole};
    grant select, insert on all tables in schema public to ${serverRole};
    grant usage on all sequences in schema public to ${serverRole};
  `)
  const facts = await sql<{ table: string }[]>`
    select table_name as "table" from information_schema.columns
    where table_schema = 'public' and column_name = 'superseded_at'
    order by table_name`
  for (const { table } of facts) {
    await sql.unsafe(`grant update (superseded_at) on ${table} to ${serverRole}`)
  }
  for (const { table, columns, mayDelete } of changeable) {
    if (columns.length > 0)
      await sql.unsafe(`grant update (${columns.join(', ')}) on ${table} to ${serverRole}`)
    if (mayDelete) await sql.unsafe(`grant delete on ${table} to ${serverRole}`)
  }
}
