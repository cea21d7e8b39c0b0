import type { ReactNode } from 'react';
import { usePanelStyles } from './usePanelStyles';

/** A part of a panel under its heading. */
export function Section(props: { title: string; children: ReactNode }) {
  const classes = usePanelStyles();
  return (
    <section className={classes.section}>
      <h3 className={classes.heading}>{props.title}</h3>
      {props.children}
    </section>
  );
}
