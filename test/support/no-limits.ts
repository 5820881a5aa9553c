import { personLimits, type RateLimits } from '../../src/platform/rate-limit.ts'

/** For people who tap as fast as a test goes. */
export const noLimits: RateLimits = {
  ...personLimits,
  burst: { stranger: Infinity, officer: Infinity, admin: Infinity },
}
