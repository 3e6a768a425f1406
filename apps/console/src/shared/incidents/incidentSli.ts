import type { Incident, Model } from '@driftline/contracts';
import { metricName } from '../numbers/metricName.js';
import { type WorstSli, worstSli } from '../slis/worstSli.js';

/** The SLI to show for an incident: the one its title names, so that words and figures agree, else the worst. */
export function incidentSli(
  incident: Pick<Incident, 'title' | 'slis'>,
  model: Model | undefined,
): WorstSli | undefined {
  const named = incident.slis.filter(
    ({ metric, value }) => value !== null && incident.title.includes(metricName(metric)),
  );
  const realised = named.filter(({ kind }) => kind === 'realised');
  return worstSli(realised, model) ?? worstSli(named, model) ?? worstSli(incident.slis, model);
}
