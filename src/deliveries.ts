import { listenerOf } from './listeners.ts'
import type { Delivery, Renderers } from './platform/delivery.ts'
import type { Deps } from './platform/deps.ts'
import { morningCard } from './quiz/morning-card.ts'
import { renderNudge } from './remind/render-nudge.ts'
import { renderSummary } from './report/send-summaries.ts'
import type { Day } from './shared/day.ts'
import type { Translate } from './shared/locale.ts'

/** Every kind of message that waits in the outbox, and who makes its text when its turn has come. */
export function renderers(deps: Deps): Renderers {
  const forOfficer =
    <Result>(make: (t: Translate, to: { officerId: number; day: Day }) => Promise<Result | null>) =>
    async ({ officerId, chatId, data }: Delivery): Promise<Result | null> => {
      const listener = officerId === null ? null : await listenerOf(deps, officerId)
      // An account that the officer has left meanwhile is a stranger's.
      if (officerId === null || listener?.chatId !== chatId) return null
      return await make(listener.t, { officerId, day: String(data['day']) })
    }
  return {
    'morning-card': forOfficer((t, to) => morningCard(deps, t, to)),
    nudge: forOfficer((t, to) => renderNudge(deps, t, to)),
    summary: (delivery) => renderSummary(deps, delivery),
    notice: async ({ data }) => {
      const { key, ...args } = data
      // Notices go to admins, who read Chinese unless they are officers who chose otherwise.
      return { screen: { text: deps.texts('zh-CN')(String(key), args) } }
    },
  }
}
