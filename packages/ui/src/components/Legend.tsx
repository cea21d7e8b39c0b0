import { makeStyles } from '@material-ui/core/styles';
import {
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { panoramaUiTranslationRef } from '../translation';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(1.5),
      minHeight: 26,
      fontSize: 13,
      fontVariantNumeric: 'tabular-nums',
      [theme.breakpoints.down('sm')]: { flexWrap: 'nowrap', overflowX: 'auto' },
    },
    group: {
      display: 'flex',
      flexWrap: 'inherit',
      alignItems: 'center',
      columnGap: theme.spacing(0.5),
      '& + &': {
        borderLeft: `1px solid ${theme.palette.divider}`,
        paddingLeft: theme.spacing(1.5),
      },
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
    count: { color: theme.palette.text.secondary },
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
  const { groups, onChoose, label } = props;
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
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={root}
      className={classes.root}
      role="toolbar"
      aria-label={label ?? t('legend.label')}
      onKeyDown={moveFocus}
    >
      {groups.map(group => (
        <div key={group.id} className={classes.group}>
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
                className={`${classes.item} ${
                  item.isActive ? classes.active : ''
                } ${item.isEmpty ? classes.empty : ''}`}
                onClick={(event: MouseEvent) =>
                  onChoose?.(
                    item.id,
                    event.ctrlKey || event.metaKey ? 'toggle' : 'only',
                  )
                }
              >
                {item.swatch}
                <span>{item.label}</span>
                <span className={classes.count}>{item.count}</span>
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}
