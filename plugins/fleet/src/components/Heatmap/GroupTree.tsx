import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { useFormatters } from '@panorama/ui';
import { useEffect, useRef, useState } from 'react';
import type { GroupNode } from '../../heatmap/types';
import { fleetTranslationRef } from '../../translation';

/** More groups than anybody listens to; the table has all pods. */
const MAX_GROUPS = 300;
const FIRST_MS = 500;
const INTERVAL_MS = 5000;

const useStyles = makeStyles(
  {
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    },
  },
  { name: 'PanoramaGroupTree' },
);

function flatten(groups: readonly GroupNode[]): GroupNode[] {
  const rows: GroupNode[] = [];
  const visit = (node: GroupNode) => {
    if (rows.length < MAX_GROUPS) {
      rows.push(node);
      node.children.forEach(visit);
    }
  };
  groups.forEach(visit);
  return rows;
}

/** The picture's groups for screen readers: clusters and groups, not every cell. */
export function GroupTree(props: { groups: () => readonly GroupNode[] }) {
  const classes = useStyles();
  const formatters = useFormatters();
  const { t } = useTranslationRef(fleetTranslationRef);
  const read = useRef(props.groups);
  read.current = props.groups;
  const [rows, setRows] = useState<GroupNode[]>([]);
  useEffect(() => {
    // Asking the picture makes it work: not while React renders, and not often.
    const refresh = () => setRows(flatten(read.current()));
    const first = setTimeout(refresh, FIRST_MS);
    const timer = setInterval(refresh, INTERVAL_MS);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
  return (
    <ul role="tree" aria-label={t('canvas.groups')} className={classes.hidden}>
      {rows.map(node => (
        <li
          key={node.id}
          role="treeitem"
          aria-level={node.depth + 1}
          aria-selected={false}
        >
          {node.label || t('group.none')},{' '}
          {t(node.failing > 0 ? 'groupPanel.pods' : 'groupPanel.allWell', {
            amount: formatters.count(node.total),
            failing: formatters.count(node.failing),
          })}
        </li>
      ))}
    </ul>
  );
}
