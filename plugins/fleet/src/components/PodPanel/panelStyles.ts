import { makeStyles } from '@material-ui/core/styles';
import { panoramaTokens } from '@panorama/ui';

/** Shared by the sections of the panel. */
export const usePanelStyles = makeStyles(
  theme => ({
    state: { padding: theme.spacing(0, 2, 1.5) },
    headline: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: 8,
      fontSize: 14,
    },
    word: { fontWeight: 600 },
    // Also on the tinted ground of a quote, where the theme's own is too pale.
    more: { color: panoramaTokens(theme).text.secondary, fontSize: 13 },
    sentence: { margin: theme.spacing(1, 0), fontSize: 14 },
    quote: {
      margin: theme.spacing(1, 0, 0),
      padding: theme.spacing(1, 1.5),
      borderLeft: '3px solid',
      background: theme.palette.action.hover,
      fontFamily: 'monospace',
      fontSize: 12,
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      maxHeight: 140,
      overflowY: 'auto',
    },
    facts: {
      display: 'grid',
      gridTemplateColumns: '88px 1fr',
      gap: '0 12px',
      margin: 0,
      padding: theme.spacing(1.5, 2),
      borderTop: `1px solid ${theme.palette.divider}`,
      fontSize: 13,
      lineHeight: '24px',
      // Links stand beside plain words here: underlined, and as high as a finger needs.
      '& a': { display: 'inline-block', textDecoration: 'underline' },
      '& dt': { color: theme.palette.text.secondary },
      '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
    },
    mono: { fontFamily: 'monospace', fontSize: '0.93em' },
    rows: { listStyle: 'none', margin: '4px 0 0', padding: 0, fontSize: 13 },
    row: {
      display: 'grid',
      gridTemplateColumns: '64px 1fr',
      gap: 8,
      padding: '3px 0',
    },
    container: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: 8,
      alignItems: 'baseline',
      padding: '3px 0',
    },
    numbers: { fontVariantNumeric: 'tabular-nums' },
  }),
  { name: 'PanoramaPodPanel' },
);
