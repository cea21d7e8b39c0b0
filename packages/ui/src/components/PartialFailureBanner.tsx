import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useState, type ReactNode } from 'react';
import { HealthGlyph } from '../glyphs/HealthGlyph';
import { panoramaUiTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 1.5),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      background: theme.palette.background.paper,
      fontSize: 13,
      '& .MuiButton-root': { textTransform: 'none' },
    },
    text: { flex: 1, minWidth: 200 },
    list: { flexBasis: '100%', margin: 0, paddingLeft: theme.spacing(3) },
    raw: {
      fontFamily: 'monospace',
      fontSize: '0.93em',
      color: theme.palette.text.secondary,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'PanoramaPartialFailureBanner' },
);

/** @public */
export interface PartialFailure {
  id: string;
  /** What failed, what is still shown, what one can do: in the reader's language. */
  sentence: string;
  /** The raw error, redacted, behind “Details”. */
  raw?: string;
}

/** @public */
export interface PartialFailureBannerProps {
  failures: readonly PartialFailure[];
  /** Number of sources there are. */
  total: number;
  action?: ReactNode;
}

/** One line above what is affected; it leaves by itself when all is well again. @public */
export function PartialFailureBanner(props: PartialFailureBannerProps) {
  const { failures, total, action } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  const [showDetails, setShowDetails] = useState(false);
  // Hidden until something *else* fails: a new fault is worth a new line.
  const [hidden, setHidden] = useState('');
  const key = failures.map(failure => failure.id).join('\n');
  const isShown = failures.length > 0 && hidden !== key;
  return (
    <div role="status" aria-live="polite">
      {isShown && (
        <div className={classes.root}>
          <HealthGlyph health="degraded" />
          <span className={classes.text}>
            {failures.length === 1
              ? failures[0].sentence
              : t('banner.several', {
                  failed: String(failures.length),
                  total: String(total),
                })}
          </span>
          {action}
          {(failures.length > 1 || failures[0].raw) && (
            <Button
              size="small"
              aria-expanded={showDetails}
              onClick={() => setShowDetails(!showDetails)}
            >
              {t('banner.details')}
            </Button>
          )}
          <Button size="small" onClick={() => setHidden(key)}>
            {t('banner.hide')}
          </Button>
          {showDetails && (
            <ul className={classes.list}>
              {failures.map(failure => (
                <li key={failure.id}>
                  {failures.length > 1 && <div>{failure.sentence}</div>}
                  {failure.raw && (
                    <div className={classes.raw}>{failure.raw}</div>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  );
}
