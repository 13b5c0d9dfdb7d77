/** What the timeline looks like. */
import {css} from 'lit';

export const lanes = css`
  :host { display: grid; grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr); height: 100%; position: relative; background: var(--desk); border-radius: 4px; }
  .bar { display: flex; gap: .4em; align-items: center; padding: 2px 4px; min-height: 1.9em; white-space: nowrap; }
  .bar button { padding: 0 .6em; line-height: 1.5; }
  .said { min-width: 0; flex: 0 1 auto; overflow: hidden; text-overflow: ellipsis; font-variant-numeric: tabular-nums; margin: 0 .6em; }
  .push { margin-left: auto; }
  .stage { position: relative; overflow: hidden; border-radius: 4px; }
  .stage:has(+ [role="listbox"]:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; }
  canvas { position: absolute; inset: 0; width: 100%; height: 100%; touch-action: none; }
  .head, .near, .ghost { position: absolute; left: 0; top: 0; pointer-events: none; visibility: hidden; }
  .head { bottom: 0; width: max(1px, .1em); margin-left: max(-1px, -.05em); background: var(--accent); will-change: transform; }
  .head::before { content: ''; position: absolute; left: calc(max(1px, .1em) / 2 - .38em); border: .38em solid transparent; border-top-color: var(--accent); }
  .near { width: .25em; margin-left: -.1em; background: var(--bright); }
  .ghost { border: 1px solid var(--accent); background: color-mix(in srgb, var(--accent) 30%, transparent); }
  .ghost.less { background: repeating-linear-gradient(45deg, rgb(0 0 0 / .75) 0 4px, transparent 4px 8px); }
  .scroll { height: .6em; position: relative; margin: 1px 0; touch-action: none; }
  .scroll i { position: absolute; inset: 1px auto 1px 0; background: color-mix(in srgb, var(--dim) 70%, transparent); border-radius: 3px; min-width: 1em; }
  .empty { position: absolute; inset: 0; display: grid; place-items: center; color: var(--dim); margin: 0; }
`;
