export {
  SimulatedCluster,
  type SimulatedClusterOptions,
} from './SimulatedCluster';
export type { Fault, FaultEffect, FaultMatch, StreamFault } from './faults';
export { FaultList } from './faults';
export {
  storedObject,
  storeKey,
  type KubeMetadata,
  type KubeObject,
  type StoredObject,
  type StoredVersion,
} from './KubeObject';
export {
  BUILT_IN_KINDS,
  KindRegistry,
  apiVersionOf,
  defineKind,
  type KindDefinition,
  type KindId,
} from './kinds';
export type { PolicyRule } from './rbac/rules';
export type {
  LogRequest,
  LogSource,
  UsageSample,
  UsageSource,
} from './server/ClusterState';
export type { ClusterUser } from './server/ClusterUser';
export type { TokenTable } from './server/TokenTable';
export { numberedObjects, type BaseObjects } from './store/BaseObjects';
export type { StoreEvent } from './store/KindObjects';
export {
  ObjectStore,
  type ChangeOrigin,
  type StoreChange,
} from './store/ObjectStore';
export { encodeMessage } from './protobuf/encodeMessage';
export { frameEvent, PROTOBUF, sealObject } from './protobuf/envelope';
export type { Message } from './protobuf/messages';
export { messageOf } from './protobuf/schema';
