import { useTheme } from '@material-ui/core/styles';
import { useMemo } from 'react';
import { panoramaTokens, type PanoramaTokens } from './panoramaTokens';

/** Tokens of the active theme; the same object until the theme changes. @public */
export function usePanoramaTokens(): PanoramaTokens {
  const theme = useTheme();
  return useMemo(() => panoramaTokens(theme), [theme]);
}
