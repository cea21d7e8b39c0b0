import { makeStyles } from '@material-ui/core/styles';

export const usePanelStyles = makeStyles(
  theme => ({
    section: {
      padding: theme.spacing(1.5, 2),
      borderTop: `1px solid ${theme.palette.divider}`,
      '&:first-child': { borderTop: 0 },
    },
    heading: {
      margin: theme.spacing(0, 0, 0.75),
      fontSize: 12,
      fontWeight: 500,
      color: theme.palette.text.secondary,
    },
    list: { margin: 0, padding: 0, listStyle: 'none' },
    item: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 0),
      fontSize: 13,
      lineHeight: '18px',
    },
    text: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    more: { color: theme.palette.text.secondary },
    link: {
      padding: 0,
      border: 0,
      background: 'none',
      font: 'inherit',
      fontWeight: 500,
      textAlign: 'left',
      color: theme.palette.link ?? theme.palette.primary.main,
      cursor: 'pointer',
      overflowWrap: 'anywhere',
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': { outline: '2px solid', outlineOffset: 2 },
    },
    numbers: {
      marginLeft: 'auto',
      whiteSpace: 'nowrap',
      color: theme.palette.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    },
    facts: {
      display: 'grid',
      gridTemplateColumns: 'auto 1fr',
      columnGap: theme.spacing(2),
      rowGap: 2,
      margin: 0,
      fontSize: 13,
      '& dt': { color: theme.palette.text.secondary },
      '& dd': {
        margin: 0,
        textAlign: 'right',
        fontVariantNumeric: 'tabular-nums',
        overflowWrap: 'anywhere',
      },
    },
    sentence: { margin: 0, fontSize: 13, lineHeight: '19px' },
  }),
  { name: 'PanoramaMapPanel' },
);
