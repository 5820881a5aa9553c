export interface ErrorParameters {
  retry_after?: number
  migrate_to_chat_id?: number
}

/** A refusal in the Bot API's envelope: HTTP status = `code`. */
export class ApiError extends Error {
  readonly code: number
  readonly parameters: ErrorParameters | undefined

  constructor(code: number, description: string, parameters?: ErrorParameters) {
    super(description)
    this.name = 'ApiError'
    this.code = code
    this.parameters = parameters
  }
}

/** 400 with Telegram's prefix. */
export function badRequest(reason: string): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`)
}

/** 403 with Telegram's prefix. */
export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`)
}

/** 409 with Telegram's prefix. */
export function conflict(reason: string): ApiError {
  return new ApiError(409, `Conflict: ${reason}`)
}

/** 429 with the wait in whole seconds, also told in `parameters`. */
export function tooManyRequests(retryAfter: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfter}`, {
    retry_after: retryAfter,
  })
}
