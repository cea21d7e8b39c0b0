import '@xyflow/react/dist/style.css';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { usePanoramaTokens } from '@panorama/ui';
import {
  Background,
  BackgroundVariant,
  Controls,
  MarkerType,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import type { EdgeLabel } from '../../hooks/mapUrl';
import type { PlacedScene } from '../../hooks/useLayout';
import { columnHeadings, type ColumnHeading } from '../../map/headings';
import { indexOf, reach } from '../../map/neighbourhood';
import type { SceneBox, SceneLine } from '../../map/scene';
import { statusOfBox } from '../../map/statusOfBox';
import { walk, type Step } from '../../map/walk';
import { serviceMapTranslationRef } from '../../translation';
import { useWords } from '../useWords';
import type { BoxState, MapBox } from './boxes';
import { CallLine, type CallEdge } from './CallLine';
import { FrameCard } from './FrameCard';
import { GroupCard } from './GroupCard';
import { Heading } from './Heading';
import { NodeCard } from './NodeCard';
import { Overview } from './Overview';

const NODE_TYPES = {
  groupCard: GroupCard,
  frameCard: FrameCard,
  nodeCard: NodeCard,
  heading: Heading,
};
const EDGE_TYPES = { call: CallLine };

const useStyles = makeStyles(
  theme => ({
    root: {
      position: 'relative',
      flex: 1,
      minWidth: 0,
      minHeight: 0,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 4,
      overflow: 'hidden',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: -2,
      },
      '& .react-flow__attribution': { display: 'none' },
      '& .react-flow__controls': {
        boxShadow: 'none',
        border: `1px solid ${theme.palette.divider}`,
        borderRadius: 4,
        overflow: 'hidden',
      },
      '& .react-flow__controls-button': {
        backgroundColor: theme.palette.background.paper,
        borderBottom: `1px solid ${theme.palette.divider}`,
        fill: theme.palette.text.primary,
        color: theme.palette.text.primary,
        '&:hover': { backgroundColor: theme.palette.action.hover },
      },
      // Frames, then lines, then cards: a line never crosses a text.
      '& .react-flow__node-frameCard': { zIndex: '0 !important' },
      '& .react-flow__node-groupCard, & .react-flow__node-nodeCard': {
        zIndex: '3 !important',
      },
    },
  }),
  { name: 'PanoramaMapCanvas' },
);

export interface MapCanvasProps {
  placed: PlacedScene;
  edgeLabel: EdgeLabel;
  /** Ids of nodes that match the query. */
  matches: ReadonlySet<string>;
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
  /** By a key: `from` has the focus. */
  onOpen: (id: string, from: HTMLElement) => void;
  onFocus: (id: string) => void;
  onToggle: (group: string) => void;
}

const STEPS: Record<string, Step> = {
  ArrowRight: 'callee',
  ArrowLeft: 'caller',
  ArrowDown: 'next-sibling',
  ArrowUp: 'previous-sibling',
  n: 'next-unwell',
  N: 'previous-unwell',
};

/** Ids of nodes that a box stands for. */
function nodesOf({ content }: SceneBox): string[] {
  return content.type === 'node'
    ? [content.node.id]
    : content.group.nodes.map(({ id }) => id);
}

/** Boxes that what the pointer is on reaches, over lines in one direction at a time. */
function reached(lines: readonly SceneLine[], start: string): Set<string> {
  const { upstream, downstream } = reach(indexOf(lines), start);
  return new Set([...upstream, ...downstream]);
}

function boxNode(
  box: SceneBox,
  at: { x: number; y: number },
  state: BoxState,
  onToggle: (group: string) => void,
): MapBox {
  const shared = {
    id: box.id,
    position: at,
    width: box.width,
    height: box.height,
    ...(box.parent && { parentId: box.parent }),
  };
  switch (box.content.type) {
    case 'group':
      return {
        ...shared,
        type: 'groupCard',
        data: { group: box.content.group, state, onToggle },
      };
    case 'frame':
      return {
        ...shared,
        type: 'frameCard',
        data: { group: box.content.group, state, onToggle },
      };
    default:
      return {
        ...shared,
        type: 'nodeCard',
        data: {
          node: box.content.node,
          isFocus: box.content.isFocus,
          state,
        },
      };
  }
}

function headingNode({ column, at }: ColumnHeading): MapBox {
  return {
    id: `heading:${column}`,
    type: 'heading',
    position: at,
    width: 190,
    height: 20,
    data: { column },
    style: { pointerEvents: 'none' },
  };
}

