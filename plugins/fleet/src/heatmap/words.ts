import type { PodState } from '@panorama/plugin-fleet-common';

/** The few words that stand on the canvas itself. */
export interface HeatmapWords {
  failing(count: string): string;
  nodes(count: number): string;
  stale(minutes: number): string;
  unreachable: string;
  syncing: string;
  none: string;
  states: Record<PodState, string>;
  count(value: number): string;
}

const EN_STATES: Record<PodState, string> = {
  failed: 'Failed',
  oom: 'OOMKilled',
  crashloop: 'CrashLoopBackOff',
  imagepull: 'ImagePullBackOff',
  unschedulable: 'Unschedulable',
  notready: 'Not ready',
  unknown: 'Unknown',
  starting: 'Starting',
  terminating: 'Terminating',
  running: 'Running',
  completed: 'Completed',
};

const ZH_STATES: Record<PodState, string> = {
  failed: '失败',
  oom: '内存超限',
  crashloop: '反复崩溃',
  imagepull: '镜像拉取失败',
  unschedulable: '无法调度',
  notready: '未就绪',
  unknown: '未知',
  starting: '启动中',
  terminating: '终止中',
  running: '运行中',
  completed: '已完成',
};

/** Full up to 9,999, then with three digits: `12.4k`, `1.2M`. */
export function shortCountEn(value: number): string {
  if (value < 10_000) {
    return value.toLocaleString('en');
  }
  const [scaled, unit] =
    value < 999_500 ? [value / 1e3, 'k'] : [value / 1e6, 'M'];
  return `${
    scaled < 100 ? Math.round(scaled * 10) / 10 : Math.round(scaled)
  }${unit}`;
}

/** Chinese counts in ten thousands: `1.24 万`. */
export function shortCountZh(value: number): string {
  if (value < 10_000) {
    return value.toLocaleString('en');
  }
  const scaled = value / 1e4;
  return `${
    scaled < 100 ? Math.round(scaled * 100) / 100 : Math.round(scaled)
  } 万`;
}

const EN: HeatmapWords = {
  failing: count => `${count} failing`,
  nodes: count => (count === 1 ? '1 node' : `${shortCountEn(count)} nodes`),
  stale: minutes => (minutes < 1 ? 'stale' : `stale ${minutes} min`),
  unreachable: 'not reachable',
  syncing: 'reading',
  none: 'none',
  states: EN_STATES,
  count: shortCountEn,
};

const ZH: HeatmapWords = {
  failing: count => `${count} 个故障`,
  nodes: count => `${shortCountZh(count)} 个节点`,
  stale: minutes => (minutes < 1 ? '数据过期' : `已过期 ${minutes} 分钟`),
  unreachable: '无法连接',
  syncing: '读取中',
  none: '无',
  states: ZH_STATES,
  count: shortCountZh,
};

export function wordsFor(locale: string): HeatmapWords {
  return locale.toLowerCase().startsWith('zh') ? ZH : EN;
}
