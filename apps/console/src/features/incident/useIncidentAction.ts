import type { Incident } from '@driftline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';

/** An action on an incident; its answer is the incident as it now is, shown at once. */
export function useIncidentAction<Input>(act: (input: Input) => Promise<Incident>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (incident) => {
      client.setQueryData(queries.incident(incident.id).queryKey, incident);
      return client.invalidateQueries({ queryKey: queries.incidents().queryKey, exact: true });
    },
  });
}
