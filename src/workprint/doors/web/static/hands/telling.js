/** The record as it is read: by day, without what machines note of themselves. Pure functions. */

/** What people did: the kinds of entry that somebody decides. */
const DECIDED = new Set(['decision', 'pin', 'veto', 'edit', 'went', 'undo', 'note', 'resolved', 'named', 'stage', 'lock', 'unlock',
  'handover', 'brought', 'correction', 'overruled', 'adopted', 'action', 'slate', 'erased', 'tone', 'untone', 'avowed']);

/** What a reader may want to see. @type {readonly ['decisions' | 'all' | 'machine', string][]} */
export const WHICH = [['decisions', 'what people decided'], ['machine', 'what the tools did'], ['all', 'everything']];

/**
 * Entries, the latest first, of those that are wanted and hold all the words that were typed.
 * @template {{kind: string, role: string, who: string, says: string}} Told
 * @param {Told[]} told @param {string} which @param {string} words @returns {Told[]}
 */
export function wanted(told, which, words) {
  const typed = words.toLowerCase().split(/\s+/).filter(Boolean);
  return told.filter(one => {
    const decided = DECIDED.has(one.kind) && one.role !== 'tool';
    if (which === 'decisions' && !decided || which === 'machine' && decided) return false;
    const text = `${one.who} ${one.kind} ${one.says}`.toLowerCase();
    return typed.every(word => text.includes(word));
  }).reverse();
}

/** Day and time of an entry in the reader's own words. @param {string} time UTC @param {string} [locale] @param {string} [zone] */
export function when(time, locale = undefined, zone = undefined) {
  const at = new Date(time);
  const how = {timeZone: zone};
  return {day: at.toLocaleDateString(locale, {...how, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'}),
    time: at.toLocaleTimeString(locale, {...how, hour: '2-digit', minute: '2-digit', second: '2-digit'})};
}
