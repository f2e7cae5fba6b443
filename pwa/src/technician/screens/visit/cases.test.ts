import { describe, expect, it } from 'vitest'
import { aVan, aVisit, anItem } from '../../offline/fixtures'
import type { OwnCase } from '../../offline/shapes'
import { caseAdds, caseSays, casesOf } from './cases'

const aCase = (more: Partial<OwnCase> = {}): OwnCase => ({
  id: 'c', code: 'unknown_device', text_zh: '终端号没有登记过', text_en: 'This terminal is not in the books', number: 'BD-OO21', vehicle_id: 'v1', visit_id: 'visit', near: ['BD-0021'],
  state: 'open', decision: null, right_number: '', note: '', opened_at: '2026-11-20T06:00:00Z', settled_at: null, ...more,
})

describe('an odd number that he recorded (R10, R30)', () => {
  it('waits for the keeper, with what was probably meant', () => {
    expect(caseSays(aCase())).toBe('终端号没有登记过：BD-OO21，库管在核对')
    expect(caseAdds(aCase())).toBe('库里有 BD-0021，是不是输错了？')
    expect(caseAdds(aCase({ near: [] }))).toBe('')
  })
  it.each([
    ['accept', 'BD-OO21 库管核过了，按你记的'], ['keep', 'BD-OO21 库管核过了，按账上的，没按你记的'], ['correct', 'BD-OO21 库管核过了，改成 BD-0021'],
  ])('is told as settled: %s', (decision, says) => {
    const settled = aCase({ state: 'settled', decision, right_number: 'BD-0021', note: '看了照片' })
    expect([caseSays(settled), caseAdds(settled)]).toEqual([says, '库管说：看了照片'])
  })
  it('stands with the vehicle of its visit and with no other', () => {
    const van = { ...aVan(), cases: [aCase(), aCase({ id: 'other car', vehicle_id: 'v2' }), aCase({ id: 'other visit', visit_id: 'x' })] }
    expect(casesOf(aVisit(), anItem(), van).map((one) => one.id)).toEqual(['c'])
    expect(casesOf(aVisit(), anItem(), null)).toEqual([])
  })
})
