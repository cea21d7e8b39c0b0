import { type Answers, samplesOf } from '../../prometheus/answers';
import type {
  Reading,
  ReadingContext,
} from '../../prometheus/PrometheusSource';
import { Book } from './Book';
import { outsideOf } from './ends';
import type { IstioQuestion } from './questions';
import { addPolicy, addProtocol, addSentFailure, edgeOf } from './tally';

/** Puts together what the two sides of each call report: the callee's word counts, the caller's fills its gaps. */
export function readIstio(
  answers: Answers<IstioQuestion>,
  { clusterNames }: ReadingContext,
): Reading {
  const book = new Book(clusterNames);
  for (const sample of samplesOf(answers.arrived)) {
    book.enter(sample, (tally, reporter) => {
      tally.requests[reporter] += sample.value;
      addProtocol(tally, sample);
      addPolicy(tally, sample);
    });
  }
  for (const sample of samplesOf(answers.sent)) {
    book.enter(sample, tally => {
      tally.requests.source += sample.value;
      addProtocol(tally, sample);
    });
  }
  for (const sample of samplesOf(answers.outside)) {
    book.enter(
      sample,
      tally => {
        tally.requests.source += sample.value;
        addProtocol(tally, sample);
      },
      outsideOf,
    );
  }
  for (const sample of samplesOf(answers.arrivedFailed)) {
    book.enter(sample, (tally, reporter) => {
      tally.failed[reporter] += sample.value;
    });
  }
  for (const sample of samplesOf(answers.sentFailed)) {
    book.enter(sample, tally => addSentFailure(tally, sample));
  }
  for (const sample of samplesOf(answers.outsideFailed)) {
    book.enter(sample, tally => addSentFailure(tally, sample), outsideOf);
  }
  for (const sample of samplesOf(answers.p95)) {
    book.enter(sample, (tally, reporter) => {
      tally.p95[reporter] = Math.max(tally.p95[reporter] ?? 0, sample.value);
    });
  }
  for (const sample of [
    ...samplesOf(answers.tcpReceived),
    ...samplesOf(answers.tcpSent),
  ]) {
    if (!book.isWaypointHop(sample)) {
      book.enter(sample, (tally, reporter) => {
        tally.bytes[reporter] += sample.value;
        addPolicy(tally, sample);
      });
    }
  }
  for (const sample of samplesOf(answers.tcpFailed)) {
    book.enter(sample, tally => {
      tally.notConnected += sample.value;
    });
  }
  return {
    nodes: book.callees(),
    edges: book.tallies().map(tally => edgeOf(tally, answers)),
  };
}
