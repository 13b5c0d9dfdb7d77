/** The first steps of somebody new: which one comes next. Pure functions. */

/**
 * @typedef {{on: string, other: string, circled: boolean, picked: boolean, lined: boolean, cut: boolean}} Stand
 * @typedef {{id: string, says: string, keys: string[], done: (stand: Stand) => boolean}} Step
 */

/** @type {Step[]} */
export const STEPS = [
  {id: 'play', says: 'plays a cut of the six', keys: ['1', '…', '6'], done: () => false},
  {id: 'second', says: 'play another one', keys: ['2'], done: stand => Boolean(stand.other)},
  {id: 'flip', says: 'flips between the two, at the same moment of the scene', keys: ['f'], done: () => false},
  {id: 'circle', says: 'circles the one on screen: it is the scene’s cut then', keys: ['c'], done: stand => stand.circled},
  {id: 'pick', says: 'goes to the next edit; , and . trim it', keys: ['ArrowDown'], done: stand => stand.picked},
  {id: 'rest', says: 'shows every key', keys: ['?'], done: () => false},
];

/**
 * The step that comes next: the first after those that were taken and that is not done already; none at the end, and
 * none before there is a cut to play.
 * @param {Stand} stand @param {string[]} taken ids of steps that were taken or left out
 */
export const nextStep = (stand, taken) => stand.cut ? STEPS.find(step => !taken.includes(step.id) && !step.done(stand)) : undefined;

/** What comes next in a scene, as it is done on this page. @type {Record<string, string>} */
const NEXT = {
  'not shot': 'bring its rushes in (Set-up)', shot: 'line its takes (Set-up)', lined: 'propose cuts (Cut)', proposed: 'play the six and circle one',
  circled: 'work on it with your hands, then lock it (Versions)', locked: 'hand it over (Versions)', 'handed over': 'nothing: it is handed over',
};

/** The next step in the scene that is open. @param {any} status @param {string} scene */
export function nextHere(status, scene) {
  const stage = status?.scenes.find((/** @type {any} */ one) => one.scene === scene)?.stage;
  return stage ? NEXT[stage] ?? '' : status ? 'bring rushes and a script in (Set-up)' : '';
}
