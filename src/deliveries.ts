import { renderDrafted } from './bank/draft/render-drafted.ts'
import { findArticleSources } from './law/article-sources.ts'
import { renderLawQuestion, renderLawReply } from './law/ask/render-deliveries.ts'
import { findArticleText } from './law/find-article.ts'
import { listenerOf } from './listeners.ts'
import { renderSelfCheck } from './monthly-check.ts'
import type { Delivery, Renderers } from './platform/delivery.ts'
import type { Deps } from './platform/deps.ts'
import { morningCard } from './quiz/morning-card.ts'
import { renderRegrade } from './quiz/regrade/render-regrade.ts'
import { retestCard } from './quiz/retest/retest-card.ts'
import { renderArticle } from './remind/render-article.ts'
import { renderNudge } from './remind/render-nudge.ts'
import { renderScript } from './report/script/send-scripts.ts'
import { renderSummary } from './report/send-summaries.ts'
import { renderWeekly } from './report/weekly/send-weeklies.ts'
import type { Translate } from './shared/locale.ts'
import type { Basis } from './shared/question.ts'

type Data = Delivery['data']

/** Every kind of message that waits in the outbox, and who makes its text when its turn has come. */
export function renderers(deps: Deps): Renderers {
  const forOfficer =
    <Result>(make: (t: Translate, officerId: number, about: Data) => Promise<Result | null>) =>
    async ({ officerId, chatId, data }: Delivery): Promise<Result | null> => {
      const listener = officerId === null ? null : await listenerOf(deps, officerId)
      // An account that the officer has left meanwhile is a stranger's.
      if (officerId === null || listener?.chatId !== chatId) return null
      return await make(listener.t, officerId, data)
    }
  // Admins by the settings need not be officers; they read Chinese.
  const forAnybody =
    <Result>(make: (t: Translate, about: Data) => Promise<Result | null>) =>
    async (delivery: Delivery): Promise<Result | null> =>
      delivery.officerId === null
        ? await make(deps.texts('zh-CN'), delivery.data)
        : await forOfficer((t, _, data) => make(t, data))(delivery)
  const findArticle = (cited: Basis) => findArticleText(deps, cited)
  const readArticle = async (id: number) => (await findArticleSources(deps.db, [id]))[0] ?? null
  return {
    'morning-card': forOfficer((t, officerId, { day }) =>
      morningCard(deps, t, { officerId, day: String(day) }),
    ),
    article: forOfficer((t, _, { day, articleId }) =>
      renderArticle({ ...deps, readArticle }, t, {
        day: String(day),
        articleId: Number(articleId),
      }),
    ),
    nudge: forOfficer((t, officerId, { day }) =>
      renderNudge(deps, t, { officerId, day: String(day) }),
    ),
    regrade: forOfficer((t, officerId, { regradeId }) =>
      renderRegrade(deps, t, { officerId, regradeId: Number(regradeId) }),
    ),
    retest: forOfficer((t, officerId, { taskId }) =>
      retestCard(deps, t, { officerId, taskId: Number(taskId) }),
    ),
    summary: (delivery) => renderSummary(deps, delivery),
    weekly: (delivery) => renderWeekly(deps, delivery),
    script: (delivery) => renderScript({ ...deps, findArticle }, delivery),
    notice: forAnybody(notice),
    'self-check': forAnybody((t, { day }) => renderSelfCheck(deps, t, String(day))),
    drafted: forAnybody((t, data) => Promise.resolve(renderDrafted(t, data))),
    'law-question': forAnybody((t, { questionId }) =>
      renderLawQuestion(deps, t, Number(questionId)),
    ),
    'law-reply': forAnybody((t, { questionId }) => renderLawReply(deps, t, Number(questionId))),
  }
}

/** A text with the name and the values that the data hold. */
async function notice(t: Translate, { key, ...args }: Data) {
  return { screen: { text: t(String(key), args) } }
}
