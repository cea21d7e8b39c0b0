import type {
  ConfigMapFields,
  ContainerTemplateFields,
  FleetObject,
  FoundAddress,
} from '@panorama/plugin-fleet-node';
import type { Estate, EstateWorkload } from '../../estate/Estate';
import { placeKey } from '../../identity/units';

/** An address and where a workload reads it. */
export interface WrittenAddress {
  address: FoundAddress;
  /** The variable that it comes through; absent where a ConfigMap is read whole. */
  variable?: string;
  /** Name of the ConfigMap; absent for the workload's own environment. */
  configMap?: string;
  /** How many workloads read it there. */
  readers: number;
}

/**
 * A ConfigMap that so many programs read and that names so many hosts is the
 * address book of a company: who of them calls whom does not stand in it.
 */
const ADDRESS_BOOK_READERS = 4;
const ADDRESS_BOOK_ADDRESSES = 6;

type ConfigMap = FleetObject<ConfigMapFields>;

/** Where to look, never a value: `key spring.redis.host in application.yaml of ConfigMap cart`. */
export function evidenceOf({
  address,
  variable,
  configMap,
}: WrittenAddress): string {
  if (variable !== undefined && configMap === undefined) {
    return `env ${variable}`;
  }
  const key = address.entry
    ? `key ${address.key} in ${address.entry}`
    : `key ${address.key}`;
  return variable === undefined
    ? `${key} of ConfigMap ${configMap}`
    : `env ${variable} from ${key} of ConfigMap ${configMap}`;
}

/** Every address that a workload's configuration names, environment first. */
export function writtenAddresses(
  estate: Estate,
): Map<EstateWorkload, WrittenAddress[]> {
  const configMaps = new Map(
    estate.configMaps.map(each => [
      placeKey(each.cluster, each.namespace, each.name),
      each,
    ]),
  );
  const readers = countReaders(estate.workloads);
  return new Map(
    estate.workloads.map(workload => [
      workload,
      (workload.template?.containers ?? []).flatMap(container => [
        ...container.addresses.map(address => ({
          address,
          variable: address.key,
          readers: 1,
        })),
        ...ofConfigMaps(workload, container, configMaps, readers),
      ]),
    ]),
  );
}

function* configMapNames({ template }: EstateWorkload): Iterable<string> {
  for (const container of template?.containers ?? []) {
    yield* container.configMaps;
  }
}

function countReaders(
  workloads: readonly EstateWorkload[],
): Map<string, number> {
  const readers = new Map<string, number>();
  for (const workload of workloads) {
    for (const name of new Set(configMapNames(workload))) {
      const key = placeKey(workload.cluster, workload.namespace, name);
      readers.set(key, (readers.get(key) ?? 0) + 1);
    }
  }
  return readers;
}

function* ofConfigMaps(
  { cluster, namespace }: EstateWorkload,
  { configMaps: names, configMapKeys = [] }: ContainerTemplateFields,
  configMaps: ReadonlyMap<string, ConfigMap>,
  readers: ReadonlyMap<string, number>,
): Iterable<WrittenAddress> {
  const at = (name: string) =>
    configMaps.get(placeKey(cluster, namespace, name));
  for (const name of names) {
    const count = readers.get(placeKey(cluster, namespace, name)) ?? 1;
    const addresses = at(name)?.fields.addresses ?? [];
    const isAddressBook =
      count >= ADDRESS_BOOK_READERS &&
      new Set(addresses.map(({ host }) => host)).size >= ADDRESS_BOOK_ADDRESSES;
    if (!isAddressBook) {
      for (const address of addresses) {
        yield { address, configMap: name, readers: count };
      }
    }
  }
  for (const { variable, configMap, key } of configMapKeys) {
    for (const address of at(configMap)?.fields.addresses ?? []) {
      if ((address.entry ?? address.key) === key) {
        // The variable says what the value is for, as the program sees it.
        yield { address, variable, configMap, readers: 1 };
      }
    }
  }
}
