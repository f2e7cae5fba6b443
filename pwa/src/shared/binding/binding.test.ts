import { describe, expect, it } from 'vitest'
import file from '../../../../tests/backend/inventory/carriers/binding_cases.json'
import { chooseRule, judge, operatorOf, type Meeting, type Rule } from './binding'

interface Case { name: string; meeting: Meeting; says: string; text_en: string | null; over_limit: boolean }
/** The server is held to the same file: tests/backend/inventory/carriers/test_binding_rules.py */
const { rules, cases, prefixes }: { rules: Rule[]; cases: Case[]; prefixes: Record<string, string> } = file

describe('the binding rules', () => {
  it.each(cases)('test_R31_$name', ({ meeting, says, text_en, over_limit }) => {
    const said = judge(rules, meeting)
    expect([said.says, said.rule?.text_en ?? null, said.overLimit]).toEqual([says, text_en, over_limit])
    expect(judge([...rules].reverse(), meeting).says).toBe(says)
  })
  it('test_R31_control: without rules nothing is stopped', () => {
    expect(new Set(cases.map((one) => judge([], one.meeting).says))).toEqual(new Set(['go']))
  })
  it('knows a carrier by the first digits, and none by other numbers', () => {
    for (let issuer = 0; issuer < 100; issuer++) {
      const prefix = `8986${String(issuer).padStart(2, '0')}`
      expect(operatorOf(`${prefix}26192300000017`), prefix).toBe(prefixes[prefix] ?? '')
    }
    expect(operatorOf('864217051182637')).toBe('')
    expect(chooseRule([], 'cmcc', 'plug', 'install')).toBeNull()
  })
})
