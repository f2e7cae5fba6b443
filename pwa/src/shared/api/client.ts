import createClient, { type Middleware } from 'openapi-fetch'
import { ApiError, errorFrom, noAnswer } from './errors'
import type { paths } from './schema.gen'

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const signedOut = new EventTarget()

function csrfToken(): string | undefined {
  return /(?:^|;\s*)pg_csrf=([^;]+)/.exec(document.cookie)?.[1]
}

/** The session cookie is httpOnly; the readable one beside it proves that this page, not another site, speaks. */
const csrf: Middleware = {
  onRequest({ request }) {
    const token = UNSAFE.has(request.method) ? csrfToken() : undefined
    if (token) request.headers.set('X-CSRF-Token', decodeURIComponent(token))
    return request
  },
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== '/api/auth/login') signedOut.dispatchEvent(new Event('signed-out'))
  },
}

/** The typed client of the whole API. Wrap its calls in `call`, which gives the data or throws an ApiError. */
export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? '' : location.origin,
  credentials: 'same-origin',
  headers: { Accept: 'application/json' },
  fetch: (request) => globalThis.fetch(request), // looked up at each call, so that a test can put its own in
})
api.use(csrf)

interface Answer<T> { data?: T; error?: unknown; response: Response }

/**
 * The data of an answer, or an ApiError: `const order = await call(api.GET('/api/orders/{id}', { params }))`.
 *
 * An abort (a search typed over) passes through as it is: it is no failure.
 */
export async function call<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await asked
  } catch (thrown) {
    if (thrown instanceof ApiError || (thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown
    throw noAnswer()
  }
  if (!answer.response.ok) throw errorFrom(answer.error, answer.response.status)
  return answer.data as T
}

/** Calls `act` whenever the server says that nobody is logged in (401). Returns the way to stop listening. */
export function onSignedOut(act: () => void): () => void {
  signedOut.addEventListener('signed-out', act)
  return () => signedOut.removeEventListener('signed-out', act)
}
