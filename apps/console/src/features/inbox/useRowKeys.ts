import { type RefObject, useCallback } from 'react';

/** Moves the focus along the rows of a list, whose links carry `data-incident`. */
export function useRowKeys(list: RefObject<HTMLElement | null>): (step: 1 | -1) => void {
  return useCallback(
    (step) => {
      const links: Element[] = [...(list.current?.querySelectorAll('[data-incident]') ?? [])];
      const here = document.activeElement === null ? -1 : links.indexOf(document.activeElement);
      const first = step === 1 ? 0 : links.length - 1;
      const next = here === -1 ? first : Math.min(Math.max(here + step, 0), links.length - 1);
      const link = links[next];
      if (!(link instanceof HTMLElement)) return;
      link.focus();
      link.scrollIntoView({ block: 'nearest' });
    },
    [list],
  );
}
