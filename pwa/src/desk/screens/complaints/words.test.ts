import { describe, expect, it } from 'vitest'
import { clock, type Complaint } from './words'

const complaint = (over: Partial<Complaint>): Complaint => ({ first_answer_due: '2026-11-20T04:00:00Z', settle_due: '2026-11-21T02:00:00Z', first_answered_at: null, settled_at: null, first_answer_late: true, settle_late: false, ...over }) as Complaint

describe('the clock of a complaint', () => {
  it('runs for the first answer first', () => expect(clock(complaint({}))).toEqual({ due: '2026-11-20T04:00:00Z', late: true, answer: true }))
  it('then for the settling', () => expect(clock(complaint({ first_answered_at: '2026-11-20T03:00:00Z' }))).toEqual({ due: '2026-11-21T02:00:00Z', late: false, answer: false }))
  it('and stops when it is settled', () => expect(clock(complaint({ settled_at: '2026-11-20T05:00:00Z' }))).toBeNull())
})
