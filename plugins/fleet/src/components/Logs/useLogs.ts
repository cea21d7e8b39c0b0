import { useEffect, useRef, useState } from 'react';
import type { FleetApi, LogQuery, PodAddress } from '../../api/FleetApi';
import { appendLog, EMPTY_LOG, type LogBuffer } from './logBuffer';

const TAIL_LINES = 500;
/** The DOM follows a chatty log at most this often. */
const DRAW_MS = 200;

/** What of a log is known so far. */
export interface Logs {
  text: string;
  dropped: boolean;
  ended: boolean;
  error?: Error;
}

export function useLogs(
  fleet: FleetApi,
  address: PodAddress,
  query: LogQuery,
): Logs {
  const { cluster, namespace, name } = address;
  const { container, follow, previous } = query;
  const [logs, setLogs] = useState<Logs>({
    text: '',
    dropped: false,
    ended: false,
  });
  const buffer = useRef<LogBuffer>(EMPTY_LOG);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    buffer.current = EMPTY_LOG;
    setLogs({ text: '', dropped: false, ended: false });
    const draw = (more?: Partial<Logs>) => {
      clearTimeout(timer);
      timer = undefined;
      const { lines, dropped } = buffer.current;
      setLogs({ text: lines.join('\n'), dropped, ended: false, ...more });
    };
    const read = async () => {
      try {
        const chunks = fleet.podLogs(
          { cluster, namespace, name },
          { container, follow, previous, tailLines: TAIL_LINES },
          { signal: controller.signal },
        );
        for await (const chunk of chunks) {
          if (controller.signal.aborted) {
            return;
          }
          buffer.current = appendLog(buffer.current, chunk);
          timer ??= setTimeout(draw, DRAW_MS);
        }
        if (!controller.signal.aborted) {
          draw({ ended: true });
        }
      } catch (error) {
        if (!controller.signal.aborted) {
          draw({
            error: error instanceof Error ? error : new Error(String(error)),
          });
        }
      }
    };
    read();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [fleet, cluster, namespace, name, container, follow, previous]);
  return logs;
}
