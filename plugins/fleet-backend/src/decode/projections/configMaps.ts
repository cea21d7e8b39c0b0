import type { ConfigMapFields } from '@panorama/plugin-fleet-node';
import { foundAddresses } from '../foundAddresses';
import { defineProjection } from '../Projection';
import { WHOLE } from '../selectJson';
import type { SelectedMetadata } from '../selectedPod';

interface SelectedConfigMap {
  metadata: SelectedMetadata;
  data?: Record<string, string>;
}

/** Values are looked through here and go no further; a ConfigMap without an address does not exist. */
export const configMaps = defineProjection<SelectedConfigMap, ConfigMapFields>({
  id: 'configmaps',
  group: '',
  versions: ['v1'],
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
  fields: { data: WHOLE },
  project: configMap => ({ addresses: addressesOf(configMap) }),
  matters: configMap => addressesOf(configMap).length > 0,
});

function addressesOf({
  data,
}: SelectedConfigMap): ConfigMapFields['addresses'] {
  return Object.entries(data ?? {}).flatMap(([key, value]) =>
    typeof value === 'string' ? foundAddresses(key, value) : [],
  );
}
