/*
 * Stands in for the `external_api.js` of a Jitsi server: draws a frame of its own and plays the documented events.
 *
 * Tests reach it by `window.jitsiStandIn`:
 *   calls                 options of each conference that was made, in order
 *   commands              what was given to executeCommand, in order
 *   disposed              how many were disposed of
 *   emit(event, payload)  lets the newest conference say something
 *   settings              { prejoin, silent, others, meeting }; may be set before the script loads
 */
;(() => {
  const standIn = (window.jitsiStandIn = {
    calls: [],
    commands: [],
    disposed: 0,
    current: null,
    settings: { prejoin: false, silent: false, others: ['Anna', 'Boris'], ...window.jitsiStandInSettings },
    emit(event, payload = {}) {
      standIn.current?.say(event, payload)
    },
  })

  const style = (element, css) => {
    Object.assign(element.style, css)
    return element
  }

  const make = (tag, css, text = '') => {
    const element = style(document.createElement(tag), css)
    element.textContent = text
    return element
  }

  class JitsiMeetExternalAPI {
    #listeners = new Map()
    #frame
    #stage
    #options
    #over = false

    constructor(domain, options) {
      this.#options = options
      standIn.calls.push({ domain, ...options, parentNode: undefined, onload: undefined })
      standIn.current = this
      this.#draw(domain)
      this.#later(() => {
        options.onload?.()
        if (!standIn.settings.prejoin && !standIn.settings.silent) this.#enter()
      })
    }

    addListener(event, listener) {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
      return this
    }

    on(event, listener) {
      return this.addListener(event, listener)
    }

    removeListener(event, listener) {
      const left = (this.#listeners.get(event) ?? []).filter((known) => known !== listener)
      this.#listeners.set(event, left)
      return this
    }

    executeCommand(command, ...args) {
      standIn.commands.push([command, ...args])
      if (command === 'hangup') this.#leave()
    }

    getSessionId() {
      return standIn.settings.meeting ?? '7b9d1f64-0000-4000-8000-000000000614'
    }

    getParticipantsInfo() {
      return [this.#options.userInfo.displayName, ...standIn.settings.others].map((displayName, i) => ({
        participantId: `stand-in-${i}`,
        displayName,
      }))
    }

    dispose() {
      if (this.#over) return
      this.#over = true
      standIn.disposed++
      this.#frame.remove()
    }

    say(event, payload) {
      for (const listener of this.#listeners.get(event) ?? []) listener(payload)
    }

    #later(action) {
      setTimeout(() => this.#over || action(), 0)
    }

    #enter() {
      const { roomName, userInfo } = this.#options
      this.#stage.textContent = ''
      this.#tile(userInfo.displayName)
      standIn.settings.others.forEach((name) => this.#tile(name))
      this.say('videoConferenceJoined', { roomName, id: 'stand-in-0', displayName: userInfo.displayName })
      standIn.settings.others.forEach((displayName, i) =>
        this.say('participantJoined', { id: `stand-in-${i + 1}`, displayName, formattedDisplayName: displayName }),
      )
    }

    #leave() {
      if (standIn.settings.silent) return
      this.say('videoConferenceLeft', { roomName: this.#options.roomName })
      this.#later(() => this.say('readyToClose', {}))
    }

    #draw(domain) {
      const { parentNode, jwt, roomName, userInfo } = this.#options
      this.#frame = make('div', {
        background: '#15171c',
        color: '#fff',
        display: 'flex',
        flexDirection: 'column',
        font: '14px sans-serif',
        height: '100%',
        width: '100%',
      })
      this.#frame.dataset.testid = 'jitsi-stand-in'
      this.#frame.dataset.domain = domain
      this.#frame.dataset.room = roomName
      this.#frame.dataset.signed = String(Boolean(jwt))
      this.#stage = make('div', {
        alignContent: 'center',
        display: 'flex',
        flex: '1',
        flexWrap: 'wrap',
        gap: '12px',
        justifyContent: 'center',
        minHeight: '0',
        overflow: 'hidden',
        padding: '12px',
      })
      if (standIn.settings.prejoin) {
        this.#stage.append(this.#button(`Join as ${userInfo.displayName}`, '#2f66d0', () => this.#enter()))
      }
      const toolbar = make('div', { display: 'flex', gap: '8px', justifyContent: 'center', padding: '12px' })
      let recorded = false
      toolbar.append(
        this.#button('Record', '#3b404c', () => {
          recorded = !recorded
          this.say('recordingStatusChanged', { on: recorded, mode: 'file', transcription: false })
        }),
        this.#button('Hang up', '#c62828', () => this.#leave()),
      )
      this.#frame.append(this.#stage, toolbar)
      parentNode.append(this.#frame)
    }

    #tile(name) {
      const tile = make(
        'div',
        {
          alignItems: 'center',
          aspectRatio: '16 / 9',
          background: '#2b303b',
          borderRadius: '8px',
          display: 'flex',
          justifyContent: 'center',
          width: 'min(280px, 44%)',
        },
        name,
      )
      this.#stage.append(tile)
    }

    #button(text, background, action) {
      const button = make(
        'button',
        { background, border: '0', borderRadius: '6px', color: '#fff', minHeight: '40px', padding: '0 16px' },
        text,
      )
      button.type = 'button'
      button.addEventListener('click', action)
      return button
    }
  }

  window.JitsiMeetExternalAPI = JitsiMeetExternalAPI
})()
