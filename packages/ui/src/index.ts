/**
 * What the frontend plugins share: tokens, glyphs, formatters and the parts of
 * a page that look and behave alike everywhere.
 *
 * @packageDocumentation
 */
export {
  HEALTHS,
  panoramaTokens,
  wallTokens,
  type Health,
  type PanoramaTokenOverrides,
  type PanoramaTokens,
} from './tokens/panoramaTokens';
export {
  contrast,
  contrastProblems,
  luminance,
  type ContrastProblem,
} from './tokens/contrast';
export { usePanoramaTokens } from './tokens/usePanoramaTokens';
export { PodGlyph, type PodGlyphProps } from './glyphs/PodGlyph';
export { HealthGlyph, type HealthGlyphProps } from './glyphs/HealthGlyph';
export { createFormatters, type Formatters } from './format/formatters';
export { useFormatters } from './format/useFormatters';
export {
  readUrlState,
  useUrlState,
  writeUrlState,
  type UrlChange,
  type UrlSchema,
} from './hooks/useUrlState';
export {
  areShortcutsEnabled,
  setShortcutsEnabled,
  useKeyboardShortcuts,
  type Shortcut,
} from './hooks/useKeyboardShortcuts';
export {
  ShortcutsDialog,
  type ShortcutsDialogProps,
} from './components/ShortcutsDialog';
export {
  FilterBar,
  type FilterBarProps,
} from './components/FilterBar/FilterBar';
export { Legend, type LegendItem, type LegendProps } from './components/Legend';
export {
  FreshnessBadge,
  type FreshnessBadgeProps,
} from './components/FreshnessBadge';
export {
  summariseFreshness,
  type FreshnessSource,
  type FreshnessStatus,
  type FreshnessSummary,
} from './components/freshness';
export {
  PartialFailureBanner,
  type PartialFailure,
  type PartialFailureBannerProps,
} from './components/PartialFailureBanner';
export { SidePanel, type SidePanelProps } from './components/SidePanel';
export { UsageBar, type UsageBarProps } from './components/UsageBar';
export { StateChip } from './components/StateChip';
export { EmptyLine } from './components/EmptyLine';
export {
  PageShell,
  type PageShellDetail,
  type PageShellProps,
  type PageShellTab,
} from './components/PageShell';
export { usePageTitle } from './hooks/usePageTitle';
export { useShare } from './hooks/useShare';
export { panoramaUiTranslationRef } from './translation';
