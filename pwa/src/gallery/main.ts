import '@shared/theme/theme'
import '@shared/ui/tokens.css'
import '@shared/ui/base.css'
import 'dayjs/locale/zh-cn'
import axe from 'axe-core'
import { createApp } from 'vue'
import { setTheme, themes, type Theme } from '@shared/theme/theme'

/** Development only: every shared part at once. `#desk/dark` or `#phone/sun` picks the face's sizes and the theme. */
const [face = 'desk', look = 'light'] = location.hash.slice(1).split('/')
if (themes.includes(look as Theme)) setTheme(look as Theme)
await (face === 'phone' ? import('@technician/phone.css') : Promise.all([import('@desk/element.css'), import('@desk/desk.css')]))
const { default: Gallery } = await (face === 'phone' ? import('./PhoneGallery.vue') : import('./DeskGallery.vue'))
createApp(Gallery).mount('#app')

const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
const report = document.body.appendChild(document.createElement('pre'))
report.id = 'axe'
report.textContent = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`).join('\n') || 'axe: nothing'
