// @vitest-environment node
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

/** The wall between the faces is a lint rule; this proves that the rule bites, and only where it should. */
const eslint = new ESLint()
const refused = async (filePath: string, from: string): Promise<boolean> => {
  const [result] = await eslint.lintText(`import { x } from '${from}'\nexport const y = x\n`, { filePath })
  return result?.messages.some((message) => message.ruleId === 'no-restricted-imports') ?? false
}

describe('import zones', () => {
  it.each([
    ['src/desk/screens/board/a.ts', '@technician/shell/signal'],
    ['src/desk/screens/board/a.ts', '../../../technician/shell/signal'],
    ['src/technician/screens/today/a.ts', '@desk/shell/search'],
    ['src/technician/screens/today/a.ts', '../../../desk/shell/search'],
    ['src/shared/ui/a.ts', '@desk/router'],
    ['src/shared/ui/a.ts', '../../technician/router'],
  ])('%s may not import %s', async (file, from) => expect(await refused(file, from)).toBe(true), 20_000)

  it.each([
    ['src/desk/screens/board/a.ts', '@shared/ui/toast'],
    ['src/desk/screens/board/a.ts', '../../shell/search'],
    ['src/technician/screens/today/a.ts', '../../shell/signal'],
    ['src/shared/ui/a.ts', '../format/money'],
  ])('%s may import %s', async (file, from) => expect(await refused(file, from)).toBe(false), 20_000)
})
