import type { Delivery } from '@driftline/contracts';
import { IconAlertTriangle, IconCheck, IconClock, IconPlayerPause, IconX } from '@tabler/icons-react';

/** Sign and word of each state of a delivery. */
export const deliveryLook = {
  pending: { icon: IconClock, word: 'Pending' },
  delivered: { icon: IconCheck, word: 'Delivered' },
  retrying: { icon: IconAlertTriangle, word: 'Retrying' },
  failed: { icon: IconX, word: 'Failed' },
  disabled: { icon: IconPlayerPause, word: 'Disabled' },
} satisfies Record<Delivery['status'], unknown>;
