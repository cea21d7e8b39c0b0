import { createTheme } from '@material-ui/core/styles';
import { contrast, contrastProblems } from './contrast';
import { panoramaTokens } from './panoramaTokens';

const light = createTheme({ palette: { type: 'light' } });
const dark = createTheme({ palette: { type: 'dark' } });

describe('panorama tokens', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ])(
    'keep the minimum contrast on their grounds in the %s theme',
    (_, theme) => {
      expect(contrastProblems(panoramaTokens(theme))).toEqual([]);
    },
  );

  it('measures contrast as WCAG does', () => {
    // Published pairs: black on white 21, #767676 on white 4.54.
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 1);
    expect(contrast('#767676', '#FFFFFF')).toBeCloseTo(4.54, 2);
  });

  it('lets a theme override a single token and keeps the others', () => {
    const theme = createTheme({
      palette: {
        type: 'light',
        panorama: { pod: { crashloop: '#AA0000' } },
      } as object,
    });
    const tokens = panoramaTokens(theme);
    expect(tokens.pod.crashloop).toBe('#AA0000');
    expect(tokens.pod.oom).toBe(panoramaTokens(light).pod.oom);
  });

  it('finds an override that cannot be seen', () => {
    const theme = createTheme({
      palette: {
        type: 'light',
        panorama: { pod: { oom: '#EEEEEE' } },
      } as object,
    });
    expect(
      contrastProblems(panoramaTokens(theme)).map(each => each.token),
    ).toContain('pod.oom');
  });
});
