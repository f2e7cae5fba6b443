import { describe, expect, it } from 'vitest'
import { draftOf, emptyDraft, mostOf, onWire, says, type Rule } from './rule'

const rule: Rule = { id: 'r', name_zh: '保内维修 3 辆以内', name_en: 'Repairs', kind: 'repair', priority: null, max_items: 3, in_warranty: true, centre_id: null, customer_id: null, active: true }

describe('an approval rule', () => {
  it('says what it lets pass', () => {
    expect(says(rule)).toEqual(['维修', '保内', '3 辆以内'])
    expect(says({ ...rule, kind: null, in_warranty: null, max_items: null })).toEqual(['所有工单'])
    expect(says({ ...rule, in_warranty: false })).toContain('保外')
  })
  it('goes through the form unchanged', () => {
    const sent = onWire(draftOf(rule))
    expect({ ...rule, ...sent }).toEqual(rule)
    expect(Object.keys(sent)).toHaveLength(7)
  })
  it('takes a name in one language for both', () => expect(onWire({ ...emptyDraft(), nameZh: '巡检' }).name_en).toBe('巡检'))
  it('knows no limit from a bad one', () => expect([mostOf(''), mostOf('３'), mostOf('0'), mostOf('501'), mostOf('两')]).toEqual([null, 3, undefined, undefined, undefined]))
})
