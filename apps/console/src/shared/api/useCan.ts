import { useQuery } from '@tanstack/react-query';
import { queries } from './queries.js';

const ranks: Record<string, number> = { viewer: 1, editor: 2, admin: 3 };
const demanded = { edit: 2, admin: 3 };

export interface Permission {
  allowed: boolean;
  /** Why not; shown on the disabled button. */
  why: string | undefined;
}

/** Whether the signed-in person may edit (acknowledge, map …) or administer (keys, webhooks). */
export function useCan(what: keyof typeof demanded): Permission {
  const { data } = useQuery(queries.session());
  const role = data?.user.role ?? 'none';
  const allowed = (ranks[role] ?? 0) >= demanded[what];
  const needed = what === 'edit' ? 'an editor or an admin' : 'an admin';
  return { allowed, why: allowed ? undefined : `Only ${needed} may do this; your role is ${role}` };
}
