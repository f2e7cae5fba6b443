import { describe, expect, it } from 'vitest'
import type { Command, Kind, Payloads } from '../../offline/shapes'
import { bytesOf, entries, groups, waitOf } from './queue'

let seq = 0
function command<K extends Kind>(kind: K, payload: Omit<Payloads[K], 'visit_id'>, customer = '顺捷'): Command {
  seq += 1
  return { id: `c${seq}`, seq, kind, version: 1, event_time: `2026-11-20T06:0${seq % 10}:00Z`, counter: seq, payload: { visit_id: 'v1', ...payload } as never, about: { customer }, tries: 0 }
}
const record = (item: string, customer?: string): Command => command('item.record', { item_id: item, fields: { act: 'swap_device' } }, customer)

describe('the outbox as lines', () => {
  it('makes one line of the steps of one vehicle that follow each other, and keeps their places', () => {
    const lines = entries([command('visit.start', {}), record('a'), record('a'), command('item.finish', { item_id: 'a' }), record('b')])
    expect(lines.map(({ kind, from, to }) => [kind, from, to])).toEqual([['visit.start', 1, 1], ['item.record', 2, 4], ['item.record', 5, 5]])
  })
  it('never puts together what something else parts: the order of sending is the order shown', () => {
    const photo = command('photo.add', { item_id: 'a', code: 'P2', sha256: 'x', size: 300_000, taken_at: '' } as never)
    expect(entries([record('a'), photo, record('a')]).map((one) => one.from)).toEqual([1, 2, 3])
  })
  it('counts a picture with its file, a signature by the file that lies beside it', () => {
    const photo = command('photo.add', { code: 'P2', sha256: 'x', size: 300_000, taken_at: '' } as never)
    const sign = command('visit.sign', { sha256: 'y', signer: '李' })
    expect(bytesOf(photo, new Map())).toBeGreaterThan(300_000)
    expect(bytesOf(sign, new Map([['y', 40_000]])) - bytesOf(sign, new Map())).toBe(40_000)
  })
  it('groups by customer in the order of sending: one who comes back later has a second group', () => {
    const found = groups(entries([command('visit.start', {}, '甲'), command('visit.start', {}, '乙'), command('visit.complete', {}, '乙'), command('visit.complete', {}, '甲')]))
    expect(found.map((one) => [one.customer, one.entries.length])).toEqual([['甲', 1], ['乙', 2], ['甲', 1]])
  })
})

describe('the reason of a wait', () => {
  const [first, second] = entries([command('visit.start', {}), record('a')])
  const head = first?.commands[0]
  it('is: on its way, no signal, or its place', () => {
    expect(waitOf(first!, head, head!.id, 'quiet')).toBe('moving')
    expect(waitOf(first!, head, null, 'offline')).toBe('signal')
    expect(waitOf(first!, head, null, 'quiet')).toBe('line')
    expect(waitOf(first!, head, null, 'trouble')).toBe('office')
    expect(waitOf(second!, head, head!.id, 'offline')).toBe('line')
  })
  it('is the word of the office when it holds the first; the others then wait behind it', () => {
    const held = { ...head!, waits: { zh: '照片还没传到', en: 'The picture has not arrived' } }
    const [line] = entries([held])
    expect(waitOf(line!, held, null, 'quiet')).toBe('told')
    expect(waitOf(second!, held, null, 'quiet')).toBe('behind')
  })
})
