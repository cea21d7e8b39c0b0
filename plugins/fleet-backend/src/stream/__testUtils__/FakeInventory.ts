import type { ClusterStatus } from '@panorama/plugin-fleet-common';
import type { ClassEncoder } from '../../worker/classEncoding';
import { createClassEncoder } from '../ClassEncoder';
import type { StreamInventory } from '../ClassHub';
import type { FakePods } from './FakePods';

/** The inventory client without a thread: the real encoder, answers as late as a thread's. */
export class FakeInventory implements StreamInventory {
  readonly calls: string[] = [];
  /** What the next keyframe fails with. */
  failure?: Error;
  #statuses: ClusterStatus[] = [];
  readonly #encoders = new Map<string, ClassEncoder>();
  readonly #frames = new Map<string, (frames: Uint8Array[]) => void>();
  readonly #onStatus = new Set<(statuses: ClusterStatus[]) => void>();
  readonly #onChange = new Set<() => void>();

  constructor(readonly pods: FakePods) {}

  /** Sends what changed in the pods. */
  tick(): void {
    const changes = this.pods.takeChanges();
    for (const [classId, encoder] of this.#encoders) {
      this.#send(classId, encoder.tick(changes, 0));
    }
    this.#onChange.forEach(listener => listener());
  }

  setStatuses(
    ...statuses: Array<Partial<ClusterStatus> & { name: string }>
  ): void {
    this.#statuses = statuses.map(status => ({
      freshness: 'live',
      missingKinds: [],
      hasUsage: true,
      ...status,
    }));
    this.#onStatus.forEach(listener => listener(this.#statuses));
  }

  statuses = () => this.#statuses;

  onStatus(listener: (statuses: ClusterStatus[]) => void) {
    this.#onStatus.add(listener);
    return () => this.#onStatus.delete(listener);
  }

  onChange(_kindId: string, listener: () => void) {
    this.#onChange.add(listener);
    return () => this.#onChange.delete(listener);
  }

  onFrames(classId: string, listener: (frames: Uint8Array[]) => void) {
    this.#frames.set(classId, listener);
    return () => this.#frames.delete(classId);
  }

  async openClass(classId: string, mask: Uint8Array) {
    await this.#asked(`open ${classId}`);
    this.tick();
    this.#encoders.set(
      classId,
      createClassEncoder({
        reader: this.pods,
        mask,
        clusters: [],
        firstEpoch: 1,
      }),
    );
  }

  async updateClassMask(classId: string, mask: Uint8Array) {
    await this.#asked(`mask ${classId} ${mask.join('')}`);
    this.#send(classId, this.#encoders.get(classId)?.setMask(mask, 0) ?? []);
  }

  async closeClass(classId: string) {
    await this.#asked(`close ${classId}`);
    this.#encoders.delete(classId);
  }

  async keyframe(classId: string) {
    await this.#asked(`keyframe ${classId}`);
    if (this.failure) {
      throw this.failure;
    }
    this.tick();
    return this.#encoders.get(classId)!.keyframe(0);
  }

  #send(classId: string, frames: Uint8Array[]): void {
    if (frames.length > 0) {
      this.#frames.get(classId)?.(frames);
    }
  }

  async #asked(call: string): Promise<void> {
    this.calls.push(call);
    await new Promise(setImmediate);
  }
}
