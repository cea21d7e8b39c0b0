import { makeStyles } from '@material-ui/core/styles';
import {
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { panoramaUiTranslationRef } from '../translation';
import { panoramaTokens } from '../tokens/panoramaTokens';

/** Width of a rule between groups with its air, in CSS pixels. */
const RULE = 9;
/** An empty step still shows its colour. */
const LEAST_SHARE = 0.09;

const useStyles = makeStyles(
  theme => ({
    frame: { overflow: 'hidden', minWidth: 0 },
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      // A rule at the start of a line would separate nothing: it falls outside of the frame.
      marginLeft: -RULE,
      minHeight: 26,
      fontSize: 13,
      fontVariantNumeric: 'tabular-nums',
      [theme.breakpoints.down('sm')]: {
        flexWrap: 'nowrap',
        overflowX: 'auto',
        // A scrollbar below every legend would be louder than the legend.
        scrollbarWidth: 'none',
        '&::-webkit-scrollbar': { display: 'none' },
      },
    },
    group: {
      display: 'flex',
      flexWrap: 'inherit',
      alignItems: 'center',
      columnGap: theme.spacing(0.5),
      borderLeft: `1px solid ${theme.palette.divider}`,
      paddingLeft: RULE - 1,
      paddingRight: theme.spacing(0.5),
    },
    sum: {
      fontWeight: 700,
      marginRight: theme.spacing(0.5),
      whiteSpace: 'nowrap',
    },
    item: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 6,
      height: 26,
      padding: '0 6px',
      border: '1px solid transparent',
      borderRadius: 4,
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      cursor: 'pointer',
      whiteSpace: 'nowrap',
      '&:hover': { borderColor: theme.palette.divider },
      '&:focus-visible': { outline: '2px solid', outlineOffset: 2 },
    },
    active: { borderColor: theme.palette.text.primary, fontWeight: 600 },
    empty: { opacity: 0.6 },
    count: { color: panoramaTokens(theme).text.secondary },
    column: {
      flexDirection: 'column',
      alignItems: 'flex-start',
      // After `item`, whose height it takes back.
      height: 'auto',
      gap: 2,
      padding: 0,
      borderRadius: 0,
    },
    words: { display: 'inline-flex', alignItems: 'baseline', gap: 6 },
    bar: {
      display: 'flex',
      alignItems: 'flex-end',
      width: 14,
      height: 22,
      // The ground of the histogram.
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    large: { flex: '0 1 auto', '& $bar': { width: 112, height: 28 } },
  }),
  { name: 'PanoramaLegend' },
);

/** @public */
export interface LegendItem {
  id: string;
  label: string;
  /** Small mark in the colour of the cells. */
  swatch: ReactNode;
  /** After rights and after the filter, in words of the language. */
  count: string;
  isEmpty: boolean;
  isActive: boolean;
  /** For a step of a scale: its count of the highest step's, 0 to 1; the steps form a histogram. */
  share?: number;
  /** Kubernetes' own word, or the exact cut. */
  title?: string;
}

/** @public */
export interface LegendProps {
  label?: string;
  /** In the order of severity; groups are separated by a rule. */
  groups: ReadonlyArray<{
    id: string;
    /** A sum before the group, such as “36 failing”. */
    sum?: ReactNode;
    items: readonly LegendItem[];
  }>;
  /** For a screen that is read from afar: a histogram has wide bars over their words. */
  large?: boolean;
  /** `toggle` with Ctrl or ⌘. */
  onChoose?: (id: string, mode: 'only' | 'toggle') => void;
}

/**
 * Explains colours, counts them and filters. One tab stop, arrows inside. Items
 * never appear or vanish with their counts: a legend does not reflow.
 *
 * @public
 */
export function Legend(props: LegendProps) {
  const { groups, onChoose, label, large } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(panoramaUiTranslationRef);
  const root = useRef<HTMLDivElement>(null);

  const moveFocus = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[
      event.key
    ];
    const buttons = [...(root.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (step !== undefined && at >= 0) {
      event.preventDefault();
      const next = buttons[(at + step + buttons.length) % buttons.length];
      buttons.forEach(button => button.setAttribute('tabindex', '-1'));
      next.setAttribute('tabindex', '0');
      next.focus();
    }
  };

  let isFirst = true;
  return (
    <div className={classes.frame}>
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={root}
        className={classes.root}
        role="toolbar"
        aria-label={label ?? t('legend.label')}
        onKeyDown={moveFocus}
      >
        {groups.map(group => (
          <div
            key={group.id}
            className={`${classes.group} ${large ? classes.large : ''}`}
          >
            {group.sum && <span className={classes.sum}>{group.sum}</span>}
            {group.items.map(item => {
              const tabIndex = isFirst ? 0 : -1;
              isFirst = false;
              return (
                <button
                  key={item.id}
                  type="button"
                  tabIndex={tabIndex}
                  title={item.title}
                  aria-pressed={item.isActive}
                  className={[
                    classes.item,
                    large && item.share !== undefined ? classes.column : '',
                    item.isActive ? classes.active : '',
                    item.isEmpty ? classes.empty : '',
                  ].join(' ')}
                  onClick={(event: MouseEvent) =>
                    onChoose?.(
                      item.id,
                      event.ctrlKey || event.metaKey ? 'toggle' : 'only',
                    )
                  }
                >
                  {item.share === undefined ? (
                    item.swatch
                  ) : (
                    <span className={classes.bar} aria-hidden>
                      <span
                        style={{
                          width: '100%',
                          height: `${100 * Math.max(LEAST_SHARE, item.share)}%`,
                        }}
                      >
                        {item.swatch}
                      </span>
                    </span>
                  )}
                  <span className={classes.words}>
                    <span>{item.label}</span>
                    <span className={classes.count}>{item.count}</span>
                  </span>
                </button>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
