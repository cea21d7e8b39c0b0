import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

/** Entities with one of these name their workloads; an operator may widen the filter in app-config. */
const KUBERNETES_ID = 'metadata.annotations.backstage.io/kubernetes-id';
const LABEL_SELECTOR =
  'metadata.annotations.backstage.io/kubernetes-label-selector';

export const entityPodsCard = EntityCardBlueprint.make({
  name: 'pods',
  params: {
    filter: {
      $any: [
        { [KUBERNETES_ID]: { $exists: true } },
        { [LABEL_SELECTOR]: { $exists: true } },
      ],
    },
    type: 'content',
    loader: () =>
      import('../components/EntityPods/EntityPodsCard').then(m => (
        <m.EntityPodsCard />
      )),
  },
});

export const entityPodsContent = EntityContentBlueprint.make({
  name: 'pods',
  params: {
    path: '/pods',
    title: 'Pods',
    group: 'operation',
    filter: {
      $any: [
        { [KUBERNETES_ID]: { $exists: true } },
        { [LABEL_SELECTOR]: { $exists: true } },
      ],
    },
    loader: () =>
      import('../components/EntityPods/EntityPodsContent').then(m => (
        <m.EntityPodsContent />
      )),
  },
});
