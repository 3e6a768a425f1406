import { SetMetadata } from '@nestjs/common';

/** What a handler demands: `public` nothing, `read` to look, `edit` to act on incidents and maps, `admin` to manage. */
export type AccessLevel = 'public' | 'read' | 'edit' | 'admin';

export const ACCESS = 'driftline:access';

/** Says what a controller or handler demands; without it, `admin`. */
export const Access = (level: AccessLevel) => SetMetadata(ACCESS, level);
