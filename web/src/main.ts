import { createApp } from 'vue'
import { whenSignedOut } from './api/client'
import App from './App.vue'
import { i18n } from './i18n'
import { router, toLogin } from './router'
import { useSession } from './session/useSession'
import '@fontsource-variable/inter'
import './styles/app.scss'

whenSignedOut(() => {
  useSession().forget()
  if (router.currentRoute.value.name !== 'login') void router.push(toLogin(router.currentRoute.value))
})

createApp(App).use(i18n).use(router).mount('#app')
