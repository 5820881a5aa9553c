import type { World } from '../chats.ts'
import type { Upload } from '../multipart.ts'

/** What a method may use besides its parameters. */
export interface Call {
  /** Files of a multipart body by the name after `attach://`. */
  files: Map<string, Upload>
  /** Calls the listener when the caller hangs up. */
  onGone(listener: () => void): void
}

/**
 * Carries out one Bot API method and returns its result, or throws ApiError. Parameters have
 * passed the method's schema, so each method names the shape it reads.
 */
export type Method = (world: World, params: never, call: Call) => unknown
