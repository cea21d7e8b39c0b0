import { makeStyles } from '@material-ui/core/styles';
import type { PodState } from '@panorama/plugin-fleet-common';
import type { ReactNode } from 'react';
import { PodGlyph } from '../glyphs/PodGlyph';

const useStyles = makeStyles(
  theme => ({
    chip: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      minHeight: 26,
      fontSize: 13,
      color: theme.palette.text.primary,
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'PanoramaStateChip' },
);

/** Glyph and word of a pod's state: never the colour alone. @public */
export function StateChip(props: {
  state: PodState;
  /** The word in the reader's language. */
  children: ReactNode;
  /** Kubernetes' own word, where the page shows another language. */
  title?: string;
}) {
  const classes = useStyles();
  return (
    <span className={classes.chip} title={props.title}>
      <PodGlyph state={props.state} />
      {props.children}
    </span>
  );
}
