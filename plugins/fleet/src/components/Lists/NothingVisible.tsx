import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { EmptyLine } from '@panorama/ui';
import { fleetApiRef } from '../../api/FleetApi';
import { useAccessAdvice } from '../../hooks/useAccessAdvice';
import { useAsyncData } from '../../hooks/useAsyncData';
import { entityName } from '../../pod/entityName';
import { fleetTranslationRef } from '../../translation';

/**
 * An empty list says why it is empty: somebody without a single namespace reads
 * whom to ask, everybody else what the list has to say about having no rows.
 */
export function NothingVisible(props: { otherwise: string }) {
  const fleet = useApi(fleetApiRef);
  const adviceOf = useAccessAdvice();
  const { t } = useTranslationRef(fleetTranslationRef);
  const me = useAsyncData('me', signal => fleet.me({ signal }));
  if (me.isLoading && !me.data) {
    return null;
  }
  if (!me.data || me.data.visible.namespaces > 0) {
    return <EmptyLine>{props.otherwise}</EmptyLine>;
  }
  return (
    <EmptyLine>
      <strong>{t('empty.noRightsTitle')}</strong>
      <br />
      {t('empty.noRights', { user: entityName(me.data.userEntityRef) })}
      <br />
      {adviceOf(me.data)}
    </EmptyLine>
  );
}
