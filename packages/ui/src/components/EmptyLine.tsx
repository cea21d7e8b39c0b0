import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import { panoramaTokens } from '../tokens/panoramaTokens';

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(2),
      fontSize: 14,
      color: panoramaTokens(theme).text.secondary,
      '& .MuiButton-root': { textTransform: 'none' },
    },
  }),
  { name: 'PanoramaEmptyLine' },
);

/** What a card or panel says when it has nothing: one line, with the way out. @public */
export function EmptyLine(props: { children: ReactNode; action?: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.line} role="status">
      <span>{props.children}</span>
      {props.action}
    </div>
  );
}
