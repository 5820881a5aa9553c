export type Fault =
  | { kind: 'status'; code: number; description?: string; retryAfter?: number }
  /** The group is a supergroup with this id now. */
  | { kind: 'status'; code: 400; description: string; movedTo: number }
  /** Acts, then resets the connection. */
  | { kind: 'drop-reply' }
  /** Resets the connection before acting. */
  | { kind: 'refuse' }
  /** Waits, then acts. */
  | { kind: 'slow'; ms: number }
  /** Acts, then answers 200 with an HTML body. */
  | { kind: 'garbage' }

export interface Faults {
  /** The next `times` (1) calls of the method, or of any method with '*', meet the fault. */
  next(method: string, fault: Fault, times?: number): void
  clear(): void
}

export interface FaultPlan extends Faults {
  /** Takes the fault planned for this call, oldest first. */
  take(method: string): Fault | undefined
}

/** A plan of faults; method names in any case. */
export function createFaults(): FaultPlan {
  let planned: { method: string; fault: Fault; left: number }[] = []
  return {
    next(method, fault, times = 1) {
      planned.push({ method: method.toLowerCase(), fault, left: times })
    },
    clear() {
      planned = []
    },
    take(method) {
      const name = method.toLowerCase()
      const plan = planned.find((each) => each.method === name || each.method === '*')
      if (!plan) return undefined
      plan.left--
      if (plan.left <= 0) planned = planned.filter((each) => each !== plan)
      return plan.fault
    },
  }
}
