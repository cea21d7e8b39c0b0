import type { Scenario } from './Scenario';
import { currentSet, type WorkloadState } from '../company/ClusterModel';
import { nextVersion } from '../company/life/Life';
import { imageRepository } from '../company/workload';

const NAMESPACE = 'tracking-prod';
const WORKLOADS = ['tracking-api', 'track-push', 'track-subscribe'];

/** The registry refuses the pull account while three services are being released. */
export const imagePullFailure: Scenario = {
  name: 'image-pull-failure',
  title: { en: 'The registry refuses pulls', zh: '镜像仓库拒绝拉取' },
  description: {
    en: 'The robot account that prod-hangzhou pulls with has expired. Three services of team tracking that are being released get no image; the old pods go on.',
    zh: 'prod-hangzhou 拉取镜像用的机器人账号已过期。tracking 团队正在发布的三个服务拉取失败，旧 Pod 继续服务。',
  },
  start(context) {
    const { live, controllers } = context.cluster('prod-hangzhou');
    const undo: Array<() => void> = [];
    for (const name of WORKLOADS) {
      const state = live.state(NAMESPACE, name);
      if (state && state.replicas > 0) {
        undo.push(release(state));
      }
    }
    function release(state: WorkloadState): () => void {
      const before = currentSet(state).version;
      const next = nextVersion(nextVersion(before));
      const image = `${imageRepository(state.workload)}:${next}`;
      live.causes.missingImages.set(
        image,
        `Back-off pulling image "${image}": ErrImagePull: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://harbor.panorama.example/service/token: 401 Unauthorized: robot$tracking+puller expired`,
      );
      controllers.rollOut(state, next);
      return () => {
        live.causes.missingImages.delete(image);
        controllers.rollOver(state, before);
      };
    }
    return () => undo.forEach(each => each());
  },
};
