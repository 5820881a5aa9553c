import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { countCharacters, formatText, toHtml } from '../../src/simulator/entities.ts'

const html = (text: string) => formatText({ text, parseMode: 'HTML' })
const error = (text: string) => {
  try {
    html(text)
  } catch (caught) {
    return caught instanceof Error ? caught.message : String(caught)
  }
  return 'accepted'
}

describe('HTML in a message', () => {
  it('becomes text and entities at UTF-16 offsets', () => {
    expect(html('😀<b>第<i>1</i>题</b> <a href="https://a.cn/?x=1&amp;y=2">原文</a>')).toEqual({
      text: '😀第1题 原文',
      entities: [
        { type: 'bold', offset: 2, length: 3 },
        { type: 'italic', offset: 3, length: 1 },
        { type: 'text_link', offset: 6, length: 2, url: 'https://a.cn/?x=1&y=2' },
      ],
    })
  })

  it('knows every tag that Telegram knows', () => {
    const types = (text: string) => html(text).entities.map((entity) => entity.type)
    expect(types('<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike>')).toEqual(
      ['bold', 'italic', 'underline', 'strikethrough', 'strikethrough'],
    )
    expect(types('<u>a</u><s>b</s><span class="tg-spoiler">c</span>')).toEqual([
      'underline',
      'strikethrough',
      'spoiler',
    ])
    expect(types('<blockquote>a</blockquote><blockquote expandable>b</blockquote>')).toEqual([
      'blockquote',
      'expandable_blockquote',
    ])
    expect(html('<pre><code class="language-sql">select</code></pre>').entities).toEqual([
      { type: 'pre', offset: 0, length: 6, language: 'sql' },
    ])
    expect(html('<code class="language-sql">a</code>').entities).toEqual([
      { type: 'code', offset: 0, length: 1 },
    ])
  })

  it('reads four names and numbers after &, and leaves the rest as written', () => {
    expect(html('&lt;a&gt; &amp; &quot;b&quot; &#35757;&#x1F600; &nbsp; A&B').text).toBe(
      '<a> & "b" 训😀 &nbsp; A&B',
    )
  })

  it('is refused in Telegram’s words', () => {
    const prefix = "Bad Request: can't parse entities: "
    expect(error('训<p>a</p>')).toBe(`${prefix}Unsupported start tag "p" at byte offset 3`)
    expect(error('<b>a')).toBe(`${prefix}Can't find end tag corresponding to start tag "b"`)
    expect(error('a</b>')).toBe(`${prefix}Unexpected end tag at byte offset 1`)
    expect(error('<b>a</i>')).toBe(
      `${prefix}Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
    )
    expect(error('a <')).toBe(`${prefix}Unclosed start tag at byte offset 2`)
    expect(error('<b>a</b')).toBe(`${prefix}Unclosed end tag at byte offset 4`)
    expect(error('<a href="x>a')).toBe(`${prefix}Unclosed start tag "a" at byte offset 0`)
    expect(error('<span>a</span>')).toBe(
      `${prefix}Tag "span" must have class "tg-spoiler" at byte offset 0`,
    )
    expect(error('1 < 2')).toBe(`${prefix}Unsupported start tag "" at byte offset 2`)
  })

  it('drops a link that cannot be opened and entities without text', () => {
    expect(html('<a href="javascript:x">甲</a><b></b>')).toEqual({ text: '甲', entities: [] })
    expect(html('<a>https://a.cn</a>').entities).toEqual([
      { type: 'text_link', offset: 0, length: 12, url: 'https://a.cn' },
    ])
  })

  it('comes back the same after it is written out', () => {
    const source =
      '<b>甲<i>乙</i></b> &lt;丙&gt; &amp; <a href="https://a.cn/?q=&quot;1&quot;">丁</a>' +
      '<blockquote expandable>戊</blockquote><pre><code class="language-js">己</code></pre>'
    const parsed = html(source)
    expect(html(toHtml(parsed))).toEqual(parsed)
  })

  it('either parses or is refused, whatever it is', () => {
    const piece = fc.constantFrom('<b>', '</b>', '<i', '>', '&', '&#', 'x', '训', '<a href=', '"')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(error(pieces.join(''))).toMatch(/^(accepted|Bad Request: can't parse entities: )/)
      }),
    )
  })
})

describe('a plain text', () => {
  it('loses its blank ends, and its entities move with it', () => {
    expect(
      formatText({ text: '\n  你好  \n', entities: [{ type: 'bold', offset: 3, length: 4 }] }),
    ).toEqual({ text: '你好', entities: [{ type: 'bold', offset: 0, length: 2 }] })
  })

  it('shows commands, links, mentions and tags, but not in fractions or code', () => {
    const found = formatText({
      text: '第2/5题 /quiz 见 https://a.cn/x。 @someone #法规',
    })
    expect(found.entities).toEqual([
      { type: 'bot_command', offset: 6, length: 5 },
      { type: 'url', offset: 14, length: 14 },
      { type: 'mention', offset: 30, length: 8 },
      { type: 'hashtag', offset: 39, length: 3 },
    ])
    expect(html('<code>/quiz</code>').entities.map((entity) => entity.type)).toEqual(['code'])
  })

  it('is counted in code points', () => {
    expect(countCharacters('训😀a')).toBe(3)
  })
})
