/**
 * How the app gets onto the home screen here. wechat: not at all, its browser keeps nothing. offer: one press, the browser
 * has asked. ios: by hand, through the share sheet. menu: by hand, through the browser's menu. none: it is there.
 */
export type Way = 'wechat' | 'offer' | 'ios' | 'menu' | 'none'
interface Here { agent: string; touches: number; installed: boolean; offered: boolean }

/** An iPad calls itself a Mac; a Mac has no touch screen. */
const isApple = ({ agent, touches }: Here): boolean => /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touches > 1)

export function wayOf(here: Here): Way {
  if (/MicroMessenger/i.test(here.agent)) return 'wechat'
  if (here.installed) return 'none'
  if (here.offered) return 'offer'
  return isApple(here) ? 'ios' : 'menu'
}
