import { describe, expect, it } from 'vitest'
import { burnt, byUrgency, heatOf, type Waiting } from './fuse'

const now = Date.parse('2026-11-22T06:00:00Z')
const order = (id: string, due: string | null, more: Partial<Waiting> = {}): Waiting => ({ order_id: id, priority: 'normal', due_at: due, clock_started_at: '2026-11-22T04:00:00Z', window_start: null, authority_due_at: null, authority_state: null, ...more })

describe('fuse', () => {
  it('is the share of the clock that is burnt', () => expect(burnt(order('a', '2026-11-22T08:00:00Z'), now)).toBe(0.5))
  it('is whole past the deadline', () => expect(burnt(order('a', '2026-11-22T05:00:00Z'), now)).toBe(1))
  it('is not there without a deadline', () => expect(burnt(order('a', null), now)).toBe(0))
  it('turns amber at three hours and red at one', () => {
    expect(heatOf(order('a', '2026-11-22T10:00:00Z'), now)).toBe('calm')
    expect(heatOf(order('a', '2026-11-22T08:30:00Z'), now)).toBe('wait')
    expect(heatOf(order('a', '2026-11-22T06:59:00Z'), now)).toBe('late')
    expect(heatOf(order('a', '2026-11-22T05:00:00Z'), now)).toBe('late')
  })
})

describe('urgency', () => {
  it('puts the nearest deadline first, then the promised time, then what has neither', () => {
    const sorted = byUrgency([order('none', null), order('promised', null, { window_start: '2026-11-22T09:00:00Z' }), order('near', '2026-11-22T07:00:00Z')])
    expect(sorted.map((one) => one.order_id)).toEqual(['near', 'promised', 'none'])
  })
  it('puts urgent before normal at the same deadline', () => {
    const due = '2026-11-22T07:00:00Z'
    expect(byUrgency([order('a', due), order('b', due, { priority: 'urgent' })]).map((one) => one.order_id)).toEqual(['b', 'a'])
  })
  it('test_R39_puts regulated vehicles whose clock runs out first, and counts the nearer of both deadlines', () => {
    const due = '2026-11-22T07:00:00Z'
    const calm = order('calm', '2026-11-23T07:00:00Z', { authority_due_at: '2026-11-22T06:30:00Z', authority_state: 'running' })
    const pressing = order('pressing', '2026-11-23T07:00:00Z', { authority_due_at: '2026-11-22T12:00:00Z', authority_state: 'warned' })
    expect(byUrgency([order('near', due), calm, pressing]).map((one) => one.order_id)).toEqual(['pressing', 'calm', 'near'])
  })
  it('leaves what it was given alone', () => {
    const given = [order('b', null), order('a', null)]
    byUrgency(given)
    expect(given.map((one) => one.order_id)).toEqual(['b', 'a'])
  })
})
