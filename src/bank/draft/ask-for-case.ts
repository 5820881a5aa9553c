import { z } from 'zod'

import type { Llm } from '../../platform/llm.ts'
import { loadPrompt } from '../../platform/prompts.ts'
import type { Question } from '../../shared/question.ts'
import { clip } from '../../shared/screen.ts'
import { draftDeadlineMs } from './ask-for-drafts.ts'
import { hidePersonal } from './hide-personal.ts'
import type { DraftSource } from './rules/draft.ts'
import { addTo, siftDrafts, type DroppedCounts } from './sift.ts'
import { readTold, toldQuestion } from './told.ts'

const wire = z.object({
  scenario: z.string(),
  issue: z.string(),
  analysis: z.string(),
  conclusion: z.string(),
  questions: z.array(toldQuestion.extend({ article: z.number() })),
})
type Told = z.infer<typeof wire>

/** Characters of an article that a model is shown. */
const roomForArticle = 500
const shortestScenario = 20
const longestScenario = 500
const mostQuestions = 2

/**
 * A scenario with two questions, drafted by a model from what happened and from these articles; each
 * question is checked against the article it rests on. Null where the model gave nothing.
 */
export async function askForCase(
  llm: Llm,
  { text, articles }: { text: string; articles: DraftSource[] },
): Promise<{ questions: Question[]; dropped: DroppedCounts } | null> {
  const listed = articles.map(
    ({ law, article, text: words }, index) =>
      `[${index + 1}]《${law}》${article}\n${clip(words, roomForArticle)}`,
  )
  const answer = await llm.askJson({
    prompt: loadPrompt('draft-case'),
    schema: wire,
    name: 'case_drafts',
    inputs: { articles: listed.join('\n\n'), case: text },
    deadlineMs: draftDeadlineMs,
  })
  return answer.ok ? readCase(answer.data, articles) : null
}

function readCase(
  told: Told,
  articles: DraftSource[],
): { questions: Question[]; dropped: DroppedCounts } {
  const questions: Question[] = []
  const dropped: DroppedCounts = {}
  const scenario = hidePersonal(told.scenario.trim()).text
  const isTold = scenario.length >= shortestScenario && scenario.length <= longestScenario
  for (const { article, ...one } of told.questions.slice(0, mostQuestions)) {
    const source = articles[article - 1]
    const question = source && isTold ? readTold(one, source) : null
    if (!source || !question) {
      addTo(dropped, { unreadable: 1 })
      continue
    }
    // The scenario is no part of what is checked: its facts may well name what the key names.
    const sifted = siftDrafts([{ question, point: 'case' }], { source, others: questions })
    addTo(dropped, sifted.dropped)
    questions.push(...sifted.kept.map((draft) => draft.question))
  }
  return { questions: questions.map((question) => inScenario(question, told, scenario)), dropped }
}

/** The question under its scenario, explained as lawyers do: issue, rule, analysis, conclusion. */
function inScenario(question: Question, told: Told, scenario: string): Question {
  const { article = '', quote = '', law = '' } = question.basis ?? {}
  const steps = [
    `争点：${told.issue.trim()}`,
    `规则：《${law}》${article}：${quote}`,
    `分析：${told.analysis.trim()}`,
    `结论：${told.conclusion.trim()}`,
  ]
  const explanation = [question.explanation, ...steps].filter(Boolean).join('\n')
  return { ...question, stem: `${scenario}\n${question.stem}`, explanation }
}
