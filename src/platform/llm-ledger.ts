import type { Day } from '../shared/day.ts'
import { Prisma, type Db } from './db.ts'
import type { LlmUsage } from './llm.ts'
import { openTurns } from './turns.ts'

/** A process that died sets nothing free: what it set aside counts for this long. */
const holdsMs = 2 * 60_000

/** What a call is booked under. */
export interface PlannedCall {
  at: Date
  day: Day
  officerId: number | null
  prompt: string
  model: string
  host: string
  /** Tokens it may take. */
  tokens: number
}

export interface TokenLimits {
  /** Of the whole bureau on a day. */
  perDay: number
  /** Of one officer on a day; what the program asks for itself has no such limit. */
  perOfficer: number
}

/** Sets tokens aside for a call and gives its number, or null where the day has not enough left. */
export type Reserve = (call: PlannedCall) => Promise<number | null>

/**
 * The door to the day's tokens. Whoever reserves waits for who is reserving, here and on every
 * replica, so that nobody counts on the same tokens; here they wait in memory, or a rush would hold
 * every connection to the database.
 */
export function openReservations(db: Db, limits: TokenLimits): Reserve {
  const inTurn = openTurns()
  return (call) => inTurn(0, () => reserveTokens(db, call, limits))
}

async function reserveTokens(
  db: Db,
  call: PlannedCall,
  { perDay, perOfficer }: TokenLimits,
): Promise<number | null> {
  const { at, day, officerId, prompt, model, host, tokens } = call
  // The lock is a statement of its own: the sums of the next one are read after it was waited for.
  const [, rows] = await db.$transaction([
    db.$executeRaw`select pg_advisory_xact_lock(hashtext('chenxun:model-tokens'))`,
    db.$queryRaw<{ id: number }[]>`
      insert into "ModelCall" (at, day, "officerId", prompt, model, host, reserved)
      select ${at}, ${day}, ${officerId}::int, ${prompt}, ${model}, ${host}, ${tokens}::int
      from (
        select coalesce(sum(${taken(at)}), 0) as bureau,
          coalesce(sum(${taken(at)}) filter (where "officerId" = ${officerId}::int), 0) as officer
        from "ModelCall" where day = ${day}) as used
      where bureau + ${tokens}::int <= ${perDay}::bigint
        and (${officerId}::int is null or officer + ${tokens}::int <= ${perOfficer}::bigint)
      returning id`,
  ])
  return rows[0]?.id ?? null
}

/** Tokens of a row: used ones, and what is set aside by a call that may still run. */
function taken(at: Date): Prisma.Sql {
  const since = new Date(at.getTime() - holdsMs)
  return Prisma.sql`"inputTokens" + "outputTokens"
    + case when at > ${since} then reserved else 0 end`
}

/** Books what a call took; what was set aside for it is free again. */
export async function settleCall(
  db: Db,
  id: number,
  { outcome, usage, ms }: { outcome: string; usage: LlmUsage; ms: number },
): Promise<void> {
  await db.modelCall.update({
    where: { id },
    data: {
      outcome,
      reserved: 0,
      inputTokens: usage.input,
      cachedTokens: usage.cached,
      outputTokens: usage.output,
      ms,
    },
  })
}

/** Takes a call back that was never made. */
export async function dropCall(db: Db, id: number): Promise<void> {
  await db.modelCall.delete({ where: { id } })
}

export interface ModelUse {
  calls: number
  /** Calls without a usable answer, with those of a process that died. */
  errors: number
  inputTokens: number
  outputTokens: number
}

/** What the models were asked on a day, and what it took. */
export async function readModelUse(
  db: Db,
  { day, now }: { day: Day; now: Date },
): Promise<ModelUse> {
  const died = new Date(now.getTime() - holdsMs)
  const [row] = await db.$queryRaw<ModelUse[]>`
    select count(*)::int as calls,
      count(*) filter (where outcome <> 'ok' or (outcome is null and at <= ${died}))::int as errors,
      coalesce(sum("inputTokens"), 0)::int as "inputTokens",
      coalesce(sum("outputTokens"), 0)::int as "outputTokens"
    from "ModelCall" where day = ${day}`
  return row ?? { calls: 0, errors: 0, inputTokens: 0, outputTokens: 0 }
}
