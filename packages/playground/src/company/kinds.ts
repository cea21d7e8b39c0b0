import { defineKind, type KindDefinition } from '../kubernetes';

/** The kinds of the platforms that the company runs on top of Kubernetes. */
export const COMPANY_KINDS: readonly KindDefinition[] = [
  defineKind(
    'tenant.kubesphere.io/v1beta1',
    'workspaces',
    'Workspace',
    'cluster',
    {
      custom: true,
      status: true,
    },
  ),
  defineKind(
    'iam.kubesphere.io/v1beta1',
    'workspacerolebindings',
    'WorkspaceRoleBinding',
    'cluster',
    { custom: true, names: 'path' },
  ),
];