function Canvas(props: MapCanvasProps) {
  const {
    placed: { scene, positions, picture },
    edgeLabel,
    matches,
    selected,
    onSelect,
    onOpen,
    onFocus,
    onToggle,
  } = props;
  const classes = useStyles();
  const tokens = usePanoramaTokens();
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const flow = useReactFlow();
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)', {
    noSsr: true,
  });
  const [active, setActive] = useState<string>();
  const [hovered, setHovered] = useState<string>();

  const lit = useMemo(() => {
    // A frame is ground: what one looks at is inside.
    const box = scene.boxes.find(({ id }) => id === hovered);
    return box && box.content.type !== 'frame'
      ? reached(scene.lines, box.id)
      : undefined;
  }, [hovered, scene]);

  // The page makes a new function with each picture; cards need not be drawn anew for it.
  const toggle = useRef(onToggle);
  toggle.current = onToggle;
  const nodes = useMemo(
    () => [
      ...columnHeadings(scene, positions).map(headingNode),
      ...scene.boxes.map(box => {
        const isMatch = nodesOf(box).some(id => matches.has(id));
        return boxNode(
          box,
          box.at ?? positions.get(box.id) ?? { x: 0, y: 0 },
          {
            isActive: box.id === active,
            isSelected: box.id === selected,
            isDimmed: !isMatch || (lit !== undefined && !lit.has(box.id)),
          },
          group => toggle.current(group),
        );
      }),
    ],
    [scene, positions, matches, active, selected, lit],
  );

  const edges = useMemo(
    () =>
      scene.lines.map((line): CallEdge => {
        const isFailing = line.health === 'down' || line.health === 'degraded';
        const color = isFailing ? tokens.health[line.health] : tokens.hollow;
        return {
          id: line.id,
          type: 'call',
          source: line.from,
          target: line.to,
          data: {
            line,
            label: edgeLabel,
            isDimmed:
              lit !== undefined && !(lit.has(line.from) && lit.has(line.to)),
          },
          zIndex: isFailing ? 2 : 1,
          markerEnd: {
            type: MarkerType.ArrowClosed,
            color,
            width: 12,
            height: 12,
          },
        };
      }),
    [scene, edgeLabel, tokens, lit],
  );

  const fit = useCallback(
    (ids?: string[]) =>
      flow.fitView({
        padding: 0.08,
        maxZoom: 1,
        duration: isStill ? 0 : 200,
        ...(ids && { nodes: ids.map(id => ({ id })), maxZoom: 1 }),
      }),
    [flow, isStill],
  );

  useEffect(() => {
    const frame = requestAnimationFrame(() => fit());
    return () => cancelAnimationFrame(frame);
  }, [fit, picture]);

  const openBox = (id: string) => {
    const box = scene.boxes.find(each => each.id === id);
    if (box?.content.type === 'node') {
      onFocus(id);
    } else if (box) {
      onToggle(id);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const step = STEPS[event.key];
    if (step) {
      const next = walk(scene, positions, active, step);
      setActive(next);
      if (next) {
        const isVisible = document.querySelector(
          `.react-flow__node[data-id="${CSS.escape(next)}"]`,
        );
        if (!isVisible) {
          fit([next]);
        }
      }
    } else if (event.key === 'Enter' && active) {
      const box = scene.boxes.find(({ id }) => id === active);
      if (box?.content.type === 'node') {
        onOpen(active, event.currentTarget);
      } else {
        onToggle(active);
      }
    } else if (event.key === 'f' && active) {
      openBox(active);
    } else if (event.key === 'e' && active) {
      const box = scene.boxes.find(({ id }) => id === active);
      onToggle(box?.parent ?? active);
    } else if (event.key === '+' || event.key === '=') {
      flow.zoomIn();
    } else if (event.key === '-') {
      flow.zoomOut();
    } else if (event.key === '0') {
      fit();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const activeBox = scene.boxes.find(({ id }) => id === active);
  return (
    // A widget with keys of its own, as the role says; the linter knows no such div.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={classes.root}
      style={{ backgroundColor: tokens.ground.canvas }}
      role="application"
      aria-label={t('states.canvas')}
      aria-describedby="service-map-help"
      // One tab stop; the arrow keys move inside.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-testid="map-canvas"
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        minZoom={0.1}
        maxZoom={2}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        onNodeClick={(_, node) => {
          setActive(node.id);
          onSelect(node.id);
        }}
        onNodeDoubleClick={(_, node) => openBox(node.id)}
        onNodeMouseEnter={(_, node) => setHovered(node.id)}
        onNodeMouseLeave={() => setHovered(undefined)}
        onPaneClick={() => onSelect(undefined)}
      >
        <Background
          variant={BackgroundVariant.Dots}
          gap={20}
          size={1}
          color={tokens.divider}
        />
        <Controls showInteractive={false} position="bottom-left" />
        <Overview scene={scene} />
      </ReactFlow>
      <p id="service-map-help" hidden>
        {t('states.canvasHelp')}
      </p>
      <p
        aria-live="polite"
        style={{
          position: 'absolute',
          width: 1,
          height: 1,
          overflow: 'hidden',
          clipPath: 'inset(50%)',
        }}
      >
        {activeBox && <Announcement box={activeBox} />}
      </p>
    </div>
  );
}

/** What a screen reader hears of the box that the arrow keys are on. */
function Announcement(props: { box: SceneBox }) {
  const { t } = useTranslationRef(serviceMapTranslationRef);
  const words = useWords();
  const { content } = props.box;
  const name =
    content.type === 'node' ? content.node.name : words.group(content.group);
  return <>{`${name}, ${t(`health.${statusOfBox(props.box)}`)}`}</>;
}

/** Boxes and lines on a surface that pans and zooms. Framework: React Flow; positions are ours. */
export function MapCanvas(props: MapCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}
