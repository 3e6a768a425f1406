/**
 * A shell that runs a command and ends it with SIGINT (PostgreSQL's fast shutdown) when its own standard
 * input closes, which the kernel sees to however the parent ends; SIGQUIT follows if that takes too long.
 * It passes on the command's exit code, so its parent sees a crash at once.
 */
const script = `
exec 3<&0
"$@" 3<&- </dev/null &
child=$!
(
  cat <&3 >/dev/null
  kill -INT "$child" 2>/dev/null || exit 0
  sleep 20
  kill -QUIT "$child" 2>/dev/null
) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** The command line that runs `command` on a leash; the parent holds its standard input. */
export function onLeash(command: readonly string[]): string[] {
  return ['/bin/sh', '-c', script, 'driftline-leash', ...command];
}
