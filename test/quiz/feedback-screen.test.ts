import { describe, expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { feedbackScreen, type Mark } from '../../src/quiz/feedback-screen.ts'
import type { Item } from '../../src/quiz/store.ts'
import type { Question } from '../../src/shared/question.ts'

const t = loadTexts()('zh-CN')
const long = (characters: number) => '法'.repeat(characters)
const basis = { law: long(200), article: '第八十三条', version: '2025<修订>', quote: long(900) }

function answered(question: Question, given: Item['given']): Item {
  return {
    answerId: 1,
    sittingId: 1,
    position: 5,
    officerId: 1,
    questionId: 1,
    versionId: 1,
    day: '2026-11-30',
    question,
    rule: 'ALL_OR_NOTHING',
    order: 'options' in question ? question.options.map((_, index) => index) : [],
    draft: [],
    given,
    outcome: 'WRONG',
    score: 0,
    sure: null,
    messageId: 1,
    shown: true,
    sitting: { kind: 'DAILY', size: 5, theme: null, resultMessageId: null },
    card: null,
  }
}

function mark(points: Mark['points']): Mark {
  return { score: 1.5, max: 2.5, provisional: false, by: 'model', canAppeal: true, points }
}

describe('what an officer sees after an answer', () => {
  it('fits into one message, however much there is to say about a choice', () => {
    const options = Array.from({ length: 4 }, () => long(400))
    const rest = { stem: long(2_000), explanation: long(3_000), basis }
    const item = answered({ kind: 'single', options, key: [0], ...rest }, [1])
    expect(feedbackScreen(t, item, null).text.length).toBeLessThanOrEqual(4_096)
  })

  it('fits into one message, however many points a short answer is marked by', () => {
    const rest = { stem: long(3_000), explanation: long(3_000), basis }
    const item = answered({ kind: 'short', key: long(2_000), ...rest }, long(1_000))
    const points = Array.from({ length: 20 }, () => ({ text: long(300), hit: true }))
    const { text } = feedbackScreen(t, item, mark(points))
    expect(text.length).toBeLessThanOrEqual(4_096)
    expect(text).toContain(long(500))
  })

  it('takes every word of a file as text', () => {
    const item = answered({ kind: 'true-false', stem: '1 < 2', key: true, basis }, false)
    expect(feedbackScreen(t, item, null).text).toContain('2025&lt;修订&gt;')
  })

  it('tells half marks as they are', () => {
    const item = answered({ kind: 'short', stem: '?', key: '答' }, '答')
    expect(feedbackScreen(t, item, mark([])).text).toContain('得分 1.5/2.5')
  })
})
