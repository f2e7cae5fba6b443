import { defineMessages } from '@shared/i18n/messages'

export const t = defineMessages(
  { choose: '选文件', row: '第 {n} 行', column: '{letter} 列', value: '表里写的', says: '哪里不对', moreFaults: '另外 {n} 处在下载的文件里', blank: '空着' },
  { choose: 'Choose a file', row: 'Row {n}', column: 'column {letter}', value: 'Says', says: 'What is wrong', moreFaults: '{n} more are in the file to download', blank: 'empty' },
)
