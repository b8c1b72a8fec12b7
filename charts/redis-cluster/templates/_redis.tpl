{{/* redis.conf, except what the init container writes beside it: announced address, host name, worker, password. */}}
{{- define "redis-cluster.redisConf" -}}
# Made by the chart; what it does not say is the server's default.
{{- if .Values.tls.enabled }}
port 0
tls-port {{ .Values.redis.port }}
tls-cluster yes
tls-replication yes
tls-cert-file /etc/rollcall/tls/tls.crt
tls-key-file /etc/rollcall/tls/tls.key
tls-ca-cert-file /etc/rollcall/tls/ca.crt
tls-auth-clients {{ .Values.tls.authClients }}
{{- else }}
port {{ .Values.redis.port }}
{{- end }}
# Peers are not on loopback; who may connect is up to the password and the network policy.
protected-mode no
dir /data

cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout {{ int .Values.redis.nodeTimeoutMillis }}
cluster-require-full-coverage {{ ternary "yes" "no" .Values.redis.requireFullCoverage }}
# Which replica belongs to which master is decided by worker and zone; the server must not change it.
cluster-allow-replica-migration no

appendonly {{ has .Values.redis.durability (list "aof" "both") | ternary "yes" "no" }}
{{- if has .Values.redis.durability (list "aof" "none") }}
save ""
{{- else }}
save 3600 1
save 300 100
save 60 10000
{{- end }}
{{- if and .Values.redis.maxmemoryPercent (dig "limits" "memory" "" .Values.resources) }}
# {{ .Values.redis.maxmemoryPercent }} % of the limit, {{ .Values.resources.limits.memory }}.
maxmemory {{ div (mul (include "redis-cluster.bytes" .Values.resources.limits.memory) .Values.redis.maxmemoryPercent) 100 }}
{{- end }}
maxmemory-policy {{ .Values.redis.maxmemoryPolicy }}
min-replicas-to-write {{ .Values.redis.minReplicasToWrite }}
{{- if .Values.auth.aclSecret }}
aclfile /etc/rollcall/acl/users.acl
{{- end }}
{{- with .Values.redis.config }}

# From redis.config.
{{ trim . }}
{{- end }}
{{ end }}

{{/* The hand-over before a pod stops, for the modes in which no sidecar does it: nothing but sh and redis-cli. */}}
{{- define "redis-cluster.prestop" -}}
#!/bin/sh
# If this node is a master with a replica, hands over to the replica that is furthest, and waits until it is a replica
# itself: a server that stops before that leaves its slots without writes for seconds. Redis stops in any case.
deadline=$(($(date +%s) + {{ .Values.handoverSeconds }}))
cli() {
  host=$1 port=$2
  shift 2
  {{ include "redis-cluster.cli" . }} -h "$host" -p "$port" "$@"
}

