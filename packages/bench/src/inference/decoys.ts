import type { Random } from './random';
import type { Written } from './styles';

/** What looks like a dependency and is none, for a program that could call `others`. */
export type Decoy = (
  own: string,
  others: readonly string[],
  random: Random,
) => Written;

function env(name: string, value: string): Written {
  return { env: [{ name, value }] };
}

export const DECOYS: readonly Decoy[] = [
  () => env('HTTP_PROXY', 'http://proxy.corp.zto:3128'),
  (_, [other = 'x']) => env('NO_PROXY', `localhost,127.0.0.1,.svc,${other}`),
  () => env('https_proxy', 'http://10.200.0.1:8118'),
  () => env('DOCS_URL', 'https://docs.corp.zto/handbook'),
  () => env('LICENSE', 'http://www.apache.org/licenses/LICENSE-2.0'),
  (_, [other = 'x']) => env('SIDECAR_IMAGE', `${other}:1234`),
  () => env('AGENT_IMAGE', 'registry.corp.zto:5000/agents/java:1.2'),
  () => env('IMAGE_REGISTRY', 'harbor.corp.zto'),
  () => env('MANAGEMENT_ADDRESS', 'http://localhost:8081'),
  () => env('BIND_ADDR', '0.0.0.0:8080'),
  own => env('ADVERTISED_URL', `http://${own}:8080`),
  own => env('SELF_URL', `http://${own}:8080/health`),
  () => env('PUBLIC_URL', 'https://shop.zto.cn'),
  () => env('CORS_ALLOWED_ORIGINS', 'https://shop.zto.cn,https://m.zto.cn'),
  () => env('OAUTH_REDIRECT_URI', 'https://shop.zto.cn/callback'),
  () => env('OPENING_HOURS', '09:30-18:00'),
  () => env('BUILD', 'release-7:1042'),
  () =>
    env(
      'JAVA_OPTS',
      '-Xlog:gc:file:/tmp/gc.log -Dfile.encoding=UTF-8 -agentlib:jdwp=transport=dt_socket,address=*:5005',
    ),
  (_, others) => env('FEATURES', others.slice(0, 3).join(',')),
  (_, [other = 'x']) => env('SERVICE_GROUP', other),
  () => env('BACKUP_BUCKET', 's3://backups-prod/daily'),
  () => env('SUPPORT_CONTACT', 'mailto:help@zto.cn'),
  (_, [other = 'x']) => ({
    files: {
      'notes.yaml': `# ask http://${other}:8080/ first\n# db: jdbc:mysql://${other}:3306/x\nretries: 3\n`,
    },
  }),
  () => ({
    files: {
      'mapper.xml':
        '<?xml version="1.0"?>\n<!DOCTYPE mapper PUBLIC "-//mybatis.org//DTD" "http://mybatis.org/dtd/mybatis-3-mapper.dtd">\n<mapper xmlns="http://www.springframework.org/schema/x">\n<!-- http://old.legacy:80/ -->\n</mapper>\n',
    },
  }),
  () => ({
    files: {
      'schema.json':
        '{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n  "version": "1.2.3"\n}\n',
    },
  }),
];

/** Harder ones: real settings of real programs, of which a reader, too, must think twice. */
export const HARD_DECOYS: readonly Decoy[] = [
  () => ({
    files: {
      'application-dev.yaml':
        'spring:\n  datasource:\n    url: jdbc:mysql://dev-db.zto.cn:3306/app\n  data:\n    redis:\n      host: dev-redis.zto.cn\n',
    },
  }),
  (_, [other = 'x']) => ({
    files: {
      'flags.properties': `recommend.enabled=false\nexample.request=http://${other}:8080/try\n`,
    },
  }),
  () => env('MAVEN_MIRROR', 'https://nexus.corp.zto/repository/public'),
  () => env('PIP_INDEX_URL', 'https://pypi.corp.zto/simple'),
  () => env('GRAFANA_LINK', 'https://grafana.corp.zto/d/abc'),
  () => env('FRONTEND_URL', 'https://h5.zto.cn'),
  () => env('WEB_BASE_URL', 'https://www.zto.cn'),
  () => env('IP_WHITELIST', '10.9.8.7,10.9.8.6'),
  (_, [other = 'x']) => ({
    files: {
      'app.json': JSON.stringify(
        { _comment: `ask http://${other}:8080/ first`, retries: 3 },
        null,
        2,
      ),
    },
  }),
  (_, [other = 'x']) => env('METRICS_LABELS', `service:${other},port:8080`),
  // Only a reader who knows the program can tell these two.
  (_, [other = 'x']) => ({
    files: {
      'switches.properties': `recommend.enabled=false\nrecommend.url=http://${other}:8080\n`,
    },
  }),
  () => ({
    files: {
      'profiles.yaml':
        'retries: 3\n---\nspring:\n  config:\n    activate:\n      on-profile: dev\n  datasource:\n    url: jdbc:mysql://shared-dev.zto.cn:3306/app\n',
    },
  }),
];

/** Settings that name what is gone. */
export const DEAD: readonly Decoy[] = [
  own => env('LEGACY_API_URL', `http://legacy-${own}.retired:8080`),
  own =>
    env(
      'OLD_DATABASE_URL',
      `jdbc:mysql://${own}-old-mysql.gone.svc.cluster.local:3306/x`,
    ),
  own => env('FORMER_CACHE_ADDR', `${own}-former-redis:6379`),
  own => ({
    files: {
      'former.properties': `audit.url=http://${own}-audit.shop.svc:8080/\n`,
    },
  }),
];
