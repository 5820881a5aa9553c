import { releaseFromLaw } from './bank/review/release-from-law.ts'
import { refreshForLaw, stopForLaw } from './bank/review/stop-for-law.ts'
import type { FollowDeps } from './law/change/apply-change.ts'
import type { Deps } from './platform/deps.ts'

/** What the bank does about its questions when a text of a law takes over from another, or no longer does. */
export function lawFollower({ now, settings }: Pick<Deps, 'now' | 'settings'>): FollowDeps {
  return {
    now,
    settings,
    touch: (sql, touched) => stopForLaw({ now, settings }, sql, touched),
    refresh: refreshForLaw,
    release: releaseFromLaw,
  }
}
