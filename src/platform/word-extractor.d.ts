/** What is used of word-extractor 1.0.4, which brings no types. */
declare module 'word-extractor' {
  interface WordDocument {
    getBody(): string
    getTextboxes(options?: { includeHeadersAndFooters?: boolean; includeBody?: boolean }): string
  }
  export default class WordExtractor {
    extract(source: string | Buffer): Promise<WordDocument>
  }
}
