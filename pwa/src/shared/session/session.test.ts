import { afterEach, describe, expect, it, vi } from 'vitest'
import { sayClock } from '../format/time'
import { logOut, refreshMe } from './session'

const answer = (zone: string) => ({ user: { id: 'u', name: '杨', username: 'y', roles: [], technician_id: null }, actions: [], company: { name: '' }, centres: [{ id: 'c', name_zh: '', name_en: '', time_zone: zone }] })
const server = (body: unknown): void => void vi.stubGlobal('fetch', async () => new Response(JSON.stringify(body), { status: 200, headers: { 'Content-Type': 'application/json' } }))

afterEach(async () => { await logOut(); vi.unstubAllGlobals() })

describe('the clock of the screens', () => {
  it("shows the time of the person's centre, and the company's own after logging out", async () => {
    server(answer('Asia/Urumqi'))
    await refreshMe()
    expect(sayClock('2026-11-20T04:00:00Z')).toBe('10:00')
    await logOut()
    expect(sayClock('2026-11-20T04:00:00Z')).toBe('12:00')
  })
  it('goes on with a zone that the browser does not know', async () => {
    server(answer('Asia/Nowhere'))
    await refreshMe()
    expect(sayClock('2026-11-20T04:00:00Z')).toBe('12:00')
  })
})
