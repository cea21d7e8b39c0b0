import { makeStyles } from '@material-ui/core/styles';

/** Dimensions are those of ux.md §3.2; a box never grows with its text. */
export const useBoxStyles = makeStyles(
  theme => ({
    box: {
      width: '100%',
      height: '100%',
      boxSizing: 'border-box',
      borderRadius: 4,
      backgroundColor: theme.palette.background.paper,
      color: theme.palette.text.primary,
      fontSize: 12,
      lineHeight: '16px',
      textAlign: 'left',
      overflow: 'hidden',
    },
    card: {
      padding: '8px 10px',
      display: 'flex',
      flexDirection: 'column',
      gap: 4,
    },
    dimmed: { opacity: 0.35 },
    ring: {
      boxShadow: `0 0 0 1px ${theme.palette.background.paper}, 0 0 0 3px ${theme.palette.text.primary}`,
    },
    title: {
      display: 'flex',
      alignItems: 'center',
      gap: 6,
      fontSize: 13,
      fontWeight: 500,
    },
    name: {
      flex: 1,
      minWidth: 0,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    more: {
      color: theme.palette.text.secondary,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    segments: { display: 'flex', gap: 2, height: 7, overflow: 'hidden' },
    segment: {
      flex: '1 1 0',
      maxWidth: 18,
      minWidth: 2,
      borderRadius: 1,
      boxSizing: 'border-box',
    },
    row: { display: 'flex', alignItems: 'center', gap: 6, minWidth: 0 },
    place: {
      marginLeft: 'auto',
      color: theme.palette.text.secondary,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    frame: {
      backgroundColor: 'transparent',
      display: 'block',
      padding: '8px 14px',
    },
    open: {
      border: 0,
      padding: '0 4px',
      background: 'none',
      color: theme.palette.text.secondary,
      font: 'inherit',
      cursor: 'pointer',
      '&:hover': { textDecoration: 'underline' },
    },
    handle: {
      opacity: 0,
      minWidth: 0,
      minHeight: 0,
      width: 1,
      height: 1,
      border: 0,
      pointerEvents: 'none',
    },
  }),
  { name: 'PanoramaMapBox' },
);
