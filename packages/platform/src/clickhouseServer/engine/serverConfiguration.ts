import type { EngineOptions } from './engineOptions.js';

/** ClickHouse's server configuration: what cannot be set per query. */
export function serverConfiguration(options: EngineOptions): string {
  const flag = options.durable ? 1 : 0;
  return `<clickhouse>
  <max_server_memory_usage>${options.maxMemoryBytes * 2}</max_server_memory_usage>
  <mark_cache_size>134217728</mark_cache_size>
  <background_pool_size>2</background_pool_size>
  <background_schedule_pool_size>4</background_schedule_pool_size>
  <merge_tree>
    <fsync_after_insert>${flag}</fsync_after_insert>
    <fsync_part_directory>${flag}</fsync_part_directory>
    <number_of_free_entries_in_pool_to_execute_mutation>1</number_of_free_entries_in_pool_to_execute_mutation>
    <number_of_free_entries_in_pool_to_execute_optimize_entire_partition>1</number_of_free_entries_in_pool_to_execute_optimize_entire_partition>
    <number_of_free_entries_in_pool_to_lower_max_size_of_merge>1</number_of_free_entries_in_pool_to_lower_max_size_of_merge>
  </merge_tree>
</clickhouse>
`;
}

/** Defaults of every query, overridden by a request's own settings. */
export function queryDefaults(options: EngineOptions): string[] {
  return [
    `--max_memory_usage=${options.maxMemoryBytes}`,
    `--max_execution_time=${options.maxExecutionSeconds}`,
    // Query parameters are set by a statement; the length of a request's own text is checked at the door.
    `--max_query_size=${256 * 1024 ** 2}`,
    // chDB alone turns these on; off, the same SQL is refused as on a server.
    '--implicit_select=0',
    '--allow_introspection_functions=0',
  ];
}
