import { hash, verify } from '@node-rs/argon2'

// The memory of the OWASP baseline of argon2id, so that a few sign-ins at once do not fill the machine, and fifteen times its
// passes: 0.1 to 0.4 seconds, which nobody minds and a thief of the table does.
const cost = { memoryCost: 19_456, timeCost: 30, parallelism: 1 }

export function passwordHash(password: string): Promise<string> {
  return hash(password, cost)
}

export function passwordMatches(stored: string, password: string): Promise<boolean> {
  return verify(stored, password)
}
