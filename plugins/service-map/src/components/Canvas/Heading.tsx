import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { NodeProps } from '@xyflow/react';
import { serviceMapTranslationRef } from '../../translation';
import type { HeadingBox } from './boxes';
import { useBoxStyles } from './useBoxStyles';

/** What a column of the estate is called. */
export function Heading(props: NodeProps<HeadingBox>) {
  const classes = useBoxStyles();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  return (
    <div className={classes.heading}>{t(`column.${props.data.column}`)}</div>
  );
}
