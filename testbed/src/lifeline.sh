# Ends servers whose starter is gone. Reads "run PID", "ended PID", "folder PATH", "kept PATH" from standard input, one
# a line; the end of input means that the starter has ended, however it ended (SIGKILL included).
pids=' '
folders=''
while read -r word value; do
  case $word in
    run) pids="$pids$value " ;;
    ended) case $pids in *" $value "*) pids="${pids%% "$value" *} ${pids#* "$value" }" ;; esac ;;
    folder) folders="$folders
$value" ;;
    kept) folders=$(printf '%s\n' "$folders" | grep -vxF -- "$value") ;;
  esac
done
# The data is thrown away, so nothing is gained by asking politely.
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
printf '%s\n' "$folders" | while read -r folder; do
  # A killed server needs a moment to let go of its files.
  for _ in 1 2 3 4 5; do
    [ -z "$folder" ] || rm -rf -- "$folder" 2>/dev/null && break
    sleep 0.2
  done
done
