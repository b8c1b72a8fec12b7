#!/usr/bin/env bash
# In the calling convention of the MongoDB example's on-start.sh: the own line names the member, the first other one that
# answers would be asked to add it; nobody else there means that the replica set begins here.
while read -ra line; do
  if [[ "${line[0]}" == *"${HOSTNAME}"* ]]; then
    service_name="${line[0]}"
    continue
  fi
  peers=("${peers[@]}" "${line[0]}")
done
if [[ "${#peers[@]}" -eq 0 ]]; then
  echo "rs.initiate ${service_name}" > "$CONFIG"
else
  echo "rs.add ${service_name} at ${peers[0]}" > "$CONFIG"
fi
