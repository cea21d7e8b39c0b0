import { QOS_CLASSES } from '@panorama/plugin-fleet-common';
import { SOLID, type CodeSpec, type Colouring } from './types';

const CODES: CodeSpec[] = QOS_CLASSES.map((qos, code) => ({
  look: {
    // Best effort has nothing set: hollow, as everywhere.
    ...(qos === 'BestEffort'
      ? ({
          colour: { palette: 'hollow' },
          pattern: 'hollow',
          glyph: 'none',
        } as const)
      : { colour: { palette: 'categories', index: code } as const, ...SOLID }),
  },
  label: { type: 'text', text: qos },
  term: `qos:${qos.toLowerCase()}`,
  severity: code,
}));

export const colourByQos: Colouring = table => ({
  id: 'qos',
  codes: CODES,
  codeOf: slot => QOS_CLASSES.indexOf(table.shapes[table.shape[slot]].qos),
  alarm: 'failing',
  ages: false,
});
