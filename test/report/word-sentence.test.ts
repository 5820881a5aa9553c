import { describe, expect, it } from 'vitest'

import { checkedSentence } from '../../src/report/word-sentence.ts'

const source = '询问查证的时间不得超过八小时；情况复杂的，不得超过24小时。'
const check = (text: string) => checkedSentence(text, { source, least: 10, most: 50 })

describe('a sentence of a model', () => {
  it.each([
    '时限一过，继续留人就成了非法限制人身自由。',
    '把情况复杂时的二十四小时当成了一般的8小时。',
    ' 时限和手续少一样，案子都会站不住脚 ',
  ])('is taken when it is one plain sentence: %s', (text) => {
    expect(check(text)).toMatch(/^\S.+。$/)
  })

  it.each([
    ['a number that nobody gave it', '询问查证的时间不得超过十二小时，要记牢。'],
    ['an amount of its own', '超过时限的，民警要罚款500元以上。'],
    ['a share of its own', '去年百分之三十的案件都错在这里。'],
    ['an article of its own', '这和第九十七条的规定是一个道理。'],
    ['a law of its own', '这和《刑法》的规定是一个道理，要注意。'],
    ['a quotation', '法律说“应当及时通知”，这一点别忘了。'],
    ['a name', '民警张伟在办案时就出过这样的差错。'],
    ['two sentences', '时限要记牢。超过时限案子就站不住脚。'],
    ['shouting', '时限一定要记牢，千万不能超过时限！'],
    ['an address', '详情请看 https://example.com 的说明吧。'],
    ['markup', '<b>时限</b>要记牢，不能超过规定时限。'],
    ['too few words', '时限要紧。'],
    ['too many words', '时限'.repeat(40)],
  ])('is left out with %s', (_, text) => {
    expect(check(text)).toBeNull()
  })
})
