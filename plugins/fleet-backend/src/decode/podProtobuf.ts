import { ProtobufReader } from './ProtobufReader';
import type {
  SelectedContainer,
  SelectedContainerStatus,
  SelectedMetadata,
  SelectedPod,
  SelectedResources,
  SelectedTermination,
} from './selectedPod';

/**
 * Pods as Kubernetes protobuf: the fields of `POD_FIELDS`, and the others
 * skipped by their length. Numbers of fields are those of `generated.proto` in
 * k8s.io/api/core/v1 and k8s.io/apimachinery/pkg/apis/meta/v1; they never change.
 *
 * JSON leaves out what is empty, protobuf writes empty texts: here they are left
 * out as well, so that a pod is the same by either way.
 */
export function readPod(reader: ProtobufReader): SelectedPod {
  const pod: SelectedPod = { metadata: NO_METADATA };
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      pod.metadata = readMetadata(reader);
    } else if (tag === field(2)) {
      pod.spec = readSpec(reader);
    } else if (tag === field(3)) {
      pod.status = readStatus(reader);
    } else {
      reader.skip(tag);
    }
  }
  return pod;
}

type Spec = NonNullable<SelectedPod['spec']>;
type Status = NonNullable<SelectedPod['status']>;
type Condition = NonNullable<Status['conditions']>[number];
type Owner = NonNullable<SelectedMetadata['ownerReferences']>[number];
type Texts = Record<string, string>;

/** The tag of a text, a message or a map entry. */
const field = (number: number) => number * 8 + 2;
/** The tag of a number or a flag. */
const scalar = (number: number) => number * 8;

const NO_METADATA: SelectedMetadata = {
  name: '',
  uid: '',
  resourceVersion: '',
};

