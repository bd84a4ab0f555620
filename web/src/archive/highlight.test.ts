import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import HighlightedText from './HighlightedText.vue'
import { parseHighlight } from './highlight'

describe('parseHighlight', () => {
  it('splits at mark tags', () => {
    expect(parseHighlight('a <mark>b</mark> c')).toEqual([
      { text: 'a ', marked: false },
      { text: 'b', marked: true },
      { text: ' c', marked: false },
    ])
  })

  it('reads entities', () => {
    expect(parseHighlight('x &lt; y &amp;&amp; &quot;z&quot; &#39;q&#x27;')[0]?.text).toBe(
      'x < y && "z" \'q\'',
    )
  })

  it('reads an entity once only', () => {
    expect(parseHighlight('&amp;lt;b&amp;gt;')[0]?.text).toBe('&lt;b&gt;')
  })

  it('keeps unknown entities and tags as text', () => {
    const html = '<img src=x onerror=alert(1)> &nothing; &#99999999999; <mark class="a">'
    expect(
      parseHighlight(html)
        .map(({ text }) => text)
        .join(''),
    ).toBe(html)
  })
})

describe('HighlightedText', () => {
  it('makes no element but <mark>', () => {
    const html = '&lt;script&gt;x&lt;/script&gt;<script>y</script><mark>hit<b>!</b></mark>'
    const root = document.createElement('p')
    mount(HighlightedText, { props: { html }, attachTo: root })
    expect(
      [...root.querySelectorAll('*')].map(({ tagName }) => tagName).filter((name) => name !== 'DIV'),
    ).toEqual(['MARK'])
    expect(root.textContent).toContain('<script>x</script><script>y</script>hit<b>!</b>')
  })
})
