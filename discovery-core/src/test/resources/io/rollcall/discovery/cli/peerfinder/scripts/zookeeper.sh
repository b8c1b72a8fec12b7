#!/usr/bin/env bash
# In the calling convention of the ZooKeeper example's on-start.sh: a server's id is its place in the sorted list.
i=0
while read -ra LINE; do
  i=$((i + 1))
  echo "server.$i=${LINE[0]}:2888:3888:participant;2181" >> "$CONFIG"
  if [[ "${LINE[0]}" == *"${HOSTNAME}"* ]]; then
    echo "myid=$i" >> "$CONFIG"
  fi
done