function readMetadata(reader: ProtobufReader): SelectedMetadata {
  const metadata: SelectedMetadata = { name: '', uid: '', resourceVersion: '' };
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    switch (tag) {
      case field(1):
        metadata.name = reader.ownText();
        break;
      case field(3):
        metadata.namespace = reader.text() || undefined;
        break;
      case field(5):
        metadata.uid = reader.ownText();
        break;
      case field(6):
        metadata.resourceVersion = reader.ownText();
        break;
      case field(8):
        metadata.creationTimestamp = readTime(reader);
        break;
      case field(9):
        metadata.deletionTimestamp = readTime(reader);
        break;
      case field(11):
        readEntry(reader, (metadata.labels ??= {}), false);
        break;
      case field(12):
        readEntry(reader, (metadata.annotations ??= {}), false);
        break;
      case field(13):
        (metadata.ownerReferences ??= []).push(readOwner(reader));
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  return metadata;
}

function readOwner(reader: ProtobufReader): Owner {
  const owner: Owner = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      owner.kind = reader.text();
    } else if (tag === field(3)) {
      owner.name = reader.text();
    } else if (tag === scalar(6)) {
      owner.controller = reader.bool();
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return owner;
}

function readSpec(reader: ProtobufReader): Spec {
  const spec: Spec = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    switch (tag) {
      case field(2):
        (spec.containers ??= []).push(readContainer(reader));
        break;
      case field(3):
        spec.restartPolicy = reader.text() || undefined;
        break;
      case field(10):
        spec.nodeName = reader.text() || undefined;
        break;
      case field(20):
        (spec.initContainers ??= []).push(readContainer(reader));
        break;
      case field(32):
        readEntry(reader, (spec.overhead ??= {}), true);
        break;
      case field(40):
        spec.resources = readResources(reader);
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  return spec;
}

function readContainer(reader: ProtobufReader): SelectedContainer {
  const container: SelectedContainer = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    switch (tag) {
      case field(1):
        container.name = reader.text();
        break;
      case field(2):
        container.image = reader.text() || undefined;
        break;
      case field(8):
        container.resources = readResources(reader);
        break;
      case field(24):
        container.restartPolicy = reader.text() || undefined;
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  return container;
}

function readResources(reader: ProtobufReader): SelectedResources {
  const resources: SelectedResources = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      readEntry(reader, (resources.limits ??= {}), true);
    } else if (tag === field(2)) {
      readEntry(reader, (resources.requests ??= {}), true);
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return resources;
}

/** @param isQuantity - the value is a message with the text in field 1 */
function readEntry(
  reader: ProtobufReader,
  into: Texts,
  isQuantity: boolean,
): void {
  let key = '';
  let value = '';
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      key = reader.text();
    } else if (tag === field(2)) {
      value = isQuantity ? readQuantity(reader) : reader.text();
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  if (key !== '__proto__') {
    into[key] = value;
  }
}

function readQuantity(reader: ProtobufReader): string {
  let text = '';
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      text = reader.text();
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return text;
}

/** ms since the epoch; `undefined` for the zero time, which JSON writes as null. */
function readTime(reader: ProtobufReader): number | undefined {
  let ms: number | undefined;
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === scalar(1)) {
      ms = reader.integer() * 1000;
    } else {
      // Nanoseconds: `metav1.Time` has none in JSON either.
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return ms;
}

function readStatus(reader: ProtobufReader): Status {
  const status: Status = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    switch (tag) {
      case field(1):
        status.phase = reader.text() || undefined;
        break;
      case field(2):
        (status.conditions ??= []).push(readCondition(reader));
        break;
      case field(4):
        status.reason = reader.text() || undefined;
        break;
      case field(8):
        (status.containerStatuses ??= []).push(readContainerStatus(reader));
        break;
      case field(9):
        status.qosClass = reader.text() || undefined;
        break;
      case field(10):
        (status.initContainerStatuses ??= []).push(readContainerStatus(reader));
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  return status;
}

function readCondition(reader: ProtobufReader): Condition {
  const condition: Condition = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      condition.type = reader.text();
    } else if (tag === field(2)) {
      condition.status = reader.text();
    } else if (tag === field(5)) {
      condition.reason = reader.text() || undefined;
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return condition;
}

function readContainerStatus(reader: ProtobufReader): SelectedContainerStatus {
  const status: SelectedContainerStatus = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    switch (tag) {
      case field(1):
        status.name = reader.text();
        break;
      case field(2):
        status.state = readState(reader);
        break;
      case field(3):
        status.lastState = readState(reader);
        break;
      case scalar(4):
        status.ready = reader.bool();
        break;
      case scalar(5):
        status.restartCount = reader.integer();
        break;
      case scalar(9):
        status.started = reader.bool();
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  return status;
}

type State = NonNullable<SelectedContainerStatus['state']>;

function readState(reader: ProtobufReader): State {
  const state: State = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      state.waiting = readWaiting(reader);
    } else if (tag === field(2)) {
      state.running = readRunning(reader);
    } else if (tag === field(3)) {
      state.terminated = readTermination(reader);
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return state;
}

function readWaiting(reader: ProtobufReader): NonNullable<State['waiting']> {
  const waiting: NonNullable<State['waiting']> = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      waiting.reason = reader.text() || undefined;
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return waiting;
}

function readRunning(reader: ProtobufReader): NonNullable<State['running']> {
  const running: NonNullable<State['running']> = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === field(1)) {
      running.startedAt = readTime(reader);
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return running;
}

function readTermination(reader: ProtobufReader): SelectedTermination {
  const termination: SelectedTermination = {};
  const outer = reader.enter();
  while (reader.hasMore) {
    const tag = reader.tag();
    if (tag === scalar(1)) {
      termination.exitCode = reader.integer();
    } else if (tag === field(3)) {
      termination.reason = reader.text() || undefined;
    } else if (tag === field(6)) {
      termination.finishedAt = readTime(reader);
    } else {
      reader.skip(tag);
    }
  }
  reader.leave(outer);
  return termination;
}
