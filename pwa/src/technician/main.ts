import '@shared/theme/theme'
import '@shared/ui/tokens.css'
import '@shared/ui/base.css'
import './phone.css'
import { createApp } from 'vue'
import App from './App.vue'
import { registerWorker } from './registration'
import { router } from './router'

const app = createApp(App).use(router)
// Reading the script and drawing the first screen are two turns: neither keeps a slow phone from hearing its owner for long.
setTimeout(() => app.mount('#app'))
// After the first screen: putting the whole app on the phone is work, and nobody waits for it.
addEventListener('load', () => void registerWorker())
