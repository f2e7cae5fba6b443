import { describe, expect, it } from 'vitest'
import { complete, noNotes, onWire, replyCode } from './call'

describe('a follow-up call', () => {
  it('is complete with a score and a verdict; who is not satisfied is quoted', () => {
    expect(complete({ ...noNotes(), score: 5, satisfied: true })).toBe(true)
    expect(complete({ ...noNotes(), satisfied: true })).toBe(false)
    expect(complete({ ...noNotes(), score: 2, satisfied: false, comment: ' ' })).toBe(false)
    expect(complete({ ...noNotes(), score: 2, satisfied: false, comment: '来晚了' })).toBe(true)
  })
  it('sends scores as scores, words as words, and leaves out what nobody asked', () => {
    const notes = { ...noNotes(), answers: { timely: 4, fixed: 'yes', other: '' }, score: 4, satisfied: true, again: true }
    expect(onWire(notes, 2)).toEqual({ answers: [{ q: 'timely', score: 4 }, { q: 'fixed', text: 'yes' }], score: 4, satisfied: true, comment: '', new_need: null, call_again: false, version: 2 })
  })
  it('answers a low score with an apology', () => expect([1, 3, 4].map(replyCode)).toEqual(['low', 'middle', 'high']))
})
