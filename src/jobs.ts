import { draftQuestions } from './bank/draft/draft-questions.ts'
import { blocksReadScreen } from './bank/preview-screen.ts'
import { readImportBlocks } from './bank/read-import-blocks.ts'
import { gradeAnswer } from './grade/grade-answer.ts'
import type { Grader } from './grade/grader.ts'
import { findArticleSources } from './law/article-sources.ts'
import { answerQueued } from './law/ask/answer-queued.ts'
import { findArticleText } from './law/find-article.ts'
import { searchLaw } from './law/search-law.ts'
import { embedArticles } from './law/search/embed-articles.ts'
import { listenerOf, localeOf } from './listeners.ts'
import type { Deps } from './platform/deps.ts'
import type { JobHandlers } from './platform/jobs.ts'
import { openTurns, type InTurn } from './platform/turns.ts'
import { continueSitting, showFeedback } from './quiz/continue-sitting.ts'
import { receiveMark } from './quiz/receive-mark.ts'
import { seededRandom } from './quiz/shuffle.ts'
import { wordAhead } from './report/word-ahead.ts'
import type { Basis } from './shared/question.ts'

/** Every background job and the use cases behind it. Chats are spoken to in their turn. */
export function jobHandlers(deps: Deps & { grader: Grader; inTurn: InTurn }): JobHandlers {
  const inTurnOfAsking = openTurns()
  return {
    'grade-answer': async ({ answerId }) => {
      const outcome = await gradeAnswer(deps, { answerId })
      if (outcome.kind !== 'marked') return
      const item = await receiveMark(deps, { answerId, score: outcome.share })
      if (!item) return
      const listener = await listenerOf(deps, item.officerId)
      if (!listener) return
      await deps.inTurn(listener.chatId, async () => {
        await showFeedback(deps, listener, item)
        await continueSitting(deps, listener, item.sittingId)
      })
    },
    'read-blocks': async ({ importId, chatId }) => {
      const read = deps.llm && (await readImportBlocks({ ...deps, llm: deps.llm }, importId))
      if (!read) return
      const t = deps.texts(await localeOf(deps, chatId))
      await deps.inTurn(chatId, () => deps.telegram.send(chatId, blocksReadScreen(t, read)))
    },
    'ask-law': (asked) =>
      // What one person asks is answered in its order, without a turn of the chat for all that time.
      inTurnOfAsking(asked.chatId, () => answerQueued(deps, deps.texts(asked.locale), asked)),
    'embed-articles': async () => {
      if (deps.embedder) await embedArticles({ ...deps, embedder: deps.embedder })
    },
    'word-ahead': async ({ day }) => {
      const findArticle = (cited: Basis) => findArticleText(deps, cited)
      if (deps.llm) await wordAhead({ ...deps, llm: deps.llm, findArticle }, { day })
    },
    'draft-questions': (request) => {
      const findArticles = (ids: number[]) => findArticleSources(deps.db, ids)
      const searchArticles = (question: string) => searchLaw(deps, { question, limit: 8 })
      const random = seededRandom
      return draftQuestions({ ...deps, findArticles, searchArticles, random }, request)
    },
  }
}
