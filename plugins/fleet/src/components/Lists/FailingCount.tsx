import { useFormatters, usePanoramaTokens } from '@panorama/ui';

/** Red only when there is something to be red about. */
export function FailingCount(props: { count: number }) {
  const formatters = useFormatters();
  const tokens = usePanoramaTokens();
  return (
    <span
      style={
        props.count > 0
          ? { color: tokens.health.down, fontWeight: 600 }
          : undefined
      }
    >
      {formatters.count(props.count)}
    </span>
  );
}
