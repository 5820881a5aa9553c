import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { DraftSource } from '../../../../src/bank/draft/rules/draft.ts'
import { articleName } from '../../../../src/law/article-number.ts'
import { readLawFile } from '../../../../src/law/formats/read-law-file.ts'
import { lawTitle } from '../../../../src/shared/law-title.ts'

/** Every article of the laws in a folder, as drafts are made from them. */
export async function articlesIn(folder: string): Promise<DraftSource[]> {
  const files = readdirSync(folder).filter((name) => /\.(?:txt|md)$/.test(name))
  const read = files.map(async (name) => {
    const { laws } = await readLawFile(readFileSync(join(folder, name)), name)
    return laws.flatMap(({ title, date, articles }) =>
      articles.map(({ number, text }) => ({
        law: title,
        ...(date !== null && { version: date }),
        article: articleName(number),
        text,
      })),
    )
  })
  return (await Promise.all(read)).flat()
}

/** An article of a law that is told by the end of its name, in the newest text of those given. */
export function articleOf(articles: DraftSource[], law: string, article: string): DraftSource {
  const found = articles
    .filter((one) => lawTitle(one.law) === law && one.article === article)
    .sort((a, b) => (b.version ?? '').localeCompare(a.version ?? ''))[0]
  if (found === undefined) throw new Error(`no ${law} ${article}`)
  return found
}
