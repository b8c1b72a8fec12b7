#!/usr/bin/env bash
# In the calling convention of the MySQL Galera example's on-start.sh: one peer per line, the own one is the line that
# contains the host name, the others make the address; whoever is alone begins a new cluster.
while read -ra LINE; do
  if [[ "${LINE[0]}" == *"${HOSTNAME}"* ]]; then
    OWN="${LINE[0]}"
  else
    OTHERS=("${OTHERS[@]}" "${LINE[0]}")
  fi
done
{
  echo "wsrep_node_address=${OWN}"
  echo "wsrep_cluster_address=gcomm://$(IFS=,; echo "${OTHERS[*]}")"
} > "$CONFIG"
