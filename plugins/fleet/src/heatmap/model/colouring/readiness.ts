import { podStateCode } from '@panorama/plugin-fleet-common';
import { SOLID, type Colouring, type CodeSpec } from './types';

const COMPLETED = podStateCode('completed');

const stateColour = (state: 'running' | 'notready' | 'completed') =>
  ({ palette: 'states', index: podStateCode(state) } as const);

const CODES: CodeSpec[] = [
  {
    look: { colour: stateColour('notready'), pattern: 'solid', glyph: 'bar' },
    label: { type: 'word', word: 'notReady' },
    term: 'ready:no',
    severity: 3,
  },
  {
    look: { colour: stateColour('running'), ...SOLID },
    label: { type: 'word', word: 'ready' },
    term: 'ready:yes',
    severity: 2,
  },
  {
    look: {
      colour: stateColour('completed'),
      pattern: 'hollowSmall',
      glyph: 'none',
    },
    label: { type: 'word', word: 'completed' },
    term: 'state:completed',
    severity: 1,
  },
];

/** Whether all containers are ready; a finished pod is neither. */
export const colourByReadiness: Colouring = table => ({
  id: 'ready',
  codes: CODES,
  codeOf: slot => {
    if (table.state[slot] === COMPLETED) {
      return 2;
    }
    return table.readyContainers[slot] >=
      table.shapes[table.shape[slot]].containers
      ? 1
      : 0;
  },
  alarm: 'failing',
  ages: false,
});
