import {
  Selection,
  selectJson,
  WHOLE,
  type Fields,
} from '../../decode/selectJson';
import type { SelectedObject } from '../../decode/selectedPod';
import { LineSplitter, ListSplitter } from '../../decode/splitEvents';
import type { ListReader, ObjectFormat, WatchEvent } from './ObjectFormat';

export const JSON_TYPE = 'application/json';

/** Marks the bookmark after the last of the initial events (KEP-3157). */
export const INITIAL_EVENTS_END = 'k8s.io/initial-events-end';

/** JSON, of which only some fields are read: every API server has it for every kind. */
export class JsonFormat implements ObjectFormat {
  readonly mediaType = JSON_TYPE;
  readonly #items: Selection;
  readonly #events: Selection;

  constructor(fields: Fields) {
    this.#items = new Selection(fields);
    this.#events = new Selection({
      type: WHOLE,
      object: withInitialEventsEnd(fields),
    });
  }

  events(onEvent: (event: WatchEvent) => void) {
    return new LineSplitter((buffer, start, end) => {
      const event = selectJson<WatchEvent>(buffer, start, end, this.#events);
      if (event.type === 'ERROR') {
        const { object } = JSON.parse(buffer.toString('utf8', start, end));
        onEvent({ type: 'ERROR', status: object });
      } else {
        onEvent(event);
      }
    });
  }

  list(onItem: (item: SelectedObject) => void): ListReader {
    const splitter = new ListSplitter((buffer, start, end) =>
      onItem(selectJson<SelectedObject>(buffer, start, end, this.#items)),
    );
    return {
      push: chunk => splitter.push(chunk),
      isComplete: () => splitter.isComplete(),
      metadata: () => {
        const { metadata } = JSON.parse(splitter.envelope());
        return {
          resourceVersion: String(metadata?.resourceVersion ?? ''),
          continue: metadata?.continue || undefined,
        };
      },
    };
  }
}

function withInitialEventsEnd(fields: Fields): Fields {
  const metadata = (fields.metadata ?? {}) as Fields;
  const { annotations } = metadata;
  return {
    ...fields,
    metadata: {
      ...metadata,
      annotations:
        annotations === WHOLE
          ? WHOLE
          : {
              ...(annotations as Fields | undefined),
              [INITIAL_EVENTS_END]: WHOLE,
            },
    },
  };
}
