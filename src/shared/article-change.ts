/**
 * What another text of a law did to one of its articles. Numbers are written as the library keeps
 * them: `83`, `120-1`. A moved article may have other words as well.
 */
export interface ArticleChange {
  kind: 'changed' | 'moved' | 'removed'
  /** Its number in the older text. */
  from: string
  /** Its number in the newer text; none for a removed one. */
  to?: string
  before: string
  after?: string
}
