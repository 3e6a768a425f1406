import { settings } from './settings.js';

/** A line of the settings page. */
export interface SettingRow {
  variable: string;
  fallback: string;
  allowed: string;
  description: string;
}

/** Every setting with its default, in the order of the page. */
export function settingsReference(): SettingRow[] {
  return Object.values(settings).map(({ variable, fallback, allowed, description }) => ({
    variable,
    fallback,
    allowed,
    description,
  }));
}
