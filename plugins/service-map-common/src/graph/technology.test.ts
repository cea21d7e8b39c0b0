import { TECHNOLOGIES, TECHNOLOGY_IDS } from './technology';

describe('the known technologies', () => {
  it('are at least twenty, each described once', () => {
    expect(TECHNOLOGY_IDS.length).toBeGreaterThanOrEqual(20);
    expect(TECHNOLOGIES.map(({ id }) => id)).toEqual([...TECHNOLOGY_IDS]);
  });

  it('never share a scheme, which alone decides', () => {
    const schemes = TECHNOLOGIES.flatMap(({ schemes: own }) => own);
    expect(new Set(schemes).size).toBe(schemes.length);
  });

  it('never share the name of an image', () => {
    const images = TECHNOLOGIES.flatMap(({ images: own }) => own);
    expect(new Set(images).size).toBe(images.length);
  });
});
