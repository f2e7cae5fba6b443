import { locale } from './locale'

/** English needs one and other; which one is told by the parameter `n`. */
export interface Plural { one: string; other: string }
export type Message = string | Plural
export type Value = string | number

/** The names in braces of a sentence: `{n}` and `{name}` of "{name} 还有 {n} 项". */
type Names<S> = S extends `${string}{${infer P}}${infer Rest}` ? P | Names<Rest> : never
type Args<S> = [Names<S>] extends [never] ? [] : [params: Record<Names<S>, Value>]
type Sentences = Record<string, string>

export type Translate<Z extends Sentences> = <K extends keyof Z & string>(key: K, ...args: Args<Z[K]>) => string

const rule = new Intl.PluralRules('en')

function choose(message: Message, params: Record<string, Value>): string {
  if (typeof message === 'string') return message
  return rule.select(Number(params.n)) === 'one' ? message.one : message.other
}

/**
 * The messages of one screen or face, in both languages, and the `t` that says them.
 *
 * Both must have the same keys: TypeScript refuses a missing or a surplus one, and a call without its parameters.
 * `t` reads the locale, so a template that uses it is drawn again when the language changes.
 */
export function defineMessages<const Z extends Sentences>(
  zh: Z,
  en: { [K in keyof NoInfer<Z>]: Message },
): Translate<Z> {
  return (key, ...args) => {
    const params: Record<string, Value> = args[0] ?? {}
    const message: Message | undefined = locale.value === 'en' ? en[key] : zh[key]
    return choose(message ?? key, params).replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
  }
}
