import { locale } from '../i18n/locale'

/** A sentence for people, as the server sends it: zh-CN and English. */
export interface Words { zh: string; en: string }

/** What the server says when it refuses: a stable code, the sentence, and the field it is about. */
export interface Refusal { code: string; message: Words; field?: string | null; details?: unknown }

const offline: Words = {
  zh: '连不上服务器，看看网络再试一次。',
  en: 'The server cannot be reached. Check the network and try again.',
}
const broken: Words = {
  zh: '服务器出了点问题，这一步没成。过一会儿再试；还不行就告诉管理员。',
  en: 'The server had a problem and this was not done. Try again in a moment; if it stays, tell the administrator.',
}
const slipped: Words = {
  zh: '页面出了点问题，这一步没成。再试一次；还不行就告诉管理员。',
  en: 'The page had a problem and this was not done. Try again; if it stays, tell the administrator.',
}

/** A call that did not succeed. `code` is for programs; `say()` is for people, in the language of the screen. */
export class ApiError extends Error {
  readonly code: string
  readonly words: Words
  readonly field: string | undefined
  readonly details: unknown
  /** HTTP status; 0 when no answer came. */
  readonly status: number

  constructor(refusal: Refusal, status: number) {
    super(`${status} ${refusal.code}`)
    this.name = 'ApiError'
    this.code = refusal.code
    this.words = refusal.message
    this.field = refusal.field ?? undefined
    this.details = refusal.details
    this.status = status
  }

  say(): string {
    return locale.value === 'en' ? this.words.en : this.words.zh
  }

  /** No answer at all: the work can wait for the network. */
  get isOffline(): boolean {
    return this.status === 0
  }
}

function isRefusal(body: unknown): body is Refusal {
  if (typeof body !== 'object' || body === null) return false
  const { code, message } = body as Partial<Refusal>
  return typeof code === 'string' && typeof message?.zh === 'string' && typeof message.en === 'string'
}

/** The error for an answer that is not a success; a body that is no refusal (a proxy's page) gets plain words. */
export function errorFrom(body: unknown, status: number): ApiError {
  return new ApiError(isRefusal(body) ? body : { code: 'server_error', message: broken }, status)
}

/** The error for no answer: no signal, the server down, a cut line. */
export const noAnswer = (): ApiError => new ApiError({ code: 'no_answer', message: offline }, 0)

/** Any thrown thing as an ApiError, so that a screen has one way to show it. */
export function asApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : new ApiError({ code: 'client_error', message: slipped }, 0)
}
