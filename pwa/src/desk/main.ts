import '@shared/theme/theme'
import '@shared/ui/tokens.css'
import '@shared/ui/base.css'
import './element.css'
import './desk.css'
import 'dayjs/locale/zh-cn'
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import { asApiError } from '@shared/api/errors'
import App from './App.vue'
import { router } from './router'

/** A refusal stays a refusal however often one asks; only no answer and a broken server are worth another try. */
const worthRetrying = (tries: number, error: Error): boolean => {
  const { status } = asApiError(error)
  return tries < 2 && (status === 0 || status >= 500)
}

const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: worthRetrying } } })

createApp(App).use(router).use(VueQueryPlugin, { queryClient }).mount('#app')
