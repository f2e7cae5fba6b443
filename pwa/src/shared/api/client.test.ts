import { afterEach, describe, expect, it, vi } from 'vitest'
import { setLocale } from '../i18n/locale'
import { api, call, onSignedOut } from './client'
import { ApiError } from './errors'

const json = (body: unknown, status: number): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const refusal = { code: 'wrong_password', message: { zh: '账号或密码不对。', en: 'Wrong username or password.' }, field: 'password' }

function server(answer: () => Promise<Response>): { asked: Request[] } {
  const asked: Request[] = []
  vi.stubGlobal('fetch', (request: Request) => { asked.push(request); return answer() })
  return { asked }
}
const logIn = () => call(api.POST('/api/auth/login', { body: { username: 'su', password: 'x' } }))
const failure = async (asked: Promise<unknown>): Promise<ApiError> => {
  const thrown: unknown = await asked.then(() => null, (error: unknown) => error)
  expect(thrown).toBeInstanceOf(ApiError)
  return thrown as ApiError
}

afterEach(() => { vi.unstubAllGlobals(); setLocale('zh-CN') })

describe('a refusal of the server', () => {
  it('becomes an error with the sentence in the language of the screen, and the field', async () => {
    server(async () => json(refusal, 401))
    const error = await failure(logIn())
    expect([error.code, error.status, error.field, error.say()]).toEqual(['wrong_password', 401, 'password', '账号或密码不对。'])
    setLocale('en')
    expect(error.say()).toBe('Wrong username or password.')
  })
  it('has plain words when a proxy answers with its own page, or with nothing', async () => {
    server(async () => new Response('<h1>Bad gateway</h1>', { status: 502 }))
    expect((await failure(logIn())).code).toBe('server_error')
    server(async () => new Response(null, { status: 500, headers: { 'Content-Length': '0' } }))
    expect((await failure(logIn())).code).toBe('server_error')
  })
  it('tells no answer from a refusal', async () => {
    server(async () => { throw new TypeError('Failed to fetch') })
    const error = await failure(logIn())
    expect([error.isOffline, error.code]).toEqual([true, 'no_answer'])
  })
})

describe('the session', () => {
  it('sends the CSRF cookie back as a header with writes only', async () => {
    document.cookie = 'pg_csrf=abc%3D'
    const { asked } = server(async () => json({ user: {} }, 200))
    await logIn()
    await call(api.GET('/api/auth/me'))
    expect(asked.map((request) => request.headers.get('X-CSRF-Token'))).toEqual(['abc=', null])
    expect(asked.map((request) => request.credentials)).toEqual(['same-origin', 'same-origin'])
  })
  it('says that nobody is logged in on a 401, but not for a wrong password', async () => {
    let times = 0
    const stop = onSignedOut(() => times++)
    server(async () => json(refusal, 401))
    await failure(logIn())
    expect(times).toBe(0)
    await failure(call(api.GET('/api/auth/me')))
    stop()
    await failure(call(api.GET('/api/auth/me')))
    expect(times).toBe(1)
  })
  it('takes an answer without a body', async () => {
    server(async () => new Response(null, { status: 204 }))
    await expect(call(api.POST('/api/auth/logout'))).resolves.toBeUndefined()
  })
})
