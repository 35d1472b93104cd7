import { hash, verify } from '@node-rs/argon2'

// 19 MiB and two passes: the OWASP baseline of argon2id; about a tenth of a second on an office machine.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function passwordHash(password: string): Promise<string> {
  return hash(password, cost)
}

export function passwordMatches(stored: string, password: string): Promise<boolean> {
  return verify(stored, password)
}
