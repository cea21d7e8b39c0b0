/**
 * Benchmarks, each beside what people would use instead. Run one with
 * `npm run bench -- NAME`.
 *
 * @packageDocumentation
 */
export * from './report';
