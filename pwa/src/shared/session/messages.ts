import { defineMessages } from '../i18n/messages'

export const t = defineMessages(
  {
    username: '账号', password: '密码', logIn: '登录', loggingIn: '正在登录',
    needUsername: '写上账号', needPassword: '写上密码', showPassword: '显示密码',
    otherLanguage: 'English', theme: '外观', themeAuto: '跟随系统', themeLight: '浅色', themeDark: '深色', themeSun: '强光',
    language: '语言',
  },
  {
    username: 'Username', password: 'Password', logIn: 'Log in', loggingIn: 'Logging in',
    needUsername: 'Enter your username', needPassword: 'Enter your password', showPassword: 'Show password',
    otherLanguage: '中文', theme: 'Appearance', themeAuto: 'As the device', themeLight: 'Light', themeDark: 'Dark', themeSun: 'Sunlight',
    language: 'Language',
  },
)
