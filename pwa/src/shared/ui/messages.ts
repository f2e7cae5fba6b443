import { defineMessages } from '../i18n/messages'

export const t = defineMessages(
  { noPlate: '无牌', retry: '再试一次', close: '关上', undo: '撤销', loading: '正在取', notShown: '这里没取到' },
  { noPlate: 'No plate', retry: 'Try again', close: 'Close', undo: 'Undo', loading: 'Loading', notShown: 'This could not be loaded' },
)
