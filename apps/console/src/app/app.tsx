import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ApiError } from '../shared/api/apiError.js';
import { cssVariablesResolver, theme } from '../shared/theme/theme.js';
import { TimeZoneProvider } from '../shared/time/timeZone.js';
import { router } from './router.js';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => failures < 1 && error instanceof ApiError && error.status >= 500,
      retryDelay: 500,
    },
  },
});

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <TimeZoneProvider>
          <RouterProvider router={router} />
        </TimeZoneProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
