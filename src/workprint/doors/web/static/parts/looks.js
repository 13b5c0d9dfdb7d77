/** What all parts look like. */
import {css} from 'lit';

export const looks = css`
  :host { display: block; min-width: 0; min-height: 0; }
  button, select, input, textarea { font: inherit; color: var(--text); background: var(--panel); border: 1px solid var(--edge);
    border-radius: 4px; padding: 3px 9px; }
  button { cursor: pointer; }
  button:hover { border-color: var(--dim); color: var(--bright); }
  button[aria-pressed="true"], button[aria-current="true"], button[aria-selected="true"] { border-color: var(--accent); color: var(--accent); }
  button:disabled { opacity: .45; cursor: default; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
  h2 { font-size: 1em; font-weight: 600; margin: 0; color: var(--dim); }
  .dim { color: var(--dim); }
  .row { display: flex; gap: var(--gap); align-items: center; flex-wrap: wrap; }
  kbd { font: inherit; font-size: .9em; border: 1px solid var(--edge); border-radius: 3px; padding: 0 4px; color: var(--dim); }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;
