import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/db.ts'
import { saveRule, type MultipleRule } from './store.ts'

/**
 * Sets how a bank marks a multiple choice with some, but no wrong, options chosen; it holds for
 * answers from now on. False when there is no such bank.
 */
export function setMultipleRule(
  { db, now }: { db: Db; now: () => Date },
  { bankId, rule, by }: { bankId: number; rule: MultipleRule; by: number | null },
): Promise<boolean> {
  return db.$transaction(async (sql) => {
    const bank = await saveRule(sql, bankId, rule)
    if (!bank) return false
    const detail = { bankName: bank.name, rule }
    await audit(sql, { at: now(), actor: by, act: 'bank-rule', object: `bank:${bankId}`, detail })
    return true
  })
}