# master OFFSET, then IP PORT OFFSET of each replica whose link is up
set -- $(cli "$POD_IP" {{ .Values.redis.port }} role)
[ "$1" = master ] && [ $# -ge 5 ] || exit 0
shift 2
furthest=-1
while [ $# -ge 3 ]; do
  if [ "$3" -gt "$furthest" ]; then ip=$1 port=$2 furthest=$3; fi
  shift 3
done

echo "handing over to $ip:$port"
cli "$ip" "$port" cluster failover
until [ "$(cli "$POD_IP" {{ .Values.redis.port }} role | head -n 1)" = slave ]; do
  [ "$(date +%s)" -lt "$deadline" ] || { echo "no hand-over within {{ .Values.handoverSeconds }} s" >&2; exit 1; }
  sleep 0.1 2>/dev/null || sleep 1
done
{{- end }}

{{/* None of the probes asks for the state of the cluster, for a peer or for a name: that would keep the nodes from ever
     forming a cluster, and would take all of them out of service when one fails. */}}
{{- define "redis-cluster.redisProbes" -}}
{{- $ping := printf "%s -h \"$POD_IP\" -p %d ping" (include "redis-cluster.cli" .) (int .Values.redis.port) -}}
startupProbe:
  exec:
    # Only a server that has loaded its data says PONG.
    command: [sh, -c, {{ printf "[ \"$(%s)\" = PONG ]" $ping | quote }}]
  periodSeconds: 2
  timeoutSeconds: {{ .Values.probes.liveness.timeoutSeconds }}
  failureThreshold: {{ .Values.probes.startup.failureThreshold }}
readinessProbe:
  exec:
    command: [sh, -c, {{ printf "[ \"$(%s)\" = PONG ]" $ping | quote }}]
  periodSeconds: {{ .Values.probes.readiness.periodSeconds }}
  timeoutSeconds: {{ .Values.probes.readiness.timeoutSeconds }}
  failureThreshold: {{ .Values.probes.readiness.failureThreshold }}
livenessProbe:
  exec:
    # Any answer will do, an error too: a node that loads, resyncs or asks for a password is alive.
    command: [sh, -c, {{ $ping | quote }}]
  periodSeconds: {{ .Values.probes.liveness.periodSeconds }}
  timeoutSeconds: {{ .Values.probes.liveness.timeoutSeconds }}
  failureThreshold: {{ .Values.probes.liveness.failureThreshold }}
{{- end }}

{{/* Where pods may run. Workers that are tainted do not count: a control plane would have to be filled first, and the
     pods of a worker that is gone could never come back elsewhere. */}}
{{- define "redis-cluster.placement" -}}
{{- $spread := list }}
{{- if ne .Values.spread.worker.mode "None" }}
{{- $spread = append $spread (dict "topologyKey" "kubernetes.io/hostname" "maxSkew" .Values.spread.worker.maxSkew "whenUnsatisfiable" .Values.spread.worker.mode) }}
{{- end }}
{{- if ne .Values.spread.zone.mode "None" }}
{{- $spread = append $spread (dict "topologyKey" "topology.kubernetes.io/zone" "maxSkew" .Values.spread.zone.maxSkew "whenUnsatisfiable" .Values.spread.zone.mode) }}
{{- end }}
{{- with $spread }}
topologySpreadConstraints:
  {{- range . }}
  - topologyKey: {{ .topologyKey }}
    maxSkew: {{ .maxSkew }}
    whenUnsatisfiable: {{ .whenUnsatisfiable }}
    nodeTaintsPolicy: Honor
    labelSelector:
      matchLabels:
        {{- include "redis-cluster.selectorLabels" $ | nindent 8 }}
  {{- end }}
{{- end }}
{{- $affinity := deepCopy .Values.affinity }}
{{- if .Values.spread.zone.exclusive }}
{{- $term := dict "topologyKey" "topology.kubernetes.io/zone" "labelSelector" (dict "matchLabels" (include "redis-cluster.selectorLabels" . | fromYaml)) }}
{{- $anti := default dict $affinity.podAntiAffinity }}
{{- $required := append (default list $anti.requiredDuringSchedulingIgnoredDuringExecution) $term }}
{{- $_ := set $affinity "podAntiAffinity" (merge (dict "requiredDuringSchedulingIgnoredDuringExecution" $required) $anti) }}
{{- end }}
{{- with $affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The claim of each pod. */}}
{{- define "redis-cluster.claim" -}}
metadata:
  name: data
  labels:
    {{- include "redis-cluster.selectorLabels" . | nindent 4 }}
  {{- with .Values.persistence.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  accessModes:
    {{- toYaml .Values.persistence.accessModes | nindent 4 }}
  {{- with .Values.persistence.storageClass }}
  storageClassName: {{ . }}
  {{- end }}
  {{- with .Values.persistence.selector }}
  selector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.persistence.dataSource }}
  dataSource:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  resources:
    requests:
      storage: {{ .Values.persistence.size }}
{{- end }}

{{/* The Prometheus exporter of a pod. */}}
{{- define "redis-cluster.exporter" -}}
name: metrics
image: {{ include "redis-cluster.imageName" (list .Values.metrics.image "") | quote }}
imagePullPolicy: {{ .Values.metrics.image.pullPolicy }}
env:
  - name: POD_IP
    valueFrom:
      fieldRef:
        fieldPath: status.podIP
  - name: REDIS_ADDR
    value: {{ printf "%s://$(POD_IP):%d" (ternary "rediss" "redis" .Values.tls.enabled) (int .Values.redis.port) }}
  - name: REDIS_EXPORTER_WEB_LISTEN_ADDRESS
    value: {{ printf ":%d" (int .Values.metrics.port) | quote }}
  {{- if .Values.auth.enabled }}
  - name: REDIS_PASSWORD
    valueFrom:
      secretKeyRef:
        name: {{ include "redis-cluster.authSecret" . }}
        key: {{ .Values.auth.passwordKey }}
  {{- end }}
  {{- if .Values.tls.enabled }}
  - name: REDIS_EXPORTER_TLS_CA_CERT_FILE
    value: /etc/rollcall/tls/ca.crt
  - name: REDIS_EXPORTER_TLS_CLIENT_CERT_FILE
    value: /etc/rollcall/tls/tls.crt
  - name: REDIS_EXPORTER_TLS_CLIENT_KEY_FILE
    value: /etc/rollcall/tls/tls.key
  # The address is that of the pod, and a certificate need not have it.
  - name: REDIS_EXPORTER_SKIP_TLS_VERIFICATION
    value: "true"
  {{- end }}
ports:
  - name: metrics
    containerPort: {{ .Values.metrics.port }}
    protocol: TCP
livenessProbe:
  httpGet:
    path: /health
    port: metrics
  periodSeconds: 10
  timeoutSeconds: 5
readinessProbe:
  httpGet:
    path: /health
    port: metrics
  timeoutSeconds: 5
{{- with .Values.metrics.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- include "redis-cluster.containerSecurity" . | nindent 2 }}
{{- if .Values.tls.enabled }}
volumeMounts:
  - name: tls
    mountPath: /etc/rollcall/tls
    readOnly: true
{{- end }}
{{- end }}
