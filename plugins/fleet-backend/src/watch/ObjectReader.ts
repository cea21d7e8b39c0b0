import { ProtobufSyntaxError } from '../decode/ProtobufReader';
import type { ListMetadata } from '../decode/kubernetesProtobuf';
import type { SelectedObject } from '../decode/selectedPod';
import type { Splitter } from '../decode/splitEvents';
import type { Clock } from './Clock';
import type { ObjectFormat, WatchEvent } from './formats/ObjectFormat';
import { readAll } from './readAll';
import { expectOneOf } from './readAnswer';
import type { TransportAnswer, WatchTransport } from './transport';

export interface ObjectReaderOptions {
  /** `/api/v1/pods` */
  path: string;
  transport: WatchTransport;
  clock: Clock;
  /** The preferred one first; the last is served by everybody. */
  formats: readonly ObjectFormat[];
  /** Called for every chunk: the cluster lives. */
  onBytes: () => void;
}

/** How an answer ended. */
export type ReadEnd =
  /** Where it may end. */
  | 'complete'
  /** In the middle of an object. */
  | 'cutOff'
  /** The silence watchdog ended it. */
  | 'silent'
  /** The receiver had enough. */
  | 'left';

const NOT_ACCEPTABLE = 406;

/**
 * Asks for lists and watches of one kind, in the first of its formats that the
 * server has. What stands in front of a server may know only JSON, or garble
 * everything else: a format that failed once is not asked for again.
 */
export class ObjectReader {
  #formats: readonly ObjectFormat[];

  constructor(private readonly options: ObjectReaderOptions) {
    this.#formats = options.formats;
  }

  /** @param onEvent - returns false when the rest of the answer is of no use */
  async watch(
    query: Record<string, string>,
    onEvent: (event: WatchEvent) => boolean,
    signal: AbortSignal,
  ): Promise<ReadEnd> {
    let isLeft = false;
    let splitter: Splitter | undefined;
    const isSilent = await this.#read(query, false, signal, {
      onFormat: format => {
        splitter = format.events(event => {
          // What the same chunk holds behind the last event is not wanted either.
          isLeft ||= !onEvent(event);
        });
      },
      onChunk: chunk => {
        splitter?.push(chunk);
        return !isLeft;
      },
    });
    if (isLeft) {
      return 'left';
    }
    return endOf(isSilent, splitter);
  }

  /** @returns the list's own metadata once it is `complete` */
  async list(
    query: Record<string, string>,
    onItem: (item: SelectedObject) => void,
    signal: AbortSignal,
  ): Promise<{ end: ReadEnd; metadata?: ListMetadata }> {
    let reader: ReturnType<ObjectFormat['list']> | undefined;
    const isSilent = await this.#read(query, true, signal, {
      onFormat: format => {
        reader = format.list(onItem);
      },
      onChunk: chunk => {
        reader?.push(chunk);
        return true;
      },
    });
    const end = endOf(isSilent, reader);
    return end === 'complete' ? { end, metadata: reader?.metadata() } : { end };
  }

  async #read(
    query: Record<string, string>,
    gzip: boolean,
    signal: AbortSignal,
    receiver: {
      onFormat: (format: ObjectFormat) => void;
      onChunk: (chunk: Buffer) => boolean;
    },
  ): Promise<boolean> {
    const { path, transport, clock, onBytes } = this.options;
    for (;;) {
      const formats = this.#formats;
      const mediaTypes = formats.map(({ mediaType }) => mediaType);
      try {
        return await readAll({
          transport,
          clock,
          signal,
          request: { path, query, gzip, accept: mediaTypes.join(',') },
          onAnswer: async answer => {
            this.#refuseIfNotAcceptable(answer);
            await expectOneOf(mediaTypes, answer, transport.host);
            const at = mediaTypes.indexOf(answer.contentType);
            receiver.onFormat(formats[at]);
          },
          onChunk: chunk => {
            onBytes();
            return receiver.onChunk(chunk);
          },
        });
      } catch (error) {
        const isLast = this.#formats.length === 1;
        if (isLast || !isAboutFormat(error)) {
          throw error;
        }
        this.#formats = this.#formats.slice(1);
        if (!(error instanceof NotAcceptableError)) {
          // Objects of it have been handed over: the caller begins anew.
          throw error;
        }
      }
    }
  }

  #refuseIfNotAcceptable({ status }: TransportAnswer): void {
    if (status === NOT_ACCEPTABLE && this.#formats.length > 1) {
      throw new NotAcceptableError();
    }
  }
}

class NotAcceptableError extends Error {
  readonly name = 'NotAcceptableError';
}

function isAboutFormat(error: unknown): boolean {
  return (
    error instanceof NotAcceptableError || error instanceof ProtobufSyntaxError
  );
}

function endOf(isSilent: boolean, splitter: Splitter | undefined): ReadEnd {
  if (isSilent) {
    return 'silent';
  }
  return splitter?.isComplete() ? 'complete' : 'cutOff';
}
