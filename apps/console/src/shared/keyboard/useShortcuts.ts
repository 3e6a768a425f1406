import { useEffect, useRef } from 'react';

/** Keys to handlers: one character, a name in lower case (`escape`), or two after one another: `g i`. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const sequenceMs = 1_000;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return true;
  return isTyping(event.target) || document.querySelector('[role="dialog"]') !== null;
}

/** Page-wide shortcuts. None fires while a person types, over an open dialog, or with a modifier. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    let first: { key: string; at: number } | undefined;
    const listen = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const key = event.key.length > 1 ? event.key.toLowerCase() : event.key;
      const pair = first && event.timeStamp - first.at < sequenceMs ? `${first.key} ${key}` : undefined;
      const handler = (pair === undefined ? undefined : current.current[pair]) ?? current.current[key];
      first = { key, at: event.timeStamp };
      handler?.(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
