import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  Tooltip,
  type ChartConfiguration,
} from 'chart.js'
import { onBeforeUnmount, watch, type Ref } from 'vue'
import { useTheme } from '@/ui/useTheme'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

export interface Series {
  name: string
  values: number[]
}

export interface Picture {
  labels: string[]
  series: Series[]
  /** Bars that lie, for long names. */
  lying?: boolean
  /** Each series is a part of the one before. */
  overlaid?: boolean
}

/** Colours of the theme at hand: the charts are drawn anew when it changes. */
const COLOURS = ['--accent', '--chart-second'] as const

/** Draws into a canvas what `picture` gives. */
export function useChart(
  canvas: Ref<HTMLCanvasElement | null>,
  picture: () => Picture,
  format: (value: number) => string,
) {
  const { dark } = useTheme()
  let chart: Chart | null = null

  watch(
    [canvas, picture, dark],
    () => {
      chart?.destroy()
      chart = canvas.value ? new Chart(canvas.value, configuration(picture(), format)) : null
    },
    { flush: 'post', immediate: true },
  )
  onBeforeUnmount(() => chart?.destroy())
}

function configuration(
  { labels, series, lying = false, overlaid = false }: Picture,
  format: (value: number) => string,
): ChartConfiguration<'bar'> {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 }
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const words = { grid: { display: false }, border: { color: colour('--line-strong') } }
  const numbers = {
    beginAtZero: true,
    grid: { color: colour('--line') },
    border: { display: false },
  }
  const ticks = { color: colour('--ink-soft'), font }
  const numberTicks = {
    ...ticks,
    precision: 0,
    maxTicksLimit: 5,
    callback: (value: string | number) => format(Number(value)),
  }
  const wordTicks = { ...ticks, maxRotation: 0, autoSkipPadding: 12, autoSkip: !lying }

  return {
    type: 'bar',
    data: {
      labels,
      datasets: series.map(({ name, values }, i) => ({
        label: name,
        data: values,
        grouped: !overlaid,
        order: overlaid ? -i : 0,
        backgroundColor: colour(COLOURS[i % COLOURS.length] ?? '--accent'),
        borderRadius: labels.length > 60 ? 0 : 3,
        maxBarThickness: 28,
        categoryPercentage: labels.length > 60 ? 1 : 0.8,
        barPercentage: 0.9,
      })),
    },
    options: {
      animation: still ? false : { duration: 300 },
      indexAxis: lying ? 'y' : 'x',
      maintainAspectRatio: false,
      interaction: { mode: 'index', axis: lying ? 'y' : 'x', intersect: false },
      scales: lying
        ? { y: { ...words, ticks: wordTicks }, x: { ...numbers, ticks: numberTicks } }
        : { x: { ...words, ticks: wordTicks }, y: { ...numbers, ticks: numberTicks } },
      plugins: {
        tooltip: {
          backgroundColor: colour('--ink'),
          titleColor: colour('--surface'),
          bodyColor: colour('--surface'),
          titleFont: font,
          bodyFont: font,
          displayColors: series.length > 1,
          callbacks: {
            label: ({ dataset, dataIndex }) => `${dataset.label}: ${format(Number(dataset.data[dataIndex]))}`,
          },
        },
      },
    },
  }
}
