/** A kind named over questions or before each, an explanation, the end mark of a question. */
const listWords =
  /^\s*(?:[【[［（(]\s*|[一二三四五六七八九十]+\s*、\s*)?(?:单选|多选|单项选择|多项选择|不定项选择|判断|填空|简答)题?|^\s*[【[]?(?:答案)?解析|^@{3,}\s*$/m

/** Whether a text is a list of questions as people in China write it, and no Aiken. */
export function isChineseList(text: string): boolean {
  return listWords.test(text) && hasOptionLines(text)
}

/** Whether lines A, B… follow each other below stems: tabs behind letters then make no table. */
export function hasOptionLines(text: string): boolean {
  const lines = text.slice(0, 200_000).split(/\r\n?|\n/)
  const begins = (at: number, letters: RegExp): boolean => letters.test(lines[at]?.trim() ?? '')
  let [lists, whole] = [0, 0]
  for (const at of lines.keys()) {
    if (!begins(at, /^[（(]?[AＡ]\s*[.．、)）:：\t]/)) continue
    lists += 1
    const below = begins(at + 1, /^[（(]?[BＢ]\s*[.．、)）:：\t]/)
    if (below && !begins(at - 1, /^[（(]?[A-Z]\s*[.．、)）:：\t]/)) whole += 1
  }
  return whole > 0 && whole >= lists * 0.8
}
