import { makeStyles } from '@material-ui/core/styles';
import { useState, type ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    section: {
      padding: theme.spacing(1.5, 2),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    head: {
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'center',
      gap: theme.spacing(1),
      minHeight: 24,
      fontSize: 13,
      color: theme.palette.text.secondary,
    },
    toggle: {
      minHeight: 24,
      padding: 0,
      border: 0,
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      cursor: 'pointer',
    },
  }),
  { name: 'PanoramaPanelSection' },
);

function storageKey(id: string) {
  return `panorama.panel.${id}`;
}

/** A part of the panel that collapses, and stays collapsed for the next pod. */
export function PanelSection(props: {
  id: string;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const { id, title, action, children } = props;
  const classes = useStyles();
  const [open, setOpen] = useState(
    () => window.localStorage.getItem(storageKey(id)) !== 'closed',
  );
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.head}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          onClick={() => {
            window.localStorage.setItem(
              storageKey(id),
              open ? 'closed' : 'open',
            );
            setOpen(!open);
          }}
        >
          {open ? '▾' : '▸'} {title}
        </button>
        {action}
      </div>
      {open && children}
    </section>
  );
}
